import { basename } from "node:path";
import { loadFile } from "./load.ts";
import type { Service } from "./model.ts";
import { writePackage } from "./package.ts";
import { Places } from "./places.ts";
import { DescriptionError, type Problem } from "./problem.ts";
import { readService } from "./read.ts";
import { resolveReferences } from "./references.ts";
import { upgrade } from "./upgrade.ts";
import { validate } from "./validate.ts";

export interface Generated {
  /** The package's files: POSIX paths relative to its folder, and their text. */
  readonly files: ReadonlyMap<string, string>;
  /** What was mended, in the order of the description. */
  readonly problems: readonly Problem[];
}

/**
 * Makes a client package from a description, in memory.
 *
 * @param spec the description's file.
 * @param strict refuses what would otherwise be mended and reported, and what the OpenAPI
 *   Specification does not allow.
 * @throws DescriptionError with every problem, where no right client can be made.
 * @throws UnusableError where the description cannot be read at all.
 */
export async function generate(spec: string, strict: boolean = false): Promise<Generated> {
  const { service, problems } = await readDescription(spec, strict);
  if (strict && problems.length > 0) throw new DescriptionError(problems);
  return { files: await writePackage(service), problems };
}

/** The first half of {@link generate}: from the file to the model. */
async function readDescription(
  spec: string,
  strict: boolean,
): Promise<{ service: Service; problems: readonly Problem[] }> {
  const source = await loadFile(spec);
  const problems: Problem[] = [...source.problems];
  const report = (problem: Problem): void => {
    problems.push(problem);
  };
  const places = new Places();
  places.enter(source, source.root);

  const whole = await resolveReferences(spec, source, places, report);
  const document = upgrade(whole, places, report);
  // Tolerance has no use for a second opinion, which takes as long as everything else together.
  if (strict) await validate(document, places, report);
  const read = readService(document, basename(spec), places, report);
  // YAML reads `1.10` as a number, which is 1.1.
  const service = { ...read, version: source.spelling("/info/version") ?? read.version };

  if (problems.some(({ severity }) => severity === "error")) throw new DescriptionError(problems);
  return { service, problems };
}
