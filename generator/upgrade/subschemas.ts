/** The value of a keyword of JSON Schema 2020-12: a schema, an array or a map of schemas. */
export type Holds = "schema" | "list" | "map";

export const expectations = {
  schema: "a schema",
  list: "an array of schemas",
  map: "an object of schemas",
} as const;

/** The keywords that hold schemas. */
export const subschemas: ReadonlyMap<string, Holds> = new Map<string, Holds>([
  ["additionalItems", "schema"],
  ["additionalProperties", "schema"],
  ["allOf", "list"],
  ["anyOf", "list"],
  ["contains", "schema"],
  ["$defs", "map"],
  ["definitions", "map"],
  ["dependentSchemas", "map"],
  ["else", "schema"],
  ["if", "schema"],
  ["items", "schema"],
  ["not", "schema"],
  ["oneOf", "list"],
  ["patternProperties", "map"],
  ["prefixItems", "list"],
  ["properties", "map"],
  ["propertyNames", "schema"],
  ["then", "schema"],
  ["unevaluatedItems", "schema"],
  ["unevaluatedProperties", "schema"],
]);
