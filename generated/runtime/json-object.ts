import { textReader, type ReadBody } from "./response.ts";

/** Reads an object of JSON, of which an empty body is one without members. */
export const readJsonObject: ReadBody = /* @__PURE__ */ textReader("JSON", (document) =>
  document.trim() === "" ? {} : (JSON.parse(document) as unknown),
);
