import type { ParameterRow } from "./parameter-row.ts";

export const schemas = {
  string: { type: "string" },
  array: { type: "array", items: { type: "string" } },
  object: {
    type: "object",
    properties: { R: { type: "integer" }, G: { type: "integer" }, B: { type: "integer" } },
  },
} as const;

const values = {
  empty: "",
  string: "blue",
  array: ["blue", "black", "brown"],
  object: { R: 100, G: 200, B: 150 },
} as const;

type Kind = keyof typeof values;
type Table = readonly (readonly [style: string, explode: boolean, kind: Kind, want: string])[];

const styles: Readonly<Record<"path" | "query" | "header" | "cookie", Table>> = {
  path: [
    ["matrix", false, "empty", "/x/;color"],
    ["matrix", false, "string", "/x/;color=blue"],
    ["matrix", false, "array", "/x/;color=blue,black,brown"],
    ["matrix", false, "object", "/x/;color=R,100,G,200,B,150"],
    ["matrix", true, "empty", "/x/;color"],
    ["matrix", true, "string", "/x/;color=blue"],
    ["matrix", true, "array", "/x/;color=blue;color=black;color=brown"],
    ["matrix", true, "object", "/x/;R=100;G=200;B=150"],
    ["label", false, "string", "/x/.blue"],
    ["label", false, "array", "/x/.blue,black,brown"],
    ["label", false, "object", "/x/.R,100,G,200,B,150"],
    ["label", true, "string", "/x/.blue"],
    ["label", true, "array", "/x/.blue.black.brown"],
    ["label", true, "object", "/x/.R=100.G=200.B=150"],
    ["simple", false, "string", "/x/blue"],
    ["simple", false, "array", "/x/blue,black,brown"],
    ["simple", false, "object", "/x/R,100,G,200,B,150"],
    ["simple", true, "string", "/x/blue"],
    ["simple", true, "array", "/x/blue,black,brown"],
    ["simple", true, "object", "/x/R=100,G=200,B=150"],
  ],
  query: [
    ["form", false, "empty", "/x?color="],
    ["form", false, "string", "/x?color=blue"],
    ["form", false, "array", "/x?color=blue,black,brown"],
    ["form", false, "object", "/x?color=R,100,G,200,B,150"],
    ["form", true, "empty", "/x?color="],
    ["form", true, "string", "/x?color=blue"],
    ["form", true, "array", "/x?color=blue&color=black&color=brown"],
    ["form", true, "object", "/x?R=100&G=200&B=150"],
    ["spaceDelimited", false, "array", "/x?color=blue%20black%20brown"],
    ["spaceDelimited", false, "object", "/x?color=R%20100%20G%20200%20B%20150"],
    ["pipeDelimited", false, "array", "/x?color=blue%7Cblack%7Cbrown"],
    ["pipeDelimited", false, "object", "/x?color=R%7C100%7CG%7C200%7CB%7C150"],
    ["deepObject", true, "object", "/x?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
    ["deepObject", false, "object", "/x?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
  ],
  header: [
    ["simple", false, "empty", ""],
    ["simple", false, "string", "blue"],
    ["simple", false, "array", "blue,black,brown"],
    ["simple", false, "object", "R,100,G,200,B,150"],
    ["simple", true, "empty", ""],
    ["simple", true, "string", "blue"],
    ["simple", true, "array", "blue,black,brown"],
    ["simple", true, "object", "R=100,G=200,B=150"],
  ],
  cookie: [
    ["form", false, "empty", "color="],
    ["form", false, "string", "color=blue"],
    ["form", false, "array", "color=blue,black,brown"],
    ["form", false, "object", "color=R,100,G,200,B,150"],
    ["form", true, "empty", "color="],
    ["form", true, "string", "color=blue"],
    // The table joins these with `&`, which no server takes for two cookies (RFC 6265, section 4.2.1).
    ["form", true, "array", "color=blue; color=black; color=brown"],
    ["form", true, "object", "R=100; G=200; B=150"],
    ["cookie", false, "array", "color=blue,black,brown"],
    ["cookie", true, "string", "color=blue"],
    ["cookie", true, "array", "color=blue; color=black; color=brown"],
    ["cookie", true, "object", "R=100; G=200; B=150"],
  ],
};

export const since32 = { since: "3.2.0" } as const;

/**
 * OpenAPI 3.1.1, section 4.8.12.4 ("Style Examples"): each style, with and without `explode`, for
 * each type, byte for byte.
 */
export const styleExamples: readonly (readonly [string, ParameterRow])[] = Object.entries(
  styles,
).flatMap(([location, rows]) =>
  rows.map(([style, explode, kind, want]): [string, ParameterRow] => {
    const schema = schemas[kind === "empty" ? "string" : kind];
    const parameter = { name: "color", in: location, style, explode, schema };
    const expected = /^(?:path|query)$/.test(location) ? { target: want } : { header: want };
    const facts = style === "cookie" ? { facts: since32 } : {};
    const name = `${location} ${style}${explode ? " explode" : ""}, ${kind}`;
    return [name, { parameter, value: values[kind], ...expected, ...facts }];
  }),
);
