import { buffer } from "node:stream/consumers";
import { countChanges, diff } from "../../compare/compare.ts";
import type { Change } from "../../compare/change.ts";
import { changesMarkdown } from "../../compare/format-markdown.ts";
import { formatChanges } from "../../compare/format-text.ts";
import { readDescription, type ReadOptions } from "../../generate.ts";
import { jsonText } from "../../text/invisible.ts";
import { UnusableError, type SourceLocation } from "../../diagnostics/problem.ts";
import type { Terminal } from "../terminal.ts";
import type { Description } from "../../description.ts";

export interface DiffFlags extends ReadOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly failOn?: "breaking" | "any";
}

/**
 * `openapi-actions diff`: prints the changes between two descriptions.
 *
 * @param before the old description's file, or `-` for standard input; references of the latter are
 *   relative to the other file.
 * @param after the new one, likewise.
 */
export async function runDiff(
  before: string,
  after: string,
  flags: DiffFlags,
  terminal: Terminal,
): Promise<number> {
  if (before === "-" && after === "-") {
    throw new UnusableError("Only one of the two descriptions can come from standard input.");
  }
  const changes = diff(await readSide(before, after, flags), await readSide(after, before, flags));
  terminal.out(
    flags.json
      ? jsonText(changesJson(changes))
      : flags.markdown
        ? changesMarkdown(changes)
        : formatChanges(changes),
  );
  const { breaking } = countChanges(changes);
  const isFinding = flags.failOn === "any" ? changes.length > 0 : breaking > 0;
  return flags.failOn !== undefined && isFinding ? 1 : 0;
}

async function readSide(file: string, other: string, options: ReadOptions): Promise<Description> {
  if (file !== "-") return readDescription(file, options);
  const content = await buffer(process.stdin);
  const show = (shown: string): string => (shown === other ? "stdin" : shown);
  return readDescription(other, options, { content, show });
}

/** The output of `--json`. */
function changesJson(changes: readonly Change[]): object {
  return {
    ...countChanges(changes),
    changes: changes.map((change) => ({
      ...change,
      before: locationJson(change.before),
      after: locationJson(change.after),
    })),
  };
}

function locationJson(location: SourceLocation | undefined): object | null {
  if (!location) return null;
  const { file, line, column, pointer } = location;
  return { file, line, column, pointer };
}
