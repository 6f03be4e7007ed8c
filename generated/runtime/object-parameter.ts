import { json } from "./body.ts";
import { formatScalar } from "./encode.ts";
import type { Scalar } from "./request.ts";

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
  // What is no scalar is refused where the query is written.
  return (value ?? undefined) as FieldValue;
}

/** Whether a value is an object, or a list with one in it: not a scalar, nor a file. */
function isStructured(value: unknown): value is object {
  if (Array.isArray(value)) return value.some(isStructured);
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Date) &&
    !(value instanceof Blob)
  );
}

/**
 * Returns the properties of an object as pairs of their own, to be spread into a query (OpenAPI 3.1,
 * style `form` with `explode`): `{ color: "red", sizes: [1, 2] }` is `color=red&sizes=1&sizes=2`. What
 * is an object or a list of objects itself goes out as JSON.
 */
export function fields(value: object | null | undefined): FieldRecord {
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
 * Returns the properties of an object as a list to be joined (without `explode`): `{ R: 100, G: 200 }`
 * is `R`, `100`, `G`, `200`.
 */
export function alternating(value: object | null | undefined): List {
  return scalarEntries(value).flat();
}

/** Returns the same in pairs (style `simple` with `explode`): `R=100`, `G=200`. */
export function assigned(value: object | null | undefined): List {
  return scalarEntries(value).map(([name, item]) => {
    const text = formatScalar(item);
    return text === undefined ? item : `${name}=${text}`;
  });
}

type List = readonly Scalar[];

function scalarEntries(value: object | null | undefined): (readonly [string, Scalar])[] {
  return Object.entries(value ?? {})
    .filter(([, item]) => item !== undefined && item !== null)
    .map(([name, item]: [string, unknown]) => [
      name,
      // What is no scalar is refused where the list is joined.
      (isStructured(item) || Array.isArray(item) ? json(item) : item) as Scalar,
    ]);
}
