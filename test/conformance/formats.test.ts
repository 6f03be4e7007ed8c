import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../runtime/server.ts";
import { generateApi, type GeneratedApi } from "./generated-api.ts";

// What stands in the raw request, and what is read of a raw response, with `int64` and `dateTime` in the
// configuration. 9007199254740993 is 2 ** 53 + 1, the first integer that no number is.

const int64 = { type: "integer", format: "int64" };
const int64Text = { type: "string", format: "int64" };
const date = { type: "string", format: "date-time" };
const string = { type: "string" };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const list = (items: object): object => ({ type: "array", items });
const object = (properties: object, more: object = {}): object => ({
  type: "object",
  properties,
  ...more,
});

const schemas = {
  Node: object({ id: int64, at: date, below: list(ref("Node")), up: ref("Node"), note: string }),
  Cat: object({ kind: { const: "cat" }, born: date, id: int64 }, { required: ["kind"] }),
  Dog: object({ kind: { const: "dog" }, born: string, id: string }, { required: ["kind"] }),
  Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
  Base: object({ id: int64 }),
  Heir: { allOf: [ref("Base"), object({ at: date, text: int64Text })] },
};

const large = "9007199254740993";
const at = "2020-01-02T03:04:05.678Z";
const when = new Date(at);

/** A schema, JSON of it as it is on the wire, and the value of it for each choice. */
interface Row {
  readonly schema: object;
  readonly json: string;
  readonly bigint: unknown;
  readonly string: unknown;
}

const rows: readonly (readonly [name: string, row: Row])[] = [
  ["an int64", { schema: int64, json: large, bigint: BigInt(large), string: large }],
  ["a date-time", { schema: date, json: `"${at}"`, bigint: when, string: when }],
  [
    "an int64 that is text",
    { schema: int64Text, json: `"${large}"`, bigint: BigInt(large), string: large },
  ],
  [
    "lists in lists, with null",
    {
      schema: list(list({ type: ["integer", "null"], format: "int64" })),
      json: `[[${large},null],[-${large}]]`,
      bigint: [[BigInt(large), null], [-BigInt(large)]],
      string: [[large, null], [`-${large}`]],
    },
  ],
  [
    "a map",
    {
      schema: object({}, { additionalProperties: int64 }),
      json: `{"a":${large},"__proto__":1}`,
      bigint: Object.fromEntries([
        ["a", BigInt(large)],
        ["__proto__", 1n],
      ]),
      string: Object.fromEntries([
        ["a", large],
        ["__proto__", "1"],
      ]),
    },
  ],
  [
    "a tuple",
    {
      schema: { type: "array", prefixItems: [string, date], items: int64 },
      json: `["${at}","${at}",${large}]`,
      bigint: [at, when, BigInt(large)],
      string: [at, when, large],
    },
  ],
  [
    "a schema in itself",
    {
      schema: ref("Node"),
      json: `{"id":${large},"below":[{"at":"${at}","up":{"id":1}}],"note":"${at}"}`,
      bigint: { id: BigInt(large), below: [{ at: when, up: { id: 1n } }], note: at },
      string: { id: large, below: [{ at: when, up: { id: "1" } }], note: at },
    },
  ],
  [
    "allOf",
    {
      schema: ref("Heir"),
      json: `{"id":${large},"at":"${at}","text":"7"}`,
      bigint: { id: BigInt(large), at: when, text: 7n },
      string: { id: large, at: when, text: "7" },
    },
  ],
  [
    "the first of a union with a discriminator",
    {
      schema: list(ref("Pet")),
      json: `[{"kind":"cat","born":"${at}","id":${large}}]`,
      bigint: [{ kind: "cat", born: when, id: BigInt(large) }],
      string: [{ kind: "cat", born: when, id: large }],
    },
  ],
  [
    "the second, in which the same is text",
    {
      schema: list(ref("Pet")),
      json: `[{"kind":"dog","born":"${at}","id":"${large}"}]`,
      bigint: [{ kind: "dog", born: at, id: large }],
      string: [{ kind: "dog", born: at, id: large }],
    },
  ],
  [
    "a string in the place of a date",
    { schema: { anyOf: [string, date] }, json: '"soon"', bigint: "soon", string: "soon" },
  ],
  [
    "an integer or another number",
    {
      schema: list({ oneOf: [int64, { type: "number" }] }),
      json: `[${large},0.5]`,
      bigint: [BigInt(large), 0.5],
      string: [large, 0.5],
    },
  ],
  [
    "what has no schema, beside an int64",
    {
      schema: object({ id: int64, any: {} }),
      json: `{"id":${large},"any":["${at}",1]}`,
      bigint: { id: BigInt(large), any: [at, 1] },
      string: { id: large, any: [at, 1] },
    },
  ],
  [
    "an enum, which stays what it lists",
    { schema: { ...int64, enum: [1, 2] }, json: "2", bigint: 2, string: 2 },
  ],
];

