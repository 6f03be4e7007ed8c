import { givenValue, isStructured, type GivenRecord } from "./given-value.ts";
import { json } from "./json.ts";
import type { Scalar } from "./request.ts";
import { textOf } from "./text.ts";

/**
 * The properties of an object as pairs of their own, to be spread into a query (OpenAPI 3.1, style
 * `form` with `explode`): `{ color: "red", sizes: [1, 2] }` is `color=red&sizes=1&sizes=2`. What is
 * an object or a list of objects itself goes out as JSON.
 */
export function fields(value: object | null | undefined): GivenRecord {
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, item]: [string, unknown]) => [name, givenValue(item)]),
  );
}

/**
 * The same with the object's name before them (style `deepObject`): `deepObject("filter", { a: { b:
 * 1 }, c: [2, 3] })` is `filter[a][b]=1&filter[c][0]=2&filter[c][1]=3`. That lists are numbered, from
 * 0, is what servers understand; the specification leaves it open. A scalar is a pair by itself.
 */
export function deepObject(name: string, value: unknown): GivenRecord {
  if (!isStructured(value) && !Array.isArray(value)) return { [name]: givenValue(value) };
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
      Object.entries(deepObject(`${name}[${key}]`, item)),
    ),
  );
}

/**
 * The properties of an object as a list to be joined (without `explode`): `{ R: 100, G: 200 }` is `R`,
 * `100`, `G`, `200`.
 */
export function alternating(value: object | null | undefined): List {
  return flat(value).flat();
}

/** The same in pairs (style `simple` with `explode`): `R=100`, `G=200`. */
export function assigned(value: object | null | undefined): List {
  return flat(value).map(([name, item]) => {
    const text = textOf(item);
    return text === undefined ? item : `${name}=${text}`;
  });
}

type List = readonly Scalar[];

function flat(value: object | null | undefined): readonly (readonly [string, Scalar])[] {
  return Object.entries(value ?? {})
    .filter(([, item]) => item !== undefined && item !== null)
    .map(([name, item]: [string, unknown]) => [
      name,
      // What is no scalar is refused where the list is joined.
      (isStructured(item) || Array.isArray(item) ? json(item) : item) as Scalar,
    ]);
}
