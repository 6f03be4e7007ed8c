import { ParameterError } from "./errors.ts";
import type { Encoded, Scalar } from "./request.ts";

/**
 * Returns the text of a scalar as it goes on the wire, not yet encoded: a `Date` in ISO 8601, a
 * `bigint` in full. `undefined` for what has none: `NaN`, infinities, invalid dates, objects.
 */
export function formatScalar(value: unknown): string | undefined {
  // An invalid date gives null.
  const json: unknown = value instanceof Date ? value.toJSON() : value;
  if (typeof json === "string") return json;
  const isExact = typeof json === "boolean" || typeof json === "bigint";
  return isExact || Number.isFinite(json) ? String(json) : undefined;
}

/**
 * Returns the text of a scalar.
 *
 * @throws ParameterError, with the name, for a value that has none.
 */
export function requireScalar(value: unknown, name: string): string {
  const text = formatScalar(value);
  if (text === undefined) throw new ParameterError(name);
  return text;
}

/**
 * Percent-encodes a value, unless a style has done it.
 *
 * @throws ParameterError, with the name, for a value with no text form.
 */
export function encodeValue(value: Encoded | Scalar | undefined, name: string): string {
  const isEncoded = typeof value === "object" && "encoded" in value;
  return isEncoded ? value.encoded : encode(requireScalar(value, name), name);
}

/**
 * Percent-encodes text once, as strictly as RFC 3986 (section 2.3) allows: letters, digits and
 * `-._~` stay, everything else becomes UTF-8, so a space is `%20` and `!'()*` are escaped too. Signers
 * and strict servers expect exactly this.
 *
 * @throws ParameterError, with the name, for a lone surrogate, which UTF-8 cannot write.
 */
export function encode(text: string, name: string): string {
  // Most texts are sent as they are: looking is faster than writing them anew.
  if (!/[^\w.~-]/.test(text)) return text;
  try {
    const encoded = encodeURIComponent(text);
    return /[!'()*]/.test(encoded) ? encoded.replace(/[!'()*]/g, escapeMark) : encoded;
  } catch {
    throw new ParameterError(name);
  }
}

function escapeMark(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}
