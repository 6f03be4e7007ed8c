/**
 * Tells what of a description is data, in which `$ref` is a key like any other: examples, defaults,
 * values of an enumeration, and extensions. OpenAPI 3.1, section 4.8.23: a Reference Object is allowed
 * only where the specification allows one.
 */

/**
 * How the keys of a map are to be read: as `fields`, with the meaning that the specification gives
 * them, or as `names` that the author chose (`properties: { example: … }` has a property `example`).
 */
export type KeyKind = "fields" | "names";

/** Returns how to read the keys of the value under a key; `undefined` where that value is data. */
export function kindBelow(key: string, kind: KeyKind): KeyKind | undefined {
  if (kind === "names") return "fields";
  if (data.has(key) || (key.startsWith("x-") && !structural.has(key))) return undefined;
  return maps.has(key) ? "names" : "fields";
}

/** Fields that hold values of the API, not descriptions of it. */
const data: ReadonlySet<string> = new Set([
  "const",
  "dataValue",
  "default",
  "enum",
  "example",
  "examples",
  "value",
]);

/** Extensions that hold path items, like `paths` and `webhooks`. */
const structural: ReadonlySet<string> = new Set(["x-ms-paths", "x-webhooks"]);

/** Fields whose value is a map from names to descriptions. */
const maps: ReadonlySet<string> = new Set([
  "$defs",
  "callbacks",
  "content",
  "definitions",
  "dependencies",
  "dependentSchemas",
  "encoding",
  "headers",
  "links",
  "mediaTypes",
  "parameters",
  "pathItems",
  "paths",
  "patternProperties",
  "properties",
  "requestBodies",
  "responses",
  "schemas",
  "securityDefinitions",
  "securitySchemes",
  "variables",
  "webhooks",
  "x-ms-paths",
  "x-webhooks",
]);
