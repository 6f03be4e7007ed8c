import { compareFolder, readManifest, readText } from "../output/write-folder.ts";
import { explainDrift, type Drift } from "../output/drift.ts";
import { originOf } from "../output/digests.ts";
import { generate, type GenerateResult } from "./generate.ts";
import type { ClientOptions } from "./options.ts";

/** What `check` found. */
export interface CheckResult extends Omit<GenerateResult, "changes"> {
  /** How the output folder differs from `files`, and why; `undefined` where it is up to date. */
  readonly drift: Drift | undefined;
}

/**
 * Checks that a client is up to date, as `openapi-actions check` does. Writes nothing.
 *
 * @throws DescriptionError and UnusableError as `generate` does.
 */
export async function check(options: ClientOptions = {}): Promise<CheckResult> {
  const { output = "generated" } = options;
  const { files, problems, description } = await generate({ ...options, write: false });
  const differences = await compareFolder(output, files);
  const manifest = await readManifest(output);
  const origin = originOf(description.service);
  const read = (file: string): string | undefined => readText(output, file);
  const drift =
    differences.length > 0 ? explainDrift(differences, files, origin, manifest, read) : undefined;
  return { files, problems, description, drift };
}
