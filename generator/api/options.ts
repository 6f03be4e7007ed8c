import type { ClientConfig } from "../config/config.ts";
import { findSpec } from "../source/find-input.ts";
import type { GenerateOptions } from "../generate.ts";

/** The settings of one client, as in the configuration. Paths are relative to the working directory. */
export interface ClientOptions extends ClientConfig {
  /** Turns every warning into an error, and validates against the OpenAPI Specification. */
  readonly strict?: boolean;
}

/** Returns the description's file: `input`, or the only one in `spec/`. */
export async function inputOf({ input }: Pick<ClientOptions, "input">): Promise<string> {
  return input ?? (await findSpec("spec"));
}

/** Translates settings of the configuration into options of the pipeline. */
export function pipelineOptions(options: ClientOptions): GenerateOptions {
  const { input: _, output: __, overlays, headers, limits, ...rest } = options;
  return { ...rest, overlay: overlays, header: headers, limit: limits };
}
