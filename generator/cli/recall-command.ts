// Knows a command line that would change nothing, before it is parsed and the program is loaded.
import { join } from "node:path";
import type { Paint } from "../diagnostics/format-text.ts";
import { digest } from "../output/manifest.ts";
import {
  areSame,
  countUnchanged,
  findRunCache,
  readRecord,
  type RunCache,
  type Trace,
} from "../output/run-record.ts";

/** A command line whose clients were generated. */
export interface StoredCommand {
  readonly key: string;
  /** Path → digest of what decides over the clients: the configuration, overlays that are found. */
  readonly reads: Readonly<Record<string, string>>;
  readonly clients: readonly StoredClient[];
}

export interface StoredClient {
  readonly output: string;
  readonly run: Trace;
  /** Its output folder and its problems, as they are printed. */
  readonly shown: string;
  readonly problems: string;
}

/** What a command prints on standard output and error. */
export interface Printed {
  readonly out: string;
  readonly err: string;
}

/**
 * Returns what `generate` or `check` would print, where it would find nothing to do.
 *
 * @param args the arguments of the program, the command first.
 * @param paint colours messages, or returns them as they are.
 */
export function recallCommand(
  args: readonly string[],
  paint: Paint,
  cache: RunCache | undefined = findRunCache(),
): Printed | undefined {
  const [command, ...others] = args;
  if (!cache || (command !== "generate" && command !== "check")) return undefined;
  // The summary of a job is written too.
  if (command === "check" && process.env["GITHUB_STEP_SUMMARY"]) return undefined;
  const stored = readRecord(commandFile(cache, others)) as StoredCommand | undefined;
  if (!stored) return undefined;
  if (stored.key !== commandKey(cache, others, paint) || !areSame(stored.reads)) {
    return undefined;
  }
  const printed = { out: "", err: "" };
  for (const { output, run, shown, problems } of stored.clients) {
    const files = countUnchanged(output, run);
    if (files === undefined) return undefined;
    printed.err += problems;
    printed.out +=
      command === "check"
        ? `${shown}: up to date\n`
        : `${shown}: 0 written, 0 removed, ${files} unchanged\n`;
  }
  return printed;
}

/** The file in which a command line is stored. */
export function commandFile({ folder }: RunCache, others: readonly string[]): string {
  return join(folder, `${digest(JSON.stringify([process.cwd(), others]))}-command.json`);
}

/** @param others the arguments behind the name of the command. */
export function commandKey(
  { program }: RunCache,
  others: readonly string[],
  paint: Paint | undefined,
): string {
  const colour = paint?.("error", "error") ?? "error";
  return digest(JSON.stringify([program, process.version, process.cwd(), others, colour]));
}
