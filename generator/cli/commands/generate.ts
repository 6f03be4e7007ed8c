import type { ReadingFlags } from "../select-clients.ts";
import { tellFailure } from "../exit-code.ts";
import { findSpec } from "../../source/find-input.ts";
import { generate, type GenerateOptions } from "../../generate.ts";
import { readManifest, writeFolder } from "../../output/write-folder.ts";
import { originOf } from "../../output/digests.ts";
import { fitOutput } from "../fit-output.ts";
import { summarize } from "../summary.ts";
import { tell, type TellingFlags, type Terminal } from "../terminal.ts";

/** What `generate` and `check` take from the command line. */
export interface PackageFlags extends GenerateOptions, TellingFlags {
  readonly output: string;
}

export interface GenerateFlags extends ReadingFlags {
  readonly watch?: boolean;
}

/** `openapi-actions generate`: writes the package and says how much of it changed. */
export async function runGenerate(
  spec: string | undefined,
  flags: PackageFlags,
  terminal: Terminal,
): Promise<number> {
  const { output } = flags;
  const before = await readManifest(output);
  const fit = fitOutput(output, flags, before);
  const { layout, importExtension } = fit;
  const path = spec ?? (await findSpec("spec"));
  const { files, description } = await generate(path, { ...flags, layout, importExtension });
  tell(description.problems, terminal, flags);
  const settings = { layout, importExtension, ...originOf(description.service) };
  const changes = await writeFolder(output, files, settings);
  terminal.out(summarize(output, changes, fit, before === undefined));
  return 0;
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
