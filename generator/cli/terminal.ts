import type { Problem } from "../diagnostics/problem.ts";
import { formatProblems, type Paint } from "../diagnostics/format-text.ts";
import { formatForGithub } from "../diagnostics/format-github.ts";
import { formatAsJson } from "../diagnostics/format-json.ts";
import { escapeControls } from "../text/invisible.ts";
import { formatAsSarif } from "../diagnostics/format-sarif.ts";

/** Where a run prints: what was asked for, and what is told beside it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Prints on `err` what has colours or commands of our own, and every value escaped. */
  readonly errEscaped?: ((text: string) => void) | undefined;
  /** Paints what is told, where it is seen by people on a terminal that has colours. */
  readonly paint?: Paint | undefined;
  /** Takes the problems in place of telling them, where they are told together later. */
  readonly hold?: ((problems: readonly Problem[]) => void) | undefined;
}

/**
 * A terminal whose lines are only text, whatever is printed: the last step before each byte leaves.
 * Machine formats have escaped all of it already, in their own way.
 */
export function escaping(terminal: Terminal): Terminal {
  const { out, err } = terminal;
  return {
    ...terminal,
    out: (text) => {
      out(escapeControls(text));
    },
    err: (text) => {
      err(escapeControls(text));
    },
    errEscaped: err,
  };
}

export const formats = ["text", "json", "github", "sarif"] as const;

/** How problems are told. */
export interface TellingFlags {
  readonly format?: (typeof formats)[number];
  /** Lists all, however many there are of a kind; the formats for programs always do. */
  readonly verbose?: boolean;
}

/** Tells of problems beside the answer. The formats for programs also tell that there are none. */
export function tell(
  problems: readonly Problem[],
  { err, errEscaped = err, paint, hold }: Terminal,
  { format = "text", verbose }: TellingFlags,
): void {
  if (hold) {
    hold(problems);
    return;
  }
  switch (format) {
    case "text":
      if (problems.length > 0)
        errEscaped(`${formatProblems(problems, { verbose, frames: true, paint })}\n`);
      return;
    case "json":
      err(formatAsJson(problems));
      return;
    case "github":
      errEscaped(formatForGithub(problems));
      return;
    case "sarif":
      err(formatAsSarif(problems));
  }
}

/** Tells of the problems of several runs: in one document where the format is a document. */
export async function tellTogether(
  terminal: Terminal,
  flags: TellingFlags,
  run: (terminal: Terminal) => Promise<void>,
): Promise<void> {
  if (flags.format !== "json" && flags.format !== "sarif") {
    await run(terminal);
    return;
  }
  const held: Problem[] = [];
  await run({ ...terminal, hold: (problems) => held.push(...problems) });
  tell(held, terminal, flags);
}
