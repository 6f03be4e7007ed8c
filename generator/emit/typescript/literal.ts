import type { Code } from "../../text/code.ts";
import { withoutSourceUrl } from "../../text/pragmas.ts";

/**
 * The one way for a string, number or boolean of a description to become TypeScript: a literal
 * with that value. Quotes are those that need fewer escapes, else double ones; whatever could end the
 * literal, hide from a reader (control, bidirectional and invisible characters), begin or close a
 * script element, name a source map or be changed by an encoder (lone surrogates) is written as an
 * escape.
 *
 * @throws TypeError for NaN and the infinities, which have no literal.
 */
export function literal(value: string | number | boolean | null): Code {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError("not a finite number");
  }
  if (Object.is(value, -0)) return "-0" as Code;
  if (typeof value !== "string") return JSON.stringify(value).replace("e+", "e") as Code;
  const text = escaped(value);
  const isDouble = count(value, '"') <= count(value, "'");
  return (isDouble ? `"${text}"` : `'${singleQuoted(text)}'`) as Code;
}

/** The inside of a double-quoted string. */
function escaped(value: string): string {
  const inside = JSON.stringify(value).slice(1, -1);
  return withoutSourceUrl(inside)
    .replace(unsafe, escapeCodeUnit)
    .replace(/<(?=script|!--)/gi, escapeCodeUnit)
    .replaceAll("</", "<\\/");
}

function singleQuoted(text: string): string {
  return text.replaceAll('\\"', '"').replaceAll("'", "\\'");
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** A property name in an object literal: bare where TypeScript allows it. */
export function propertyKey(name: string): Code {
  // In an object literal `__proto__: x` would set the prototype; computed, it is a name like others.
  if (name === "__proto__") return '["__proto__"]' as Code;
  return memberKey(name);
}

/** A property name in an interface: bare where TypeScript allows it. */
export function memberKey(name: string): Code {
  return identifier.test(name) ? (name as Code) : literal(name);
}

/** Access to a property of an expression: `params.id`, `params["X-Id"]`. */
export function access(object: Code, name: string): Code {
  return (identifier.test(name) ? `${object}.${name}` : `${object}[${literal(name)}]`) as Code;
}

/** Text between the values of a template literal. */
export function templateText(text: string): Code {
  return escaped(text)
    .replaceAll('\\"', '"')
    .replace(/`|\$(?=\{)/g, "\\$&") as Code;
}

/**
 * A text with the same guarantees as {@link literal}, for generated JSON files. Lone surrogates become
 * U+FFFD: strict readers, TypeScript 7 among them, refuse a file in which one is escaped.
 */
export function jsonText(text: string): Code {
  return JSON.stringify(text.toWellFormed()).replace(unsafe, escapeCodeUnit) as Code;
}

const identifier = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

// Beyond ASCII, only what people read as a mark stays: not controls (Cc), format characters (Cf:
// bidirectional marks, zero-width), separators (Zl, Zp, Zs but the space), private or unassigned, nor
// letters and marks without a shape (Default_Ignorable_Code_Point).
const unsafe = /(?! )[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}\p{Co}\p{Cn}\p{Cs}\p{DI}]/gu;

function escapeCodeUnit(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
