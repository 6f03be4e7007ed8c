import type { Reader } from "./request.ts";

/** Reads an object of JSON, of which an empty body is one without members. */
export const readJsonObject: Reader = (document) =>
  document.trim() === "" ? {} : (JSON.parse(document) as unknown);
