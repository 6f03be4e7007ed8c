import { itemsOf, join, type Delimited } from "./delimited-list.ts";
import type { Scalar } from "./request.ts";

/**
 * Writes a list as one header field, where a comma inside of a value is told from those between
 * values: `["a,b", "c"]` is `"a,b",c` (Smithy, `httpHeader` trait; RFC 9110, section 5.6.4).
 */
export function quotedList(value: Delimited): Scalar | undefined {
  return join(itemsOf(value).map((item) => (isSpecial(item) ? quoted(item) : item)));
}

function isSpecial(item: unknown): item is string {
  return typeof item === "string" && /[",]/.test(item);
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
