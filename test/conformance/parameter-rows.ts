/**
 * OpenAPI 3.1.1, section 4.8.12.4 ("Style Examples"): each style, with and without `explode`, for
 * each type, byte for byte; and what the sections around it say of single parameters. A row is a
 * parameter, the caller's value, and the raw request.
 */
export interface Row {
  readonly parameter: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  /** The raw target, for parameters of the path and the query. */
  readonly target?: string;
  /** The raw value of the header `color` or of `Cookie`. */
  readonly header?: string;
  /** Other parameters of the operation, and their values. */
  readonly more?: readonly (readonly [Readonly<Record<string, unknown>>, unknown])[];
}

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

const table = Object.entries(styles).flatMap(([location, rows]) =>
  rows.map(([style, explode, kind, want]): [string, Row] => {
    const schema = schemas[kind === "empty" ? "string" : kind];
    const parameter = { name: "color", in: location, style, explode, schema };
    const expected = /^(?:path|query)$/.test(location) ? { target: want } : { header: want };
    const name = `${location} ${style}${explode ? " explode" : ""}, ${kind}`;
    return [name, { parameter, value: values[kind], ...expected }];
  }),
);

const query = (name: string, more: object): Row["parameter"] => ({ name, in: "query", ...more });
const list = { schema: schemas.array };
const text = { schema: schemas.string };

const others: readonly [string, Row][] = [
  [
    "a comma in a value differs from one between values",
    {
      parameter: query("color", { ...list, explode: false }),
      value: ["a,b", "c"],
      target: "/x?color=a%2Cb,c",
    },
  ],
  [
    "a space and a bar in a value are encoded once",
    {
      parameter: query("color", { ...list, explode: false, style: "pipeDelimited" }),
      value: ["a b", "c|d"],
      target: "/x?color=a%20b%7Cc%7Cd",
    },
  ],
  [
    "the separators of a path's label are its own",
    {
      parameter: { name: "color", in: "path", style: "label", explode: true, ...list },
      value: ["a.b", "c/d"],
      target: "/x/.a.b.c%2Fd",
    },
  ],
  [
    "a reserved character is encoded",
    { parameter: query("color", text), value: "a/b?c:d@e", target: "/x?color=a%2Fb%3Fc%3Ad%40e" },
  ],
  [
    "allowReserved passes reserved characters and escapes through",
    {
      parameter: query("color", { ...text, allowReserved: true }),
      value: "a/b?c:d@e,f%20g h%",
      target: "/x?color=a/b?c:d@e,f%20g%20h%25",
    },
  ],
  [
    "allowReserved encodes what a query cannot hold",
    {
      parameter: query("color", { ...text, allowReserved: true }),
      value: "a#b[c]",
      target: "/x?color=a%23b%5Bc%5D",
    },
  ],
  [
    "allowReserved holds for each value of a list",
    {
      parameter: query("color", { ...list, allowReserved: true }),
      value: ["a/b", "c:d"],
      target: "/x?color=a/b&color=c:d",
    },
  ],
  [
    "allowReserved holds for a joined list",
    {
      parameter: query("color", { ...list, allowReserved: true, explode: false }),
      value: ["a/b", "c:d"],
      target: "/x?color=a/b,c:d",
    },
  ],
  [
    "JSON content is one value",
    {
      parameter: query("color", { content: { "application/json": { schema: schemas.object } } }),
      value: { R: 1 },
      target: "/x?color=%7B%22R%22%3A1%7D",
    },
  ],
  [
    "content of any type is text where its schema is",
    {
      parameter: query("color", { content: { "*/*": { schema: schemas.string } } }),
      value: "a b",
      target: "/x?color=a%20b",
    },
  ],
  [
    "JSON content of a header is one value",
    {
      parameter: {
        name: "color",
        in: "header",
        content: { "application/json": { schema: schemas.object } },
      },
      value: { R: 1 },
      header: '{"R":1}',
    },
  ],
  [
    "exploded objects that share a name all arrive",
    {
      parameter: query("from", { schema: schemas.object }),
      value: { R: 1, G: 2 },
      more: [
        [query("to", { schema: schemas.object }), { R: 3 }],
        [query("G", { schema: { type: "integer" } }), 4],
      ],
      target: "/x?R=1&R=3&G=2&G=4",
    },
  ],
  [
    "a list that names itself with brackets is repeated",
    {
      parameter: query("color[]", list),
      value: ["a", "b"],
      target: "/x?color%5B%5D=a&color%5B%5D=b",
    },
  ],
  ["an empty list is left out", { parameter: query("color", list), value: [], target: "/x" }],
  [
    "a whole query as JSON (3.2, `in: querystring`)",
    {
      parameter: {
        name: "color",
        in: "querystring",
        content: { "application/json": { schema: schemas.object } },
      },
      value: { R: 1 },
      target: "/x?%7B%22R%22%3A1%7D",
    },
  ],
  [
    "a whole query as a form (3.2, `in: querystring`)",
    {
      parameter: {
        name: "color",
        in: "querystring",
        content: { "application/x-www-form-urlencoded": { schema: schemas.object } },
      },
      value: { R: 1, G: 2 },
      target: "/x?R=1&G=2",
    },
  ],
  [
    "a name in another script is encoded",
    {
      parameter: query("цвет", text),
      value: "синий",
      target: "/x?%D1%86%D0%B2%D0%B5%D1%82=%D1%81%D0%B8%D0%BD%D0%B8%D0%B9",
    },
  ],
  [
    "null in a list is left out",
    {
      parameter: query("color", { schema: { type: "array", items: { type: ["string", "null"] } } }),
      value: ["a", null, "b"],
      target: "/x?color=a&color=b",
    },
  ],
  [
    "a list of lists is written as the collection format of its items says",
    {
      parameter: query("color", {
        explode: false,
        style: "pipeDelimited",
        schema: {
          type: "array",
          items: { type: "array", items: { type: "string" }, "x-collection-format": "csv" },
        },
      }),
      value: [["a,b", "c"], ["d"]],
      target: "/x?color=a%2Cb,c%7Cd",
    },
  ],
  [
    "a list of lists is repeated where it is exploded",
    {
      parameter: query("color", {
        schema: {
          type: "array",
          items: { type: "array", items: { type: "string" }, "x-collection-format": "ssv" },
        },
      }),
      value: [["a", "b"], ["c"]],
      target: "/x?color=a%20b&color=c",
    },
  ],
  [
    "a cookie of style cookie goes as it is (3.2)",
    {
      parameter: { name: "color", in: "cookie", style: "cookie", ...text },
      value: "a%20b",
      header: "color=a%20b",
    },
  ],
  [
    "a label behind literal text",
    {
      parameter: { name: "color", in: "path", ...text },
      value: "png",
      target: "/x/.png",
    },
  ],
];

export const rows: readonly [name: string, row: Row][] = [...table, ...others];
