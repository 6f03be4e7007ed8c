import { json } from "./body.ts";

/** Writes JSON for a header field: in ASCII, which every server reads alike (RFC 8259, section 7). */
export function headerJson(value: unknown): string | undefined {
  return json(value)?.replace(/[^\t -~]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
