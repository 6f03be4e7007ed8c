import type { Inventor } from "./invent.ts";
import type { ObjectStyle } from "./structured.ts";

/** A name and its value; `undefined` where the name goes out alone. */
export type Pair = readonly [name: string, value: string | undefined];

/** A field of a query or a form. */
export interface Field {
  readonly name: string;
  readonly schema: unknown;
  /** A `collectionFormat` of Swagger 2.0. */
  readonly format: string;
  /** How an object is written; `undefined` where nothing says so. */
  readonly style?: ObjectStyle | undefined;
}

/** `InstanceId.N`, `Filter.N.Name`: what stands before the number, and behind it. */
export const numbered: RegExp = /^(.+?)\.(?:[Nn#]|\{[Nn]\})(?:\.(.+))?$/;

/** The items of a list that is numbered on the wire: what a caller gives, and what is sent. */
export function numberedList(
  base: string,
  fields: readonly Field[],
  inventor: Inventor,
): { readonly given: unknown; readonly pairs: readonly Pair[] } {
  const rests = fields.flatMap(({ name, schema, format }): Field[] => {
    const [, own, rest] = numbered.exec(name) ?? [];
    return own === base && rest !== undefined ? [{ name: rest, schema, format }] : [];
  });
  const items = [1, 2].map((number) => {
    const at = `${base}.${number}`;
    if (rests.length === 0) {
      const text = inventor.text();
      return { given: text, pairs: [[at, text] satisfies Pair] };
    }
    const properties = new Map<string, unknown>();
    const pairs: Pair[] = [];
    for (const rest of rests) {
      const inner = numbered.exec(rest.name)?.[1];
      const property = (inner ?? rest.name).replace(/\.(member|entry)$/, "");
      if (properties.has(property)) continue;
      if (inner === undefined) {
        const text = inventor.text();
        properties.set(property, text);
        pairs.push([`${at}.${rest.name}`, text]);
      } else {
        const list = numberedList(inner, rests, inventor);
        properties.set(property, list.given);
        pairs.push(...list.pairs.map(([name, value]): Pair => [`${at}.${name}`, value]));
      }
    }
    return { given: Object.fromEntries(properties), pairs };
  });
  return { given: items.map(({ given }) => given), pairs: items.flatMap((one) => one.pairs) };
}
