/** Parses JSON, also behind the byte order mark that editors on Windows write and npm takes. */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ""));
}
