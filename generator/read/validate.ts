import type { Places } from "../source/positions.ts";
import type { Place, Problem } from "../diagnostics/problem.ts";

/**
 * Reports where a document breaks the OpenAPI 3.1 specification, through swagger-parser. The upgrade
 * has mended what it knows how to mend, so what is left is shown as it is and not acted on.
 *
 * @param document is not changed and nothing outside it is read.
 */
export async function validate(
  document: Readonly<Record<string, unknown>>,
  places: Places,
  report: (problem: Problem) => void,
): Promise<void> {
  const { default: SwaggerParser } = await import("@apidevtools/swagger-parser");
  try {
    await new SwaggerParser().validate(structuredClone(document) as never, {
      resolve: { external: false },
      // References stay: they are looked at where they stand, not where they lead.
      dereference: { circular: "ignore", excludedPathMatcher: () => true },
    });
  } catch (error) {
    for (const { instancePath, message } of mostSpecific(violationsOf(error))) {
      const place = placeOf(document, instancePath, places);
      report({
        code: "invalid",
        severity: "warning",
        place,
        message: `${nameOf(instancePath)} ${message}; read as far as it can be`,
        hint: "The OpenAPI Specification 3.1 says what may stand here.",
      });
    }
  }
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

/** One violation a node, and none of a node that holds a worse one: those only follow from it. */
function mostSpecific(violations: readonly Violation[]): Violation[] {
  const byNode = new Map(violations.toReversed().map((one) => [one.instancePath, one]));
  const paths = [...byNode.keys()].sort();
  return paths.flatMap((path, index) => {
    const holdsAnother = paths[index + 1]?.startsWith(`${path}/`) ?? false;
    const violation = byNode.get(path);
    return holdsAnother || !violation ? [] : [violation];
  });
}

function nameOf(instancePath: string): string {
  return instancePath === "" ? "the document" : `\`${instancePath.split("/").at(-1)}\``;
}

/** The place of the deepest node on the way that came from the description. */
function placeOf(document: object, instancePath: string, places: Places): Place {
  let place = places.of(document);
  let node: unknown = document;
  for (const segment of instancePath.split("/").slice(1)) {
    const key = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) break;
    if (places.has(node)) place = places.of(node, key);
    node = Reflect.get(node, key);
  }
  return place;
}
