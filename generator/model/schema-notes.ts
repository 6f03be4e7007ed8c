import { enumValuesOf } from "./enum-values.ts";
import { isKeywords, listOf, type Keywords } from "./json-schema.ts";

/** A keyword of a schema that documentation tells in a tag of its own: `@minimum 1`. */
export interface SchemaNote {
  readonly tag: (typeof keywords)[number];
  /** On one line. */
  readonly value: string;
}

/** Keywords, in the order in which they are told. The words are those of JSON Schema. */
const keywords = [
  "format",
  "default",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
  "example",
] as const;

/** Formats that say nothing more than the type does. */
const silentFormats: ReadonlySet<unknown> = new Set([
  "binary",
  "double",
  "float",
  "int32",
  "int64",
  "string",
]);

/**
 * Returns what a schema constrains, its default and an example, as far as they are short.
 *
 * @param example that is given beside the schema, and takes precedence over its own.
 */
export function notesOf(schema: unknown, example?: unknown): readonly SchemaNote[] {
  const noted = isKeywords(schema) ? schema : {};
  const whole = example === undefined ? noted : { ...noted, example };
  const notes: SchemaNote[] = [];
  for (const tag of keywords) {
    const value = noteOf(whole, tag);
    if (value !== undefined && value.length <= maxLength) notes.push({ tag, value });
  }
  return notes;
}

/** Longer values tell less than the lines they take. */
const maxLength = 80;

function noteOf(schema: Keywords, tag: SchemaNote["tag"]): string | undefined {
  const value = tag === "example" ? exampleOf(schema) : schema[tag];
  switch (tag) {
    case "format":
      return typeof value === "string" && /^[\w-]+$/.test(value) && !silentFormats.has(value)
        ? value
        : undefined;
    case "pattern":
      return typeof value === "string" && /^[ -~]+$/.test(value) ? value : undefined;
    case "default":
    case "example":
      return value === undefined || value === null ? undefined : JSON.stringify(value);
    default:
      // A length of at least nothing is no constraint.
      return typeof value === "number" &&
        !(tag.startsWith("min") && tag !== "minimum" && value === 0)
        ? String(value)
        : undefined;
  }
}

/** Returns an example where it shows more than the type and the default do. */
function exampleOf(schema: Keywords): unknown {
  const example = schema["example"] ?? listOf(schema["examples"])[0];
  if (example === undefined) return undefined;
  const isShown = schema["enum"] !== undefined || schema["const"] !== undefined;
  const isSame = JSON.stringify(example) === JSON.stringify(schema["default"]);
  return isShown || isSame || typeof example === "boolean" ? undefined : example;
}

/** Returns a list of a schema's values in Markdown, where it names or describes them; or nothing. */
export function valueList(schema: unknown): string {
  const values = isKeywords(schema) ? enumValuesOf(schema) : [];
  const lines = values.map(({ value, name, description }) => {
    const hasName = name !== "" && wordsOf(name) !== wordsOf(String(value));
    const head = `- \`${String(value)}\`${hasName ? ` ${name}` : ""}`;
    const line = description === "" ? head : `${head}: ${description}`;
    return { line: line.replace(/\s+/g, " "), isTold: hasName || description !== "" };
  });
  if (!lines.some(({ isTold }) => isTold)) return "";
  const rest = lines.length - maxValues;
  return [
    ...lines.slice(0, maxValues).map(({ line }) => line),
    ...(rest > 0 ? [`- … ${rest} more`] : []),
  ].join("\n");
}

/** Of a longer list the rest is counted. */
const maxValues = 50;

/** Returns the letters and digits of a name or text, to see whether two say the same. */
export function wordsOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
