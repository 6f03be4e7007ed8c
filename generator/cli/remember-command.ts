import { extname } from "node:path";
import { configFiles } from "../config/load.ts";
import { formatProblems } from "../diagnostics/format-text.ts";
import { InputDigests, store } from "../output/last-run.ts";
import { findRunCache, keyOf, readStored, type RunCache } from "../output/run-record.ts";
import { overlaysBeside } from "../source/find-input.ts";
import { escapeControls } from "../text/invisible.ts";
import { chooseInput, type GenerateFlags } from "./commands/generate.ts";
import {
  commandFile,
  commandKey,
  type StoredClient,
  type StoredCommand,
} from "./recall-command.ts";
import type { Client } from "./select-clients.ts";
import type { Terminal } from "./terminal.ts";

/** Notes what decides over the clients of a `generate`, and remembers it when that has ended well. */
export class CommandMemory {
  readonly #args: readonly string[];
  readonly #inputs = new InputDigests();

  /** To be made before the configuration is read. */
  constructor(args: readonly string[], config: string | undefined) {
    this.#args = args;
    const files = config === undefined ? [...configFiles, "package.json"] : [config];
    for (const file of files) this.#inputs.add(file);
  }

  /** To be called before the clients are generated. */
  addClients(clients: readonly Client<GenerateFlags>[]): void {
    for (const { input, overlay } of clients) {
      if (overlay !== undefined || input === undefined) continue;
      for (const file of overlaysBeside(input)) this.#inputs.add(file);
    }
  }

  /** Remembers the clients, where an unchanged run of each can be known by what it reads. */
  async remember(
    clients: readonly Client<GenerateFlags>[],
    { paint }: Terminal,
    cache: RunCache | undefined = findRunCache(),
  ): Promise<void> {
    const [command, ...others] = this.#args;
    if (!cache || command !== "generate" || !clients.every(canRecall)) return;
    const stored: StoredClient[] = [];
    for (const client of clients) {
      const input = await chooseInput(client.input, client);
      const key = keyOf(cache, input);
      const run = readStored(cache, client.output);
      if (key === undefined || run?.key !== key) return;
      const { output, verbose } = client;
      const problems =
        run.problems.length === 0
          ? ""
          : `${formatProblems(run.problems, { verbose, frames: true, paint })}\n`;
      const { reads, written } = run;
      stored.push({ output, run: { reads, written }, shown: escapeControls(output), problems });
    }
    const reads = this.#inputs.settled();
    if (!reads) return;
    const key = commandKey(cache, others, paint);
    const record: StoredCommand = { key, reads, clients: stored };
    store(cache, commandFile(cache, others), record);
  }
}

/**
 * Whether the settings are all data that is read here: a configuration in TypeScript imports what
 * it likes, and the libraries that write `openapi.ts` are looked up when the program runs.
 */
function canRecall({ config, format, input, openapiTypes, save }: Client<GenerateFlags>): boolean {
  const isData = config === undefined || extname(config) === ".json";
  const isText = format === undefined || format === "text";
  return isData && isText && input !== undefined && !openapiTypes && save === undefined;
}
