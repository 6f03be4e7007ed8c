// One function of the programmatic API. In: the settings of one client. Out: its files. Knows
// nothing of configuration files or of the command line.
import type { Description } from "../description.ts";
import type { Problem } from "../diagnostics/problem.ts";
import type { Written } from "../output/write-folder.ts";
import { inputOf, pipelineOptions, type ClientOptions } from "./options.ts";
import { generatePackage, writePackage } from "./package.ts";

export interface GenerateOptions extends ClientOptions {
  /** Whether to write the files; `false` only returns them. By default true. */
  readonly write?: boolean;
}

/** The result of `generate`. */
export interface GenerateResult {
  /** POSIX paths relative to the output folder, and their text. */
  readonly files: ReadonlyMap<string, string>;
  /** The warnings, in the order of the description. */
  readonly problems: readonly Problem[];
  /** The normalized description that the files were made from. */
  readonly description: Description;
  /** The changes in the output folder; `undefined` where nothing was to be written. */
  readonly changes: Written | undefined;
}

/**
 * Generates a client, as `openapi-actions generate` does: all files are written, or none.
 *
 * No configuration file is read: `options` are one client's settings.
 *
 * @throws DescriptionError with all problems, where no correct client can be generated.
 * @throws UnusableError where something cannot be read or written, or options contradict each other.
 */
export async function generate(options: GenerateOptions = {}): Promise<GenerateResult> {
  const { write = true, output = "generated", ...client } = options;
  const made = await generatePackage(await inputOf(client), output, pipelineOptions(client));
  const changes = write ? await writePackage(made, client.save) : undefined;
  const { files, problems, description } = made;
  return { files, problems, description, changes };
}
