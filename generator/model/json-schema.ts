import { asNode } from "../data/json-object.ts";
import type { Schema } from "./service.ts";

/**
 * Reads the keywords of a JSON Schema (2020-12, with what is left of Swagger 2.0 and OpenAPI 3.0)
 * as they are meant; nothing here throws, on any JSON value.
 */

export type Keywords = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isKeywords(value: unknown): value is Keywords {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export type TypeName = "string" | "number" | "boolean" | "array" | "object" | "file";

const typeNames: ReadonlyMap<unknown, TypeName> = new Map<unknown, TypeName>([
  ["string", "string"],
  ["number", "number"],
  ["integer", "number"],
  ["boolean", "boolean"],
  ["array", "array"],
  ["object", "object"],
  ["file", "file"],
]);

/** What {@link typesOf} returns for most schemas, which name one type. */
const singleTypes: ReadonlyMap<unknown, readonly TypeName[]> = new Map(
  Array.from(typeNames, ([name, type]) => [name, [type]]),
);

/**
 * The types that a schema names, or shows by its other keywords; `null` apart. None where it says
 * nothing, and where one of the names is no type. A binary string is a file.
 */
export function typesOf(schema: Keywords): readonly TypeName[] {
  const single = singleTypes.get(schema["type"]);
  if (single && !isBinary(schema)) return single;
  const names = namedTypes(schema).filter((name) => name !== "null");
  const types = names.flatMap((name) =>
    name === "string" && isBinary(schema) ? "file" : (typeNames.get(name) ?? []),
  );
  if (types.length < names.length) return [];
  if (types.length > 0) return [...new Set(types)];
  if (describesObject(schema)) return ["object"];
  if (listOf(schema["prefixItems"]).length > 0 || isKeywords(schema["items"])) return ["array"];
  return [];
}

/** Whether `null` is a value beside the others (3.1 `type`, 3.0 `nullable`, 2.0 `x-nullable`). */
export function admitsNull(schema: Keywords): boolean {
  return (
    schema["nullable"] === true ||
    schema["x-nullable"] === true ||
    schema["type"] === "null" ||
    (Array.isArray(schema["type"]) && schema["type"].includes("null"))
  );
}

/** Whether `null` is the only type that is named. */
export function admitsOnlyNull(schema: Keywords): boolean {
  const names = namedTypes(schema);
  return names.length > 0 && names.every((name) => name === "null");
}

/** The values of `const` or `enum` that fit the type; none where there are none, or none fits. */
export function valuesOf(schema: Keywords): readonly unknown[] {
  const values = schema["const"] === undefined ? listOf(schema["enum"]) : [schema["const"]];
  if (values.length === 0) return values;
  const types = typesOf(schema);
  const fitting = (value: unknown): boolean =>
    value === null || types.length === 0 || types.some((type) => type === typeOf(value));
  const kept = values.filter(fitting);
  return kept.some((value) => value !== null) || kept.length === values.length ? kept : [];
}

/** The schemas that a schema extends by `allOf`, or by a `$ref` beside keywords of an object. */
export function basesOf(schema: Keywords): readonly unknown[] {
  const bases = listOf(schema["allOf"]);
  const { $ref } = schema;
  if (typeof $ref !== "string") return bases;
  return describesObject(schema) || bases.length > 0 ? [{ $ref }, ...bases] : [];
}

/** The reference that a schema consists of. */
export function referenceOf(schema: Keywords): string | undefined {
  const { $ref } = schema;
  return typeof $ref === "string" && basesOf(schema).length === 0 ? $ref : undefined;
}

/** The alternatives of a schema: the members of `anyOf`, and those of `oneOf`. */
export function alternativesOf(schema: Keywords): readonly (readonly unknown[])[] {
  const { anyOf, oneOf } = schema;
  if (anyOf === undefined && oneOf === undefined) return none;
  return [listOf(anyOf), listOf(oneOf)].filter(({ length }) => length > 0);
}

/** The properties, in their order. */
export function propertiesOf(schema: Keywords): readonly (readonly [string, unknown])[] {
  const properties = schema["properties"];
  return isKeywords(properties) ? Object.entries(properties) : [];
}

/** Whether there are any properties. */
export function hasProperties(schema: Keywords): boolean {
  const properties = schema["properties"];
  return isKeywords(properties) && Object.keys(properties).length > 0;
}

/** The names that `required` lists. */
export function requiredOf(schema: Keywords): readonly string[] {
  const names = listOf(schema["required"]);
  return names.length === 0 ? none : names.filter((name) => typeof name === "string");
}

/** The schema of properties that an object does not name; none where it has no such keyword. */
export function otherPropertiesOf(schema: Keywords): readonly unknown[] {
  const patterns = schema["patternProperties"];
  const additional = schema["additionalProperties"];
  if (patterns === undefined && additional === undefined) return none;
  return [
    ...(isKeywords(patterns) ? Object.values(patterns) : []),
    ...(isKeywords(additional) || additional === true ? [additional] : []),
  ];
}

/** Whether an object has no properties but those that it names. */
export function isClosed(schema: Keywords): boolean {
  return schema["additionalProperties"] === false || schema["unevaluatedProperties"] === false;
}

/** A discriminating property, and the schema of each of its values (a `$ref` or a name). */
export interface Discriminator {
  readonly property: string;
  readonly mapping: readonly (readonly [string, string])[];
}

/** The discriminator of a schema: an object, or in Swagger 2.0 the property's name. */
export function discriminatorOf(schema: Keywords): Discriminator | undefined {
  const discriminator = schema["discriminator"];
  if (typeof discriminator === "string") return { property: discriminator, mapping: [] };
  if (!isKeywords(discriminator)) return undefined;
  const { propertyName, mapping } = discriminator;
  if (typeof propertyName !== "string") return undefined;
  const targets = Object.entries(isKeywords(mapping) ? mapping : {});
  return {
    property: propertyName,
    mapping: targets.flatMap(([value, target]) =>
      typeof target === "string" ? [[value, target] as const] : [],
    ),
  };
}

/** An array as it is, anything else as an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : none;
}

const none: readonly never[] = [];

function namedTypes({ type }: Keywords): readonly unknown[] {
  return typeof type === "string" ? [type] : listOf(type);
}

function describesObject(schema: Keywords): boolean {
  return hasProperties(schema) || otherPropertiesOf(schema).length > 0;
}

/** `format: binary`, or what OpenAPI 3.1 made of it. */
function isBinary(schema: Keywords): boolean {
  return (
    schema["format"] === "binary" ||
    (schema["contentMediaType"] === "application/octet-stream" &&
      schema["contentEncoding"] === undefined)
  );
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

/** Returns a schema of a document; what is no map accepts every value. */
export function asSchema(value: unknown): Schema {
  return asNode(value) ?? true;
}
