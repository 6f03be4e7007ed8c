import { toRow, type Parameter, type ParameterRow } from "./parameter-row.ts";
import type { Row } from "./row.ts";
import { schemas, since32, styleExamples } from "./style-examples.ts";

const query = (name: string, more: object): Parameter => ({ name, in: "query", ...more });
const inPath = (more: object): Parameter => ({ name: "color", in: "path", ...more });
const list = { schema: schemas.array };
const text = { schema: schemas.string };

const acceptIgnored = {
  parameters: [{ name: "Accept", in: "header", ...text }],
  responses: {
    200: { description: "", content: { "application/json": { schema: schemas.object } } },
  },
};

/** What the sections around the table say of single parameters. */
const others: readonly [string, ParameterRow][] = [
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
    "JSON content of a header is ASCII",
    {
      parameter: {
        name: "color",
        in: "header",
        content: { "application/json": { schema: { type: "object" } } },
      },
      value: { R: "röt 赤" },
      header: '{"R":"r\\u00f6t \\u8d64"}',
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
      facts: since32,
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
      facts: since32,
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
      facts: { beyond: "the specification has no style for lists of lists" },
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
      facts: { beyond: "the specification has no style for lists of lists" },
    },
  ],
  [
    "a cookie of style cookie goes as it is (3.2)",
    {
      parameter: { name: "color", in: "cookie", style: "cookie", ...text },
      value: "a%20b",
      header: "color=a%20b",
      facts: since32,
    },
  ],
  [
    "a label behind literal text",
    {
      parameter: { name: "color", in: "path", ...text },
      value: "png",
      target: "/x/.png",
      facts: { path: "/x/.{color}" },
    },
  ],
  [
    "a number and a truth value are text",
    {
      parameter: query("color", { schema: { type: "number" } }),
      value: -1.5e-7,
      more: [[query("deep", { schema: { type: "boolean" } }), false]],
      target: "/x?color=-1.5e-7&deep=false",
    },
  ],
  [
    "a value of the path is one segment",
    { parameter: inPath(text), value: "a/b?c#d%e", target: "/x/a%2Fb%3Fc%23d%25e" },
  ],
  [
    "a value in the path of several templates",
    {
      parameter: inPath(text),
      value: "a",
      more: [[{ name: "shade", in: "path", ...text }, "b"]],
      target: "/x/a-b.c",
      facts: { path: "/x/{color}-{shade}.c" },
    },
  ],
  [
    "JSON content of the path is one segment",
    {
      parameter: inPath({ content: { "application/json": { schema: schemas.object } } }),
      value: { R: 1 },
      target: "/x/%7B%22R%22%3A1%7D",
    },
  ],
  [
    "a parameter that is not given is not sent",
    { parameter: query("color", text), value: undefined, target: "/x" },
  ],
  [
    "a header parameter Accept is ignored",
    {
      parameter: { name: "Accept", in: "header", ...text },
      value: undefined,
      header: null,
      facts: {
        beyond: "which Accept is sent is the client's choice",
        request: { headers: { accept: "application/json" } },
        operation: acceptIgnored,
      },
    },
  ],
  [
    "a header is not percent-encoded",
    { parameter: { name: "color", in: "header", ...text }, value: "a b/é", header: "a b/\u00e9" },
  ],
  [
    "an empty segment of the path is refused: simple",
    {
      parameter: inPath(text),
      value: "",
      facts: { beyond: "the table has an empty segment", refused: "cannot be sent" },
    },
  ],
  [
    "an empty segment of the path is refused: label",
    {
      parameter: inPath({ ...text, style: "label" }),
      value: "",
      facts: { beyond: "the table has an empty label", refused: "cannot be sent" },
    },
  ],
];

export const parameters: readonly Row[] = [...styleExamples, ...others].map(toRow);
