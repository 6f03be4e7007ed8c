import { textReader, type ReadBody } from "./response.ts";

/** Reads an object of JSON, of which an empty body is one without members. */
export const readJsonObject: ReadBody = /* @__PURE__ */ jsonObjectReader(JSON.parse);

/** Makes a reader of objects of a function that parses JSON. */
export function jsonObjectReader(parse: (text: string) => unknown): ReadBody {
  return textReader("JSON", (document) => (document.trim() === "" ? {} : parse(document)));
}
