import type { Code } from "../../text/code.ts";
import { escapeInString, escapeUnseen, stringLiteral } from "../../text/string-literal.ts";

/**
 * The one way for a string, number or boolean of a description to become TypeScript: a literal
 * with that value.
 *
 * @throws TypeError for NaN and the infinities, which have no literal.
 */
export function literal(value: string | number | boolean | null): Code {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError("not a finite number");
  }
  if (Object.is(value, -0)) return "-0" as Code;
  if (typeof value === "string") return stringLiteral(value);
  return JSON.stringify(value).replace("e+", "e") as Code;
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
  return escapeInString(text)
    .replaceAll('\\"', '"')
    .replace(/`|\$(?=\{)/g, "\\$&") as Code;
}

/**
 * A JSON string with the guarantees of {@link literal}, for generated files. Lone surrogates become
 * U+FFFD: strict readers, TypeScript 7 among them, refuse a file in which one is escaped.
 */
export function jsonText(text: string): Code {
  return escapeUnseen(JSON.stringify(text.toWellFormed())) as Code;
}

const identifier = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
