import type { SourceLocation } from "../diagnostics/problem.ts";
import type { Node } from "../data/json-object.ts";
import type { Positions } from "../source/positions.ts";
import type { ReadContext } from "../source/read-context.ts";
import { violationsIn, type Violation } from "./schema-violations.ts";

/**
 * Reports where a document violates the OpenAPI Specification. The upgrade has corrected what it can,
 * so the rest is reported and nothing is done about it.
 *
 * @param document is not changed and nothing outside it is read.
 */
export async function validate(document: Node, { positions, report }: ReadContext): Promise<void> {
  const violations = await violationsIn(document);
  for (const one of mostSpecific(violations.filter((one) => !isOldSchemaName(one)))) {
    const { instancePath: pointer, message: violation } = one;
    const version = String(document["openapi"]).slice(0, "3.x".length);
    const location = locationOf(document, pointer, positions);
    report("schema-violation", location, { pointer, violation, version });
  }
}

/** Swagger 2.0 puts no limit to the names of schemas, and the generator does not mind either. */
function isOldSchemaName({ instancePath, message }: Violation): boolean {
  return instancePath === "/components/schemas" && /pattern|property name/.test(message);
}

/** One violation a node, and none of a node that contains another one: those only follow from it. */
function mostSpecific(violations: readonly Violation[]): Violation[] {
  const byNode = new Map(violations.toReversed().map((one) => [one.instancePath, one]));
  const paths = [...byNode.keys()].sort();
  return paths.flatMap((path, index) => {
    const holdsAnother = paths[index + 1]?.startsWith(`${path}/`) ?? false;
    const violation = byNode.get(path);
    return holdsAnother || !violation ? [] : [violation];
  });
}

/** The location of the deepest node on the way that came from the description. */
function locationOf(document: object, instancePath: string, positions: Positions): SourceLocation {
  let location = positions.of(document);
  let node: unknown = document;
  for (const segment of instancePath.split("/").slice(1)) {
    const key = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) break;
    if (positions.has(node)) location = positions.of(node, key);
    node = Reflect.get(node, key);
  }
  return location;
}
