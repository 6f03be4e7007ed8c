import { ParameterError } from "./parameter-error.ts";

/**
 * The text of a scalar as it goes on the wire, not yet encoded; `undefined` where it has none: for
 * `NaN`, infinities, invalid dates and all that is no scalar.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  // An invalid date gives null.
  const plain: unknown = value instanceof Date ? value.toJSON() : value;
  const isScalar = /^(?:string|boolean|bigint)$/.test(typeof plain) || Number.isFinite(plain);
  return isScalar ? String(plain) : undefined;
}

/** @throws ParameterError, with the name, for a value without a text. */
export function requireText(value: unknown, name: string): string {
  const text = textOf(value);
  if (text === undefined) throw new ParameterError(name);
  return text;
}
