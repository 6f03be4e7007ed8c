import { encode } from "./encode.ts";
import type { QueryRecord, QueryValue } from "./request.ts";
import { requireText } from "./text.ts";

/**
 * Writes names and values as `a=1&b=&flag&ids=1&ids=2`, in the record's order and strictly encoded:
 * the query without its `?`, or the body of a form.
 *
 * @throws ParameterError for a value without a text.
 */
export function pairs(record: QueryRecord): string {
  let written = "";
  for (const name of Object.keys(record)) {
    const value = record[name];
    if (isList(value)) for (const single of value) written += pair(name, single);
    else written += pair(name, value);
  }
  return written.slice(1);
}

type List = Extract<QueryValue, readonly unknown[]>;

function pair(name: string, value: Exclude<QueryValue, List>): string {
  if (value === undefined) return "";
  const flag = `&${encode(name, name)}`;
  return value === null ? flag : `${flag}=${encode(requireText(value, name), name)}`;
}

/** It does not tell a readonly array from the rest of a union by itself. */
const isList: (value: QueryValue) => value is List = Array.isArray;
