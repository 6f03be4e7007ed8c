import type { Change, ChangeClass } from "../compare/change.ts";
import { countChanges, diff as compare } from "../compare/compare.ts";
import { readDescription } from "../generate.ts";
import { pipelineOptions, type ClientOptions } from "./options.ts";

/** The settings that decide what a description means; those of the output have no effect on it. */
export type DiffOptions = Omit<
  ClientOptions,
  | "input"
  | "output"
  | "layout"
  | "importExtension"
  | "templates"
  | "openapiTypes"
  | "groupBy"
  | "emitters"
>;

/** The changes between two descriptions. */
export interface DiffResult {
  /** Breaking changes first, then additions, then changes of the documentation. */
  readonly changes: readonly Change[];
  readonly counts: Readonly<Record<ChangeClass, number>>;
}

/**
 * Compares two descriptions for users of the generated client, as `openapi-actions diff` does.
 *
 * @param before the old description's file.
 * @param after the new description's file.
 * @throws DescriptionError and UnusableError as `generate` does, where one of them cannot be used.
 */
export async function diff(
  before: string,
  after: string,
  options: DiffOptions = {},
): Promise<DiffResult> {
  const given = pipelineOptions(options);
  // A description may gain or lose all that the filters are about.
  const settings = { ...given, allow: [...(given.allow ?? []), "no-operations-left"] };
  const changes = compare(
    await readDescription(before, settings),
    await readDescription(after, settings),
  );
  return { changes, counts: countChanges(changes) };
}
