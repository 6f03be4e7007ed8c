import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { startServer, type Seen, type TestServer } from "../runtime/server.ts";

/**
 * OpenAPI 3.1.1, section 4.8.12.4 ("Style Examples"): each style, with and without `explode`, for
 * each type, byte for byte; and what the sections around it say of single parameters. A row is a
 * parameter, the caller's value, and the raw request.
 */
interface Row {
  readonly parameter: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  /** The raw target, for parameters of the path and the query. */
  readonly target?: string;
  /** The raw value of the header `color` or of `Cookie`. */
  readonly header?: string;
  /** Other parameters of the operation, and their values. */
  readonly more?: readonly (readonly [Readonly<Record<string, unknown>>, unknown])[];
}

const schemas = {
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
    "a label behind literal text",
    {
      parameter: { name: "color", in: "path", ...text },
      value: "png",
      target: "/x/.png",
    },
  ],
];

const rows = [...table, ...others];
let folder: string;
let server: TestServer;
let api: Readonly<Record<string, (params: object) => unknown>> & {
  readonly createClient: (options: object) => { send: (request: unknown) => Promise<unknown> };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conformance-"));
  const paths = Object.fromEntries(
    rows.map(([name, { parameter, more = [] }], index) => {
      const isPath = parameter["in"] === "path";
      const template = name.includes("literal text") ? "/.{color}" : isPath ? "/{color}" : "";
      const declared = { ...parameter, ...(isPath && { required: true }) };
      const parameters = [declared, ...more.map(([other]) => other)];
      const operation = {
        operationId: `row${index}`,
        parameters,
        responses: { 204: { description: "" } },
      };
      return [`/row${index}/x${template}`, { get: operation }];
    }),
  );
  const description = { openapi: "3.2.0", info: { title: "T", version: "1" }, paths };
  const spec = join(folder, "openapi.json");
  await writeFile(spec, JSON.stringify(description));
  const { files } = await generate(spec);
  for (const [file, content] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  api = (await import(pathToFileURL(join(folder, "index.ts")).href)) as typeof api;
  server = await startServer((response) => response.writeHead(204).end());
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Sends one row and returns what the server saw. */
async function send(index: number, row: Row): Promise<Seen> {
  const client = api.createClient({ baseUrl: server.url });
  const given = [[row.parameter, row.value], ...(row.more ?? [])] as const;
  const params = Object.fromEntries(given.map(([parameter, value]) => [parameter["name"], value]));
  await client.send(api[`row${index}`]?.(params));
  const seen = server.seen.at(-1);
  if (!seen) throw new Error("nothing was sent");
  return seen;
}

describe("a parameter is sent as OpenAPI 3.1, section 4.8.12 says", () => {
  test.each(rows.map(([name, row], index) => ({ name, row, index })))(
    "$name",
    async ({ row, index }) => {
      const { line, headers } = await send(index, row);
      if (row.target !== undefined) {
        expect(line.replace(`GET /row${index}`, "")).toBe(row.target);
      } else {
        expect(headers[row.parameter["in"] === "cookie" ? "cookie" : "color"]).toBe(row.header);
      }
    },
  );

  test.each(["label", "simple"])("an empty value of the path is refused: %s", async (style) => {
    const index = rows.findIndex(([, { parameter }]) => parameter["style"] === style);
    const row = rows[index]?.[1];
    expect(row?.parameter["in"]).toBe("path");
    expect(() => api[`row${index}`]?.({ color: "" })).toThrow(/color|\{1\}/);
  });
});
