import { encode, encodeValue, requireScalar } from "./encode.ts";
import type { QueryRecord, Scalar, Single } from "./request.ts";

/**
 * Writes names and values as `a=1&b=&flag&ids=1&ids=2`, in the record's order and strictly encoded:
 * a query without its `?`, or the body of a form.
 *
 * @throws ParameterError for a value with no text form.
 */
export function encodeQuery(record: QueryRecord = {}): string {
  let written = "";
  for (const name of Object.keys(record)) {
    const values = record[name];
    for (const value of (Array.isArray(values) ? values : [values]) as readonly Single[]) {
      if (value === undefined) continue;
      written += (written && "&") + encode(name, name);
      if (value !== null) written += `=${encodeValue(value, name)}`;
    }
  }
  return written;
}

/**
 * Returns the value of a `Cookie` header: `a=1; b=2`, encoded like a query; `undefined` where no value
 * is given. Browsers do not let a page set this header.
 *
 * @throws ParameterError for a value with no text form.
 */
export function encodeCookies(values: QueryRecord): string | undefined {
  return encodeQuery(values).replace(/&/g, "; ") || undefined;
}

/**
 * Returns a body of `application/x-www-form-urlencoded`, encoded as strictly as a query: a space is
 * `%20`.
 *
 * @throws ParameterError for a value with no text form.
 */
export function encodeForm(fields: QueryRecord): string {
  return encodeQuery(fields);
}

/**
 * Returns a whole query that is one text and no pairs (OpenAPI 3.2, section 4.12: `querystring`), to
 * be spread into the query: a name without a value.
 */
export function wholeQuery(text: Scalar | undefined): QueryRecord {
  return text === undefined ? {} : { [requireScalar(text, "query")]: null };
}
