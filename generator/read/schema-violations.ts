import { asList, asNode, objectsIn, type Node } from "../data/json-object.ts";

/** A node that the schema of the OpenAPI Specification rejects. */
export interface Violation {
  /** JSON Pointer of the node. */
  readonly instancePath: string;
  readonly message: string;
}

/**
 * Returns the violations of the OpenAPI Specification that its own JSON Schema finds: of 3.1 by
 * swagger-parser, of 3.2, which that does not know, by the schema itself.
 *
 * @param document OpenAPI 3.1 or 3.2; it is not changed, and nothing outside it is read.
 */
export async function violationsIn(document: Node): Promise<readonly Violation[]> {
  const isNew = String(document["openapi"]).startsWith("3.2");
  return isNew ? violationsOfVersion32(document) : violationsOfVersion31(document);
}

async function violationsOfVersion31(document: Node): Promise<readonly Violation[]> {
  const { default: SwaggerParser } = await import("@apidevtools/swagger-parser");
  try {
    await new SwaggerParser().validate(withoutVariableTexts(document) as never, {
      resolve: { external: false },
      // References stay: they are validated themselves, not their targets.
      dereference: { circular: "ignore", excludedPathMatcher: () => true },
    });
    return [];
  } catch (error) {
    const details: unknown = error instanceof Error ? Reflect.get(error, "details") : undefined;
    if (!Array.isArray(details)) throw error;
    return details.filter(isViolation);
  }
}

async function violationsOfVersion32(document: Node): Promise<readonly Violation[]> {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const { default: schema } = await import(
    "@seriousme/openapi-schema-validator/schemas/v3.2/schema.json",
    { with: { type: "json" } }
  );
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
  ajv.validate(schema, document);
  const errors: readonly unknown[] = ajv.errors ?? [];
  return errors.filter(isViolation);
}

/** Returns a copy without the descriptions of server variables, which the JSON Schema of 3.1 misspells. */
function withoutVariableTexts(document: Node): Node {
  const copy = structuredClone(document);
  const items = objectsIn(Object.values(asNode(copy["paths"]) ?? {}));
  const operations = items.flatMap((item) => objectsIn(Object.values(item)));
  for (const owner of [copy, ...items, ...operations]) {
    for (const { variables } of objectsIn(asList(owner["servers"]))) {
      for (const variable of objectsIn(Object.values(asNode(variables) ?? {}))) {
        Reflect.deleteProperty(variable, "description");
      }
    }
  }
  return copy;
}

function isViolation(value: unknown): value is Violation {
  if (typeof value !== "object" || value === null) return false;
  const { instancePath, message } = value as Partial<Violation>;
  return typeof instancePath === "string" && typeof message === "string";
}
