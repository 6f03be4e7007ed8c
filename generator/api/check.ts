import type { Drift } from "../output/drift.ts";
import type { GenerateResult } from "./generate.ts";
import { inputOf, pipelineOptions, type ClientOptions } from "./options.ts";
import { findDrift, generatePackage } from "./package.ts";

/** The result of `check`. */
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
  const { output = "generated", ...client } = options;
  const settings = { ...pipelineOptions(client), copy: client.save };
  const made = await generatePackage(await inputOf(client), output, settings);
  const { files, problems, description } = made;
  return { files, problems, description, drift: await findDrift(made) };
}
