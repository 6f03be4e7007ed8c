import { json } from "./body.ts";
import { encode, formatScalar } from "./encode.ts";
import type { Encoded, Scalar } from "./request.ts";

/**
 * A list, or an object, whose names and values alternate, that a style writes as one value. A scalar
 * is a list of one. Nothing, and an empty list, is left out.
 */
export type Delimited = Scalar | object | null | undefined;

/**
 * Writes commas between values (OpenAPI 3.1, section 4.8.12.4: style `simple`, and `form` without
 * `explode`): `["a,b", "c"]` is `a%2Cb,c`. The separators stay as they are, so that they differ from
 * the same characters in a value.
 */
export function csv(value: Delimited): Encoded | Scalar | undefined {
  return encodeItems(itemsOf(value), ",");
}

/** Writes spaces between values (style `spaceDelimited`): `a%20b`. */
export function ssv(value: Delimited): Encoded | Scalar | undefined {
  return encodeItems(itemsOf(value), "%20");
}

/** Writes tabs between values (Swagger 2.0, `collectionFormat: tsv`): `a%09b`. */
export function tsv(value: Delimited): Encoded | Scalar | undefined {
  return encodeItems(itemsOf(value), "%09");
}

/** Writes bars between values (style `pipeDelimited`): `a%7Cb`. */
export function pipes(value: Delimited): Encoded | Scalar | undefined {
  return encodeItems(itemsOf(value), "%7C");
}

/** Writes an object's properties with `=` (style `simple` with `explode`): `R=100,G=200`. */
export function assigned(value: Delimited): Encoded | Scalar | undefined {
  const pairs = entriesOf(value).map(([name, item]) => {
    const written = encodeItems([item], "");
    return isEncoded(written) ? { encoded: `${encode(name, name)}=${written.encoded}` } : item;
  });
  return encodeItems(pairs, ",");
}

/** Writes separators between values where nothing is percent-encoded: in a header, or a form's part. */
export function join(value: Delimited, separator: string = ","): Scalar | undefined {
  return joinItems(itemsOf(value), separator);
}

/** Writes an object's properties with `=` where nothing is percent-encoded: `R=100,G=200`. */
export function joinAssigned(value: Delimited): Scalar | undefined {
  const pairs = entriesOf(value).map(([name, item]) => {
    const text = joinItems([item], "");
    return typeof text === "string" ? `${name}=${text}` : item;
  });
  return joinItems(pairs, ",");
}

/** Whether a value is written already. */
export function isEncoded(value: unknown): value is Encoded {
  return typeof value === "object" && value !== null && "encoded" in value;
}

/** Returns what is there of a list or an object's names and values. */
export function itemsOf(value: Delimited): readonly unknown[] {
  if (!Array.isArray(value)) return isObject(value) ? entriesOf(value).flat() : present([value]);
  return present(value);
}

/** Returns an object's properties that have a value. One that is an object or a list goes as JSON. */
export function entriesOf(value: Delimited): readonly (readonly [string, unknown])[] {
  return Object.entries(value ?? {})
    .filter(([, item]) => item !== undefined && item !== null)
    .map(([name, item]) => [name, isObject(item) || Array.isArray(item) ? json(item) : item]);
}

/** Whether a value is an object by its properties: no list, no date, nothing that is written already. */
export function isObject(value: unknown): value is object {
  const isOther = Array.isArray(value) || value instanceof Date || isEncoded(value);
  return typeof value === "object" && value !== null && !isOther;
}

function present(values: readonly unknown[]): readonly unknown[] {
  return values.filter((value) => value !== undefined && value !== null);
}

/**
 * Where a value cannot be written, the whole becomes `NaN`, which cannot either: it is then refused by
 * what writes the request and knows the parameter's name.
 */
export function encodeItems(
  items: readonly unknown[],
  separator: string,
): Encoded | Scalar | undefined {
  if (items.length === 0) return undefined;
  const written = items.map((item) => {
    if (isEncoded(item)) return item.encoded;
    const text = formatScalar(item);
    return text === undefined || /\p{Surrogate}/u.test(text) ? undefined : encode(text, "");
  });
  return written.includes(undefined) ? Number.NaN : { encoded: written.join(separator) };
}

function joinItems(items: readonly unknown[], separator: string): Scalar | undefined {
  if (items.length === 0) return undefined;
  const texts = items.map(formatScalar);
  return texts.includes(undefined) ? Number.NaN : texts.join(separator);
}
