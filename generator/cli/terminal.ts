import type { Problem } from "../diagnostics/problem.ts";
import { formatProblems, type Paint } from "../diagnostics/format-text.ts";
import { formatForGithub } from "../diagnostics/format-github.ts";
import { formatAsJson } from "../diagnostics/format-json.ts";
import { escapeControls } from "../text/invisible.ts";
import { formatAsSarif } from "../diagnostics/format-sarif.ts";

/** The output streams of a run: its result, and messages about it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Writes to `err` text in which values are escaped already, and that has our own colours or commands. */
  readonly errEscaped?: ((text: string) => void) | undefined;
  /** Colours messages, on a terminal that supports it. */
  readonly paint?: Paint | undefined;
  /** Says what a long run is doing, on a terminal, until something is printed. */
  readonly status?: ((text: string) => void) | undefined;
  /** Collects problems that are printed together later. */
  readonly collect?: ((problems: readonly Problem[]) => void) | undefined;
}

/**
 * Returns a terminal that escapes control characters in everything that is printed. Machine formats
 * have escaped them already, in their own way.
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

/** How problems are printed. */
export interface ReportFlags {
  readonly format?: (typeof formats)[number];
  /** Lists all problems, however many have the same code; machine formats always do. */
  readonly verbose?: boolean;
}

/** Prints problems on `err`. Machine formats print an empty list too. */
export function printProblems(
  problems: readonly Problem[],
  { err, errEscaped = err, paint, collect }: Terminal,
  { format = "text", verbose }: ReportFlags,
): void {
  if (collect) {
    collect(problems);
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

/** Prints the problems of several runs, as one document where the format is a document. */
export async function printCombined(
  terminal: Terminal,
  flags: ReportFlags,
  run: (terminal: Terminal) => Promise<void>,
): Promise<void> {
  if (flags.format !== "json" && flags.format !== "sarif") {
    await run(terminal);
    return;
  }
  const collected: Problem[] = [];
  await run({ ...terminal, collect: (problems) => collected.push(...problems) });
  printProblems(collected, terminal, flags);
}
