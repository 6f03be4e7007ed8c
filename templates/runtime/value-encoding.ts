import { isEncoded, isObject } from "./delimited-list.ts";
import { formatScalar } from "./encode.ts";
import type { Encoded, Scalar } from "./request.ts";

type Plain = Scalar | Encoded | null | undefined;

/** The same value, or the same list or object, with what is written in the place of each scalar. */
type Written<Value> = Value extends Plain
  ? Encoded | undefined
  : Value extends readonly unknown[]
    ? readonly (Encoded | undefined)[]
    : Readonly<Record<string, Encoded | undefined>>;

/**
 * Lets reserved characters and percent-encoded triples through (OpenAPI 3.1, section 4.8.12.2:
 * `allowReserved`; RFC 6570, section 3.2.3). What a query cannot hold (`#`, `[`, `]`) is encoded. A
 * caller whose values have `&`, `=` or `+` encodes these.
 */
export function reserved<Value>(value: Value): Written<Value> {
  return eachScalar(value, (text) =>
    /\p{Surrogate}/u.test(text)
      ? undefined
      : text.replace(/%(?![\da-f]{2})|[^\w.~:/?@!$&'()*+,;=%-]+/gi, encodeURIComponent),
  );
}

/**
 * Sends a value of a cookie as it is (OpenAPI 3.2, style `cookie`). A character that ends a cookie or
 * its field cannot be sent (RFC 6265, section 4.1.1).
 */
export function verbatim<Value>(value: Value): Written<Value> {
  return eachScalar(value, (text) => (/[^!-:<-~]/.test(text) ? undefined : text));
}

/** A value that cannot be written becomes `NaN`, which the writers of requests refuse. */
function eachScalar<Value>(
  value: Value,
  write: (text: string) => string | undefined,
): Written<Value> {
  const one = (item: unknown): unknown => {
    if (item === undefined || item === null || isEncoded(item)) return item ?? undefined;
    const encoded = write(formatScalar(item) ?? "\ud800");
    return encoded === undefined ? Number.NaN : { encoded };
  };
  const written: unknown = Array.isArray(value)
    ? value.map(one)
    : isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, one(item)]))
      : one(value);
  return written as Written<Value>;
}
