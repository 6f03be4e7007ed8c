import type { Code } from "./code.ts";
import { withoutSourceUrl } from "./pragmas.ts";

/**
 * Returns the literal of a string in TypeScript. Quotes are those that need fewer escapes, else double
 * ones; whatever could end the literal, hide from a reader (control, bidirectional and invisible
 * characters), begin or close a script element, name a source map or be changed by an encoder (lone
 * surrogates) is written as an escape.
 */
export function stringLiteral(value: string): Code {
  // Nothing in most strings needs an escape.
  if (/^[\w ./,;:=*+-]*$/.test(value)) return `"${value}"` as Code;
  const text = escapeInString(value);
  const isDouble = count(value, '"') <= count(value, "'");
  return (isDouble ? `"${text}"` : `'${singleQuoted(text)}'`) as Code;
}

/** Returns the inside of a double-quoted string. */
export function escapeInString(value: string): string {
  const inside = JSON.stringify(value).slice(1, -1);
  return escapeUnseen(withoutSourceUrl(inside)).replace(/<(?=\/|script|!--)/gi, escapeCodeUnits);
}

/** Escapes all but what people read as a mark, in the text of a literal or of JSON. */
export function escapeUnseen(text: string): string {
  return text.replace(unseen, escapeCodeUnits);
}

function singleQuoted(text: string): string {
  return text.replaceAll('\\"', '"').replaceAll("'", "\\'");
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

// Beyond ASCII, only what people read as a mark stays: not controls (Cc), format characters (Cf:
// bidirectional marks, zero-width), separators (Zl, Zp, Zs but the space), private or unassigned, nor
// letters and marks without a shape (Default_Ignorable_Code_Point).
const unseen = /(?! )[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}\p{Co}\p{Cn}\p{Cs}\p{DI}]/gu;

function escapeCodeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
