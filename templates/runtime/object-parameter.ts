import { json } from "./body.ts";
import type { Encoded, QueryRecord, QueryValue, Scalar } from "./request.ts";

/** Names and values of a query or a form. None is a flag. */
export type FieldRecord = Readonly<Record<string, FieldValue>>;

type FieldValue = Single | readonly Single[];
type Single = Scalar | undefined;

/**
 * Returns a caller's value, of whatever type, as one of a query or a form: what is an object or a
 * list of objects goes out as JSON, and `null`, which would be a flag, is left out.
 */
export function fieldValue(value: unknown): FieldValue {
  if (isStructured(value)) return json(value);
  // Values that are not scalars are refused where the query is written.
  return (value ?? undefined) as FieldValue;
}

/** Whether a value is an object, or a list with one in it: not a scalar, nor a file. */
export function isStructured(value: unknown): value is object {
  if (Array.isArray(value)) return value.some(isStructured);
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Date) &&
    !(value instanceof Blob) &&
    !("encoded" in value)
  );
}

/**
 * Returns the properties of an object as pairs of their own, to be spread into a query (OpenAPI 3.1,
 * style `form` with `explode`): `{ color: "red", sizes: [1, 2] }` is `color=red&sizes=1&sizes=2`. What
 * is an object or a list of objects itself goes out as JSON.
 */
export function fields(
  value: object | null | undefined,
): Readonly<Record<string, FieldValue | Encoded>> {
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, item]: [string, unknown]) => [name, fieldValue(item)]),
  );
}

/**
 * Returns the same with the object's name before them (style `deepObject`): `deepObject("filter", {
 * a: { b: 1 }, c: [2, 3] })` is `filter[a][b]=1&filter[c][0]=2&filter[c][1]=3`. That lists are
 * numbered, from 0, is what servers understand; the specification leaves it open. A scalar is a pair
 * by itself.
 */
export function deepObject(name: string, value: unknown): FieldRecord {
  if (!isStructured(value) && !Array.isArray(value)) return { [name]: fieldValue(value) };
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
      Object.entries(deepObject(`${name}[${key}]`, item)),
    ),
  );
}

/**
 * Returns the pairs of several records: a name that more than one has gets the values of all, so that
 * every pair is sent.
 */
export function mergeFields(...records: readonly QueryRecord[]): QueryRecord {
  const merged = new Map<string, QueryValue>();
  for (const [name, value] of records.flatMap((record) => Object.entries(record))) {
    if (value === undefined) continue;
    const known = merged.get(name);
    merged.set(name, known === undefined ? value : [known, value].flat());
  }
  return Object.fromEntries(merged);
}
