import { alternativesOf, isKeywords, listOf, valuesOf, type Keywords } from "./json-schema.ts";

/** A value that a schema lists, with what it says of it. */
export interface EnumValue {
  readonly value: string | number | boolean;
  /** May be empty, as the description may. */
  readonly name: string;
  readonly description: string;
}

/**
 * Returns the values of a schema with their names and descriptions: alternatives that are a `const`
 * with `title` and `description` each (JSON Schema's own way), or an `enum` with `x-enum-varnames` and
 * `x-enum-descriptions` or what other tools call them.
 */
export function enumValuesOf(schema: Keywords): readonly EnumValue[] {
  const alternatives = alternativesOf(schema).flat().filter(isKeywords);
  const constants = alternatives.flatMap((one) => {
    const value = one["const"];
    return isScalar(value)
      ? [{ value, name: textOf(one["title"]), description: textOf(one["description"]) }]
      : [];
  });
  if (constants.length > 0) return constants;
  const values = valuesOf(schema).filter(isScalar);
  if (values.length === 0) return [];
  const microsoft = new Map(
    listOf(isKeywords(schema["x-ms-enum"]) && schema["x-ms-enum"]["values"])
      .filter(isKeywords)
      .map((one) => [one["value"], one] as const),
  );
  const listed = listOf(schema["enum"]);
  return values.map((value) => {
    const index = listed.indexOf(value);
    const find = (keys: readonly string[]): string =>
      keys.map((key) => entryOf(schema[key], index, value)).find((text) => text !== "") ?? "";
    const own = microsoft.get(value);
    return {
      value,
      name: find(nameKeys) || textOf(own?.["name"]),
      description: find(descriptionKeys) || textOf(own?.["description"]),
    };
  });
}

const nameKeys = ["x-enum-varnames", "x-enumNames", "x-enum-names"];
const descriptionKeys = ["x-enum-descriptions", "x-enumDescriptions"];

/** Extensions that may have an entry for each value of `enum`, in its order. */
export const enumListKeys: readonly string[] = [...nameKeys, ...descriptionKeys];

/** Returns the entry for a value: by its place in the `enum`, or by the value where it is a map. */
function entryOf(entries: unknown, index: number, value: string | number | boolean): string {
  return textOf(isKeywords(entries) ? entries[String(value)] : listOf(entries)[index]);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
