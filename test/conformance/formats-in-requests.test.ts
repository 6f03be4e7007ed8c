import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../runtime/server.ts";
import { generateApi, type GeneratedApi } from "./generated-api.ts";

// Where the raw request has an int64 or a date-time: in the address, in headers and in forms.

const int64 = { type: "integer", format: "int64" };
const date = { type: "string", format: "date-time" };
const list = (items: object): object => ({ type: "array", items });
const object = (properties: object): object => ({ type: "object", properties });

const large = "9007199254740993";
const at = new Date("2020-01-02T03:04:05.678Z");
const encoded = "2020-01-02T03%3A04%3A05.678Z";

/** A parameter, its value with int64 as `id`, and the line or the header of the raw request. */
interface ParameterRow {
  readonly parameter: Readonly<Record<string, unknown>>;
  readonly value: (id: unknown) => unknown;
  readonly sent: string;
}

const query = (rest: object): ParameterRow["parameter"] => ({ in: "query", ...rest });
const inPath = (rest: object): ParameterRow["parameter"] => ({
  in: "path",
  required: true,
  ...rest,
});
const both = object({ id: int64, at: date });
const bothOf = (id: unknown): object => ({ id, at });
const json = encodeURIComponent(`{"id":${large},"at":"${at.toISOString()}"}`);

const parameters: readonly (readonly [name: string, row: ParameterRow])[] = [
  [
    "int64 in the query",
    { parameter: query({ schema: int64 }), value: (id) => id, sent: `/?v=${large}` },
  ],
  [
    "a date in the query",
    { parameter: query({ schema: date }), value: () => at, sent: `/?v=${encoded}` },
  ],
  [
    "a list in the query",
    {
      parameter: query({ schema: list(int64) }),
      value: (id) => [id, id],
      sent: `/?v=${large}&v=${large}`,
    },
  ],
  [
    "a list with bars",
    {
      parameter: query({ schema: list(date), style: "pipeDelimited", explode: false }),
      value: () => [at, at],
      sent: `/?v=${encoded}%7C${encoded}`,
    },
  ],
  [
    "an object in the query",
    { parameter: query({ schema: both }), value: bothOf, sent: `/?id=${large}&at=${encoded}` },
  ],
  [
    "an object and a list in an object in the query",
    {
      parameter: query({
        schema: object({ id: int64, in: both, all: list(both), ids: list(int64) }),
      }),
      value: (id) => ({ id, in: bothOf(id), all: [bothOf(id)], ids: [id, id] }),
      sent: `/?id=${large}&in=${json}&all=%5B${json}%5D&ids=${large}&ids=${large}`,
    },
  ],
  [
    "an object in an object in the path",
    {
      parameter: inPath({ schema: object({ id: int64, in: both }) }),
      value: (id) => ({ id, in: bothOf(id) }),
      sent: `/id,${large},in,${json}`,
    },
  ],
  [
    "an object of any names in the query",
    {
      parameter: query({ schema: { type: "object", additionalProperties: both } }),
      value: (id) => ({ a: bothOf(id) }),
      sent: `/?a=${json}`,
    },
  ],
  [
    "a deep object",
    {
      parameter: query({ schema: both, style: "deepObject", explode: true }),
      value: bothOf,
      sent: `/?v%5Bid%5D=${large}&v%5Bat%5D=${encoded}`,
    },
  ],
  [
    "JSON in the query",
    {
      parameter: query({ content: { "application/json": { schema: both } } }),
      value: bothOf,
      sent: `/?v=${json}`,
    },
  ],
  [
    "a list of objects, which is JSON",
    {
      parameter: query({ schema: list(both) }),
      value: (id) => [bothOf(id)],
      sent: `/?v=%5B${json}%5D`,
    },
  ],
  [
    "an object or a date: a date",
    {
      parameter: query({ schema: { anyOf: [date, both] } }),
      value: () => at,
      sent: `/?v=${encoded}`,
    },
  ],
  [
    "an object or a date: an object",
    { parameter: query({ schema: { anyOf: [date, both] } }), value: bothOf, sent: `/?v=${json}` },
  ],
  [
    "int64 in the path",
    { parameter: inPath({ schema: int64 }), value: (id) => id, sent: `/${large}` },
  ],
  [
    "a date in the path",
    { parameter: inPath({ schema: date, style: "label" }), value: () => at, sent: `/.${encoded}` },
  ],
  [
    "an object in the path",
    {
      parameter: inPath({ schema: both, style: "matrix", explode: true }),
      value: bothOf,
      sent: `/;id=${large};at=${encoded}`,
    },
  ],
  [
    "int64 in a header",
    {
      parameter: { in: "header", schema: list(int64) },
      value: (id) => [id, 1],
      sent: `${large},1`,
    },
  ],
  [
    "a date in a header",
    { parameter: { in: "header", schema: date }, value: () => at, sent: at.toISOString() },
  ],
  [
    "a date in a cookie",
    { parameter: { in: "cookie", schema: date }, value: () => at, sent: `v=${encoded}` },
  ],
];

