import { json } from "./json.ts";
import type { QueryRecord, QueryValue } from "./request.ts";

/**
 * The properties of an object as pairs of their own, to be spread into a query (OpenAPI 3.1, style
 * `form` with `explode`): `{ color: "red", sizes: [1, 2] }` is `color=red&sizes=1&sizes=2`. What is
 * an object or a list of objects itself goes out as JSON.
 */
export function fields(value: object | null | undefined): QueryRecord {
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, item]: [string, unknown]) => [
      name,
      isStructured(item) ? json(item) : asValue(item),
    ]),
  );
}

/**
 * The same with the object's name before them (style `deepObject`): `deepObject("filter", { a: { b:
 * 1 }, c: [2, 3] })` is `filter[a][b]=1&filter[c]=2&filter[c]=3`. Objects in a list are numbered from
 * 0, which the specification leaves open.
 */
export function deepObject(name: string, value: object | null | undefined): QueryRecord {
  return Object.fromEntries(
    Object.entries(value ?? {}).flatMap(([key, item]: [string, unknown]) => {
      const inner = `${name}[${key}]`;
      return isStructured(item)
        ? Object.entries(deepObject(inner, item))
        : [[inner, asValue(item)] as const];
    }),
  );
}

function isStructured(value: unknown): value is object {
  if (Array.isArray(value)) return value.some(isStructured);
  return typeof value === "object" && value !== null && !(value instanceof Date);
}

/** `null` would be a flag in a query; here it is a value that is not there. */
function asValue(value: unknown): QueryValue {
  // What is no scalar is refused where the query is written.
  return (value ?? undefined) as QueryValue;
}
