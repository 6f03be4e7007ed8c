import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ReadingFlags } from "../select-clients.ts";
import { tellFailure } from "../exit-code.ts";
import { findOverlays, findSpec } from "../../source/find-input.ts";
import type { GenerateOptions } from "../../generate.ts";
import {
  findRunCache,
  InputDigests,
  recallRun,
  rememberRun,
  type RunCache,
  type RunOptions,
} from "../../output/last-run.ts";
import { readManifest, writeFolder } from "../../output/write-folder.ts";
import { originOf } from "../../output/digests.ts";
import { fitOutput } from "../../config/fit-output.ts";
import { countChanges, summarize } from "../summary.ts";
import { tell, type TellingFlags, type Terminal } from "../terminal.ts";

/** What `generate` and `check` take from the command line. */
export interface PackageFlags extends GenerateOptions, TellingFlags {
  readonly output: string;
}

export interface GenerateFlags extends ReadingFlags {
  readonly watch?: boolean;
}

/**
 * `openapi-actions generate`: writes the package and says how much of it changed.
 *
 * @param cache where runs are remembered; one that would change nothing is then skipped.
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
    tell(last.problems, terminal, flags);
    terminal.out(countChanges(output, { written: [], removed: [], unchanged: last.files }));
    return 0;
  }
  const before = await readManifest(output);
  const fit = fitOutput(output, flags, before?.settings);
  const { layout, importExtension } = fit;
  const { generate } = await import("../../generate.ts");
  const inputs = new InputDigests();
  const onRead = (path: string): void => {
    if (cache) inputs.add(path);
    flags.onRead?.(path);
  };
  const options = { ...flags, ...input, layout, importExtension, onRead };
  const { files, problems, description } = await generate(input.spec, options);
  tell(problems, terminal, flags);
  const settings = { layout, importExtension, ...originOf(description.service) };
  const changes = await writeFolder(output, files, settings);
  if (cache) rememberRun(cache, input, { inputs, files, settings, problems });
  terminal.out(summarize(output, changes, fit, before === undefined));
  return 0;
}

/** What decides over a package: the options, with the description and overlays that were found. */
export type PackageInput = GenerateOptions &
  RunOptions & { readonly spec: string; readonly output: string };

/** Flags that only say what to print or to compare. */
const besides = new Set(["base", "config", "format", "input", "onRead", "verbose", "watch"]);

/** Finds the input of a package, without reading it. */
export async function chooseInput(
  spec: string | undefined,
  flags: PackageFlags,
): Promise<PackageInput> {
  const found = spec ?? (await findSpec("spec"));
  const overlay = flags.overlay ?? (await findOverlays(found));
  const options = Object.entries(flags).filter(([name]) => !besides.has(name));
  return {
    ...Object.fromEntries(options),
    output: flags.output,
    spec: found,
    overlay,
    // They write a part of the output, and are no part of this program.
    libraries: flags.openapiTypes ? versionsOf(["openapi-typescript", "typescript"]) : [],
  };
}

/** The manifests of optional peers, as far as they are installed. */
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
 * `openapi-actions generate --watch`: the same at once and after each change, until it is
 * interrupted. A line for each package says when and what; one that cannot be made stays as it is.
 *
 * @param chooseClients reads the configuration anew.
 */
export async function runGenerateOnChange(
  chooseClients: () => Promise<readonly (PackageFlags & { readonly input: string | undefined })[]>,
  terminal: Terminal,
): Promise<number> {
  const { watch } = await import("../watch.ts");
  const timed: Terminal = {
    ...terminal,
    out: (text) => {
      terminal.out(`${new Date().toTimeString().slice(0, 8)} ${text}`);
    },
  };
  const stop = new AbortController();
  const end = (): void => {
    stop.abort();
  };
  process.once("SIGINT", end).once("SIGTERM", end);
  let clients = await chooseClients();
  await watch(async (onRead) => {
    try {
      clients = await chooseClients();
    } catch (error) {
      tellFailure(error, terminal, clients[0] ?? {});
    }
    for (const client of clients) {
      if (client.config !== undefined) onRead(client.config);
      try {
        await runGenerate(client.input, { ...client, onRead }, timed);
      } catch (error) {
        tellFailure(error, terminal, client);
        timed.out(`${client.output}: left as it is\n`);
      }
    }
  }, stop.signal);
  process.off("SIGINT", end).off("SIGTERM", end);
  return 0;
}