const form = { ...object({ id: int64, at: date, ids: list(int64) }), required: ["id"] };
const parts = object({ id: int64, at: date, meta: both, all: list(both) });

describe.each(["bigint", "string"] as const)("with int64 as %s", (choice) => {
  let api: GeneratedApi;
  let server: TestServer;
  const id = choice === "bigint" ? BigInt(large) : large;

  beforeAll(async () => {
    const responses = { 200: { description: "" } };
    const paths = Object.fromEntries(
      parameters.map(([, { parameter }], index) => {
        const own = [{ name: "v", ...parameter }];
        const get = { operationId: `get${index}`, parameters: own, responses };
        return [`/${index}/${parameter["in"] === "path" ? "{v}" : ""}`, { get }];
      }),
    );
    const post = (operationId: string, mediaType: string, schema: object): object => ({
      post: { operationId, requestBody: { content: { [mediaType]: { schema } } }, responses },
    });
    api = await generateApi(
      {
        ...paths,
        "/form": post("postForm", "application/x-www-form-urlencoded", form),
        "/parts": post("postParts", "multipart/form-data", parts),
        "/object": post("postObject", "application/json", form),
      },
      {},
      { int64: choice, dateTime: "Date" },
    );
    server = await startServer();
  });
  afterAll(async () => {
    await Promise.all([api[Symbol.asyncDispose](), server[Symbol.asyncDispose]()]);
  });

  async function send(operation: string, input: object): Promise<TestServer["seen"][number]> {
    await api.createClient({ baseUrl: server.url }).send(api.build(operation, input));
    const seen = server.seen.at(-1);
    if (!seen) throw new Error("nothing was sent");
    return seen;
  }

  test.each(parameters.map(([name, row], index) => [name, row, index] as const))(
    "%s is sent",
    async (_, { parameter, value, sent }, index) => {
      const { line, headers } = await send(`get${index}`, { v: value(id) });
      if (parameter["in"] === "header") expect(headers["v"]).toBe(sent);
      else if (parameter["in"] === "cookie") expect(headers.cookie).toBe(sent);
      else expect(line).toBe(`GET /${index}${sent}`);
    },
  );

  test("the fields of a form are sent", async () => {
    const { body } = await send("postForm", { id, at, ids: [id, id] });
    expect(body).toBe(`id=${large}&at=${encoded}&ids=${large}&ids=${large}`);
  });

  test("the parts of a form are sent, objects as JSON", async () => {
    const { body } = await send("postParts", { id, at, meta: { id, at }, all: [{ id }, { at }] });
    const contents = body
      .split(/--[^\r\n]+(?:\r\n|$)/)
      .map((part) => part.split("\r\n\r\n")[1]?.trimEnd())
      .filter((part) => part !== undefined);
    expect(contents).toEqual([
      large,
      at.toISOString(),
      `{"id":${large},"at":"${at.toISOString()}"}`,
      `{"id":${large}}`,
      `{"at":"${at.toISOString()}"}`,
    ]);
  });

  test("a body of JSON is sent", async () => {
    const { body } = await send("postObject", { body: { id, ids: [id] } });
    expect(body).toBe(`{"id":${large},"ids":[${large}]}`);
  });
});
