import { isKeywords } from "../model/json-schema.ts";
import { notesOf, valueList, wordsOf } from "../model/schema-notes.ts";
import type { Property } from "./type.ts";

/** Returns what a schema says of a property beside its type. */
export function describeProperty(
  name: string,
  schema: unknown,
): Pick<Property, "description" | "notes" | "deprecated" | "access"> {
  if (!isKeywords(schema)) {
    return { description: "", notes: [], deprecated: false, access: undefined };
  }
  const { title, description, deprecated, readOnly, writeOnly } = schema;
  const words = [description, title].find((text) => typeof text === "string" && text.trim() !== "");
  const addsInformation = typeof words === "string" && wordsOf(words) !== wordsOf(name);
  return {
    description: [addsInformation ? words.trim() : "", valueList(schema)]
      .filter((paragraph) => paragraph !== "")
      .join("\n\n"),
    notes: notesOf(schema),
    deprecated: deprecated === true,
    access: readOnly === true ? "readOnly" : writeOnly === true ? "writeOnly" : undefined,
  };
}
