import { isKeywords } from "../model/json-schema.ts";
import type { Property } from "./type.ts";

/** Formats that say nothing more than the type does. */
const silentFormats: ReadonlySet<string> = new Set([
  "binary",
  "double",
  "float",
  "int32",
  "int64",
  "string",
]);

/** Returns what a schema says of a property beside its type. */
export function describeProperty(
  name: string,
  schema: unknown,
): Pick<Property, "description" | "deprecated" | "access"> {
  if (!isKeywords(schema)) return { description: "", deprecated: false, access: undefined };
  const { title, description, format, deprecated, readOnly, writeOnly } = schema;
  const initial = schema["default"];
  const details = [];
  if (typeof format === "string" && /^[\w-]+$/.test(format) && !silentFormats.has(format)) {
    details.push(`Format: ${format}.`);
  }
  if (["string", "number", "boolean"].includes(typeof initial)) {
    details.push(`Default: ${JSON.stringify(initial)}.`);
  }
  const words = [description, title].find((text) => typeof text === "string" && text.trim() !== "");
  const addsInformation =
    typeof words === "string" && normalizeForComparison(words) !== normalizeForComparison(name);
  return {
    description: [
      ...(addsInformation ? [words.trim()] : []),
      ...(details.length > 0 ? [details.join(" ")] : []),
    ].join("\n\n"),
    deprecated: deprecated === true,
    access: readOnly === true ? "readOnly" : writeOnly === true ? "writeOnly" : undefined,
  };
}

function normalizeForComparison(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