describe.each(["bigint", "string"] as const)("JSON with int64 as %s", (choice) => {
  let api: GeneratedApi;
  let server: TestServer;
  let next = "";

  beforeAll(async () => {
    const paths = Object.fromEntries(
      rows.map(([, { schema }], index) => {
        const content = { "application/json": { schema } };
        const requestBody = { required: true, content };
        const responses = {
          200: { description: "", content },
          default: { description: "", content },
        };
        return [`/${index}`, { post: { operationId: `echo${index}`, requestBody, responses } }];
      }),
    );
    const options = { int64: choice, dateTime: "Date" } as const;
    [api, server] = await Promise.all([
      generateApi(paths, { components: { schemas } }, options),
      startServer((response) => {
        response.setHeader("content-type", "application/json");
        response.end(next);
      }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([api[Symbol.asyncDispose](), server[Symbol.asyncDispose]()]);
  });

  test.each(rows.map(([name, row], index) => [name, row, index] as const))(
    "%s is written and read",
    async (_, { json, [choice]: value }, index) => {
      next = json;
      const client = api.createClient({ baseUrl: server.url });
      const body = await client.send(api.build(`echo${index}`, { body: value }));
      expect(server.seen.at(-1)?.body).toBe(json);
      expect(body).toEqual(value);
    },
  );

  test("a date that is none is an error that says where", async () => {
    next = '{"below":[{"at":"2020-02-30T00:00:00Z"}]}';
    const client = api.createClient({ baseUrl: server.url });
    const index = rows.findIndex(([name]) => name === "a schema in itself");
    const call = client.send(api.build(`echo${index}`, { body: {} }));
    await expect(call).rejects.toThrow("not valid date-time at /below/0/at");
  });

  test("what cannot be sent is refused", () => {
    const index = rows.findIndex(([name]) => name === "a schema in itself");
    const build = (at: Date): unknown => api.build(`echo${index}`, { body: { at } });
    expect(() => build(new Date(Number.NaN))).toThrow("at cannot be sent");
  });
});

describe.each(["bigint", "string"] as const)("with int64 as %s", (choice) => {
  let api: GeneratedApi;
  let server: TestServer;
  const stamp = { id: choice === "bigint" ? BigInt(large) : large, at: when };
  const text = `{"id":${large},"at":"${at}"}`;
  const xml = `<Stamp><id>${large}</id><at>${at}</at></Stamp>`;

  const answers: Readonly<Record<string, readonly [type: string, body: string]>> = {
    "/xml": ["application/xml", xml],
    "/events": ["text/event-stream", `data: ${text}\n\n`],
    "/lines": ["application/jsonl", `${text}\n`],
    "/sequence": ["application/json-seq", `\x1e${text}\n`],
    "/error": ["application/problem+json", text],
    "/pages": ["application/json", `{"next":${large},"items":[${text}]}`],
    [`/pages?cursor=${large}`]: ["application/json", "{}"],
  };

  beforeAll(async () => {
    const ok = (type: string, schema: object): object => ({
      200: { description: "", content: { [type]: { schema } } },
    });
    const get = (operationId: string, type: string): object => ({
      get: { operationId, responses: ok(type, ref("Stamp")) },
    });
    const content = { "application/xml": { schema: ref("Stamp") } };
    const page = object({ next: int64, items: list(ref("Stamp")) });
    const paths = {
      "/xml": {
        post: {
          operationId: "postXml",
          requestBody: { content },
          responses: ok("application/xml", ref("Stamp")),
        },
      },
      "/events": get("getEvents", "text/event-stream"),
      "/lines": get("getLines", "application/jsonl"),
      "/sequence": get("getSequence", "application/json-seq"),
      "/error": {
        get: {
          operationId: "getError",
          responses: {
            204: { description: "" },
            default: {
              description: "",
              content: { "application/problem+json": { schema: ref("Stamp") } },
            },
          },
        },
      },
      "/pages": {
        get: {
          operationId: "getPages",
          "x-pagination": { parameter: "cursor", token: "/next", items: "/items" },
          parameters: [{ name: "cursor", in: "query", schema: int64 }],
          responses: ok("application/json", page),
        },
      },
    };
    const components = { schemas: { Stamp: object({ id: int64, at: date }) } };
    api = await generateApi(paths, { components }, { int64: choice, dateTime: "Date" });
    server = await startServer((response, { line }) => {
      const [type, body] = answers[line.split(" ")[1] ?? ""] ?? ["text/plain", ""];
      response.statusCode = line.includes("/error") ? 500 : 200;
      response.setHeader("content-type", type);
      response.end(body);
    });
  });
  afterAll(async () => {
    await Promise.all([api[Symbol.asyncDispose](), server[Symbol.asyncDispose]()]);
  });

  test("XML is written and read", async () => {
    const client = api.createClient({ baseUrl: server.url });
    expect(await client.send(api.build("postXml", { body: stamp }))).toEqual(stamp);
    expect(server.seen.at(-1)?.body).toBe(xml);
  });

  test.each([
    ["getEvents", { event: "message", id: "", retry: undefined, data: stamp }],
    ["getLines", stamp],
    ["getSequence", stamp],
  ])("the items of %s are read", async (operation, item) => {
    const client = api.createClient({ baseUrl: server.url });
    const items: unknown[] = [];
    for await (const one of (await client.send(api.build(operation))) as AsyncIterable<unknown>) {
      items.push(one);
    }
    expect(items).toEqual([item]);
  });

  test("the body of an error is read", async () => {
    const client = api.createClient({ baseUrl: server.url });
    const { declared, body } = await client.exchange(api.build("getError"));
    expect({ declared, body }).toEqual({ declared: "default", body: stamp });
  });

  test("a token of 64 bits leads to the next page", async () => {
    const client = api.createClient({ baseUrl: server.url });
    const items: unknown[] = [];
    for await (const one of api.iterate("getPagesItems", client)) items.push(one);
    expect(items).toEqual([stamp]);
    expect(server.seen.at(-1)?.line).toBe(`GET /pages?cursor=${large}`);
  });
});
