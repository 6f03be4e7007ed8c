import { formatScalar } from "./encode.ts";
import type { Scalar } from "./request.ts";

type Values = List | Scalar | undefined;
type List = readonly (Scalar | undefined)[];

/**
 * Joins with commas: `a,b`. Like the others here, before encoding; an empty list is left out, and
 * what is no list stays as it is.
 */
export function csv(values: Values): Scalar | undefined {
  return join(values, ",");
}

/** Joins with spaces: `a b`. */
export function ssv(values: Values): Scalar | undefined {
  return join(values, " ");
}

/** Joins with tabs. */
export function tsv(values: Values): Scalar | undefined {
  return join(values, "\t");
}

/** Joins with bars: `a|b`. */
export function pipes(values: Values): Scalar | undefined {
  return join(values, "|");
}

/**
 * Where a value has no text, the whole list becomes `NaN`, which has none either: it is then refused
 * by whoever writes the list out and knows the parameter's name.
 */
function join(values: Values, separator: string): Scalar | undefined {
  if (!isList(values)) return values;
  const present = values.filter((value) => value !== undefined);
  if (present.length === 0) return undefined;
  const texts = present.map(formatScalar);
  return texts.includes(undefined) ? Number.NaN : texts.join(separator);
}

/** By itself it does not tell a readonly array from the rest of a union. */
const isList: (values: Values) => values is List = Array.isArray;
