import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ReadingFlags } from "../select-clients.ts";
import { reportFailure } from "../report-failure.ts";
import { findOverlays, findSpec } from "../../source/find-input.ts";
import type { GenerateOptions } from "../../generate.ts";
import { InputDigests, rememberRun } from "../../output/last-run.ts";
import {
  findRunCache,
  recallRun,
  type RunCache,
  type RunOptions,
} from "../../output/run-record.ts";
import { UnusableError } from "../../diagnostics/problem.ts";
import { isRemoteInput } from "../../source/uri.ts";
import { checkCommand } from "../check-command.ts";
import { showProgress } from "../status-line.ts";
import { countChanges, summarize } from "../run-summary.ts";
import { printProblems, type ReportFlags, type Terminal } from "../terminal.ts";

/** The flags of `generate` and `check`. */
export interface PackageFlags extends GenerateOptions, ReportFlags {
  /** A file for a copy of a description from a URL. */
  readonly save?: string;
  readonly output: string;
  /** The arguments with which `check` looks at the same client. */
  readonly checkArguments?: readonly string[];
}

export interface GenerateFlags extends ReadingFlags {
  readonly save?: string;
  readonly watch?: boolean;
}

/**
 * `openapi-actions generate`: writes the client and prints how much of it changed.
 *
 * @param cache the cache of earlier runs, to skip one that would change nothing.
 */
export async function runGenerate(
  spec: string | undefined,
  flags: PackageFlags,
  terminal: Terminal,
  cache: RunCache | undefined = findRunCache(),
): Promise<number> {
  const { output } = flags;
  const input = await chooseInput(spec, flags);
  const last = cache && recallRun(cache, input);
  if (last) {
    for (const path of last.reads) flags.onRead?.(path);
    printProblems(last.problems, terminal, flags);
    terminal.out(countChanges(output, { written: [], removed: [], unchanged: last.files }));
    return 0;
  }
  const { generatePackage, writePackage } = await import("../../api/package.ts");
  const inputs = new InputDigests();
  const progress = showProgress(output, terminal);
  const onRead = (path: string): void => {
    if (cache) inputs.add(path);
    progress.onRead(path);
    flags.onRead?.(path);
  };
  const { onProgress } = progress;
  const options = { ...flags, ...input, onRead, onProgress };
  const made = await generatePackage(input.spec, output, options);
  printProblems(made.problems, terminal, flags);
  terminal.status?.(`${output}: writing ${made.files.size} files`);
  const changes = await writePackage(made, flags.save);
  if (cache) rememberRun(cache, input, { inputs, ...made });
  const check = made.manifest ? undefined : checkCommand(flags.checkArguments ?? []);
  terminal.out(summarize(output, changes, made.fit, check));
  return 0;
}

/** All inputs of a client: the options, with the description and overlays that were found. */
export type PackageInput = GenerateOptions &
  RunOptions & { readonly spec: string; readonly output: string };

/** Flags without an effect on the generated files. */
const reportingFlags = new Set([
  "base",
  "checkArguments",
  "config",
  "format",
  "input",
  "onRead",
  "save",
  "verbose",
  "watch",
]);

/** Finds the inputs of a client, without reading them. */
export async function chooseInput(
  spec: string | undefined,
  flags: PackageFlags,
): Promise<PackageInput> {
  const found = spec ?? (await findSpec("spec"));
  if (flags.save !== undefined && !isRemoteInput(found)) {
    throw new UnusableError(`A copy is saved of a URL (or of -), and ${found} is a file.`);
  }
  const overlay = flags.overlay ?? (await findOverlays(found));
  const options = Object.entries(flags).filter(([name]) => !reportingFlags.has(name));
  return {
    ...Object.fromEntries(options),
    output: flags.output,
    spec: found,
    overlay,
    // They write a part of the output, and are not bundled with this program.
    libraries: flags.openapiTypes ? versionsOf(["openapi-typescript", "typescript"]) : [],
  };
}

/** Reads the package.json of optional peers that are installed. */
function versionsOf(names: readonly string[]): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  return names.map((name) => {
    try {
      return readFileSync(resolve(`${name}/package.json`), "utf8");
    } catch {
      return "";
    }
  });
}

/**
 * `openapi-actions generate --watch`: generates now and after each change, until it is aborted.
 * Prints a line with the time for each client; one that fails is left as it is.
 *
 * @param chooseClients reads the configuration again.
 */
export async function runGenerateOnChange(
  chooseClients: () => Promise<readonly (PackageFlags & { readonly input: string | undefined })[]>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { watch } = await import("../watch.ts");
  const timed: Terminal = {
    ...terminal,
    out: (text) => {
      terminal.out(`${new Date().toTimeString().slice(0, 8)} ${text}`);
    },
  };
  let clients = await chooseClients();
  await watch(async (onRead) => {
    try {
      clients = await chooseClients();
    } catch (error) {
      reportFailure(error, terminal, clients[0] ?? {});
    }
    for (const client of clients) {
      if (client.config !== undefined) onRead(client.config);
      try {
        await runGenerate(client.input, { ...client, onRead }, timed);
      } catch (error) {
        reportFailure(error, terminal, client);
        timed.out(`${client.output}: left as it is\n`);
      }
    }
  }, signal);
}
