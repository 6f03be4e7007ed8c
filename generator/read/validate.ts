import type { SourceLocation } from "../diagnostics/problem.ts";
import { list, map, objectsIn, type Node } from "../data/json-object.ts";
import type { Positions } from "../source/positions.ts";
import type { ReadContext } from "../source/read-context.ts";

/**
 * Reports where a document violates the OpenAPI 3.1 specification, using swagger-parser. The upgrade
 * has corrected what it can, so the rest is reported and nothing is done about it.
 *
 * @param document is not changed and nothing outside it is read.
 */
export async function validate(
  document: Readonly<Record<string, unknown>>,
  { positions, report }: ReadContext,
): Promise<void> {
  const { default: SwaggerParser } = await import("@apidevtools/swagger-parser");
  try {
    await new SwaggerParser().validate(asValidated(document) as never, {
      resolve: { external: false },
      // References stay: they are validated themselves, not their targets.
      dereference: { circular: "ignore", excludedPathMatcher: () => true },
    });
  } catch (error) {
    for (const { instancePath, message } of mostSpecific(violationsOf(error))) {
      const location = locationOf(document, instancePath, positions);
      report("schema-violation", location, { pointer: instancePath, violation: message });
    }
  }
}

/**
 * Returns a copy without what the validator would reject though it is valid: the methods of OpenAPI 3.2,
 * and the descriptions of server variables, which the JSON Schema of OpenAPI 3.1 misspells.
 */
export function asValidated(document: Node): Node {
  const copy = structuredClone(document);
  const items = objectsIn(Object.values(map(copy["paths"]) ?? {}));
  for (const item of items) {
    for (const key of ["query", "additionalOperations"]) Reflect.deleteProperty(item, key);
  }
  for (const owner of [
    copy,
    ...items,
    ...items.flatMap((item) => objectsIn(Object.values(item))),
  ]) {
    for (const { variables } of objectsIn(list(owner["servers"]))) {
      for (const variable of objectsIn(Object.values(map(variables) ?? {}))) {
        Reflect.deleteProperty(variable, "description");
      }
    }
  }
  return copy;
}

interface Violation {
  /** JSON Pointer of the node. */
  readonly instancePath: string;
  readonly message: string;
}

function violationsOf(error: unknown): Violation[] {
  const details: unknown = error instanceof Error ? Reflect.get(error, "details") : undefined;
  if (!Array.isArray(details)) throw error;
  return details.filter(isViolation).filter((one) => !isOldSchemaName(one));
}

function isViolation(value: unknown): value is Violation {
  if (typeof value !== "object" || value === null) return false;
  const { instancePath, message } = value as Partial<Violation>;
  return typeof instancePath === "string" && typeof message === "string";
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
