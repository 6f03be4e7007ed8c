import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";

let folder: string;
let server: Server;
let received: Pick<IncomingMessage, "url" | "headers">;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "requests-"));
  server = createServer((request, response) => {
    received = request;
    request.resume();
    response.writeHead(204).end();
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

interface Package {
  readonly withCredentials: (fetch: typeof globalThis.fetch, credentials: object) => typeof fetch;
  readonly call: (params?: object) => object;
  readonly createClient: (options: { baseUrl: string; fetch?: typeof globalThis.fetch }) => {
    send(request: object): Promise<unknown>;
  };
}

let count = 0;

/** Generates a client of one operation, `call`. @returns it, and the codes of what was reported. */
async function packageOf(
  path: string,
  operation: object,
  components: object = {},
): Promise<[Package, string[]]> {
  count += 1;
  const root = join(folder, String(count));
  await mkdir(root);
  const spec = join(root, "api.json");
  const responses = { "204": { description: "Done" } };
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: { [path]: { post: { operationId: "call", responses, ...operation } } },
    components,
  };
  await writeFile(spec, JSON.stringify(description));
  const { files, problems } = await generate(spec);
  for (const [file, text] of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  const { href } = pathToFileURL(join(root, "index.ts"));
  return [(await import(href)) as Package, problems.map(({ code }) => code)];
}

async function send({ call, createClient }: Package, params?: object): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}/base` });
  await client.send(call(params));
}

const header = (name: string, more: object = {}): object => ({
  name,
  in: "header",
  schema: { type: "string" },
  ...more,
});

describe("a header", () => {
  test.each([
    ["X-Amz-Target", "x-amz-target"],
    ["x-amz-target", "X-AMZ-TARGET"],
  ])("that the path key fixes as %s is not given as %s", async (fixed, other) => {
    const parameters = [header(fixed), header(other)];
    const [api, codes] = await packageOf(`/#X-Amz-Target=Svc.List`, { parameters });
    await send(api, { [other]: "Svc.Delete", [fixed]: "Svc.Delete" });
    expect(received.headers["x-amz-target"]).toBe("Svc.List");
    expect(codes).toContain("duplicate-parameter");
  });

  test("that a declared value fixes is not given in other letters", async () => {
    const parameters = [
      header("X-Version", { required: true, schema: { const: "2" } }),
      header("x-version"),
    ];
    const [api] = await packageOf("/a", { parameters });
    await send(api, { "x-version": "3", "X-Version": "3" });
    expect(received.headers["x-version"]).toBe("2");
  });

  test("that a path key fixes twice has the first value", async () => {
    const parameters = [header("X-A")];
    const [api, codes] = await packageOf("/#X-A=1&x-a=2", { parameters });
    await send(api);
    expect(received.headers["x-a"]).toBe("1");
    expect(codes).toContain("duplicate-header");
  });

  test.each(["Cookie", "cookie"])("%s gives way to cookie parameters", async (name) => {
    const parameters = [
      header(name, { required: true }),
      { name: "session", in: "cookie", schema: { type: "string" } },
    ];
    const [api, codes] = await packageOf("/a", { parameters });
    await send(api, { session: "s", [name]: "session=other" });
    expect(received.headers.cookie).toBe("session=s");
    expect(codes).toContain("duplicate-parameter");
  });

  test.each(["Host", "host", "Content-Length", "Connection", "Transfer-Encoding", "Expect"])(
    "%s, which fetch writes itself, is not offered",
    async (name) => {
      const parameters = [header(name, { required: true })];
      const [api, codes] = await packageOf("/a", { parameters });
      await send(api, { [name]: "9" });
      expect(received.headers.host).toMatch(/^127\.0\.0\.1/);
      expect(codes).toContain("unsupported-header");
    },
  );

  test("Content-Type does not take the place of the body's own", async () => {
    const parameters = [
      header("content-type", { required: true, schema: { const: "multipart/form-data" } }),
      header("ACCEPT"),
      header("Authorization"),
    ];
    const schema = { type: "object", properties: { a: { type: "string" } } };
    const requestBody = { content: { "multipart/form-data": { schema } } };
    const [api, codes] = await packageOf("/a", { parameters, requestBody });
    await send(api, { a: "b", "content-type": "x", ACCEPT: "x", Authorization: "x" });
    expect(received.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(received.headers.authorization).toBeUndefined();
    expect(codes).toEqual(["ignored-header", "ignored-header", "ignored-header"]);
  });
});

describe("a path", () => {
  test.each([
    ["/a/../../b", "/base/b"],
    ["/../../../b", "/base/b"],
    ["/%2e%2E/%2e./.%2e/b", "/base/b"],
    ["/a/./b/.", "/base/a/b/"],
    ["/..", "/base/"],
    ["/{a}/../../b", "/base/b"],
    ["/a/..?b=c", "/base/?b=c"],
    ["/a/..#c", "/base/"],
    ["/a/..;b/c", "/base/a/..;b/c"],
    ["/a/...", "/base/a/..."],
  ])("%s stays below the base path", async (path, want) => {
    const [api, codes] = await packageOf(path, {});
    await send(api, {});
    expect(received.url).toBe(want);
    expect(codes.includes("dot-segment")).toBe(!/\.\.;|\.\.\./.test(path));
  });

  test.each(["/a/.{x}", "/a/%2e{x}", "/a/{x}%2E", "/a/{x}{y}"])(
    "%s cannot be led out of it by a value",
    async (path) => {
      const [{ call }] = await packageOf(path, {});
      expect(() => call({ x: ".", y: "." })).toThrow();
    },
  );
});

describe("a parameter", () => {
  test.each([
    "constructor",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "__proto__",
    "__defineGetter__",
  ])("%s keeps its name on the wire, and can be left out", async (name) => {
    const parameters = [{ name, in: "query", schema: { type: "string" } }];
    const [api] = await packageOf("/a", { parameters });
    await send(api);
    expect(received.url).toBe("/base/a");
    await send(api, { [`${name}Query`]: "1" });
    expect(received.url).toBe(`/base/a?${name}=1`);
  });
});

test.each(["__proto__", "constructor", "toString"])(
  "credentials of a scheme called %s are sent where they are given",
  async (name) => {
    const securitySchemes = Object.fromEntries([[name, { type: "http", scheme: "bearer" }]]);
    const security = [Object.fromEntries([[name, []]])];
    const [api] = await packageOf("/a", { security }, { securitySchemes });
    const { port } = server.address() as AddressInfo;
    for (const [credentials, want] of [
      [Object.fromEntries([[name, "secret"]]), "Bearer secret"],
      [{}, undefined],
    ] as const) {
      const fetch = api.withCredentials(globalThis.fetch, credentials);
      await api.createClient({ baseUrl: `http://127.0.0.1:${port}`, fetch }).send(api.call());
      expect(received.headers.authorization).toBe(want);
    }
  },
);

test.each(["constructor", "toString", "__proto__"])(
  "a format of times called %s is none, as every other that is not known",
  async (format) => {
    const at = { type: "string", format: "date-time", "x-aws-timestamp": format };
    const schema = { type: "object", xml: { name: "r" }, properties: { at } };
    const requestBody = { required: true, content: { "application/xml": { schema } } };
    const [api] = await packageOf("/a", { requestBody });
    expect(api.call({ body: { at: "2020-01-02T03:04:05Z" } })).toMatchObject({
      body: "<r><at>2020-01-02T03:04:05Z</at></r>",
    });
  },
);

describe("a media type that would end its header", () => {
  const injected = "text/plain\r\nX-Injected: 1";
  const text = { schema: { type: "string" } };
  const json = { schema: { type: "object", properties: { a: { type: "string" } } } };

  test("is refused where it is the only one of requests", async () => {
    const requestBody = { content: { [injected]: text } };
    await expect(packageOf("/a", { requestBody })).rejects.toMatchObject({
      problems: [{ code: "invalid-media-type", severity: "error" }],
    });
  });

  test("is not asked for where it is the only one of responses", async () => {
    const responses = { 200: { description: "", content: { [injected]: text } } };
    const [api, codes] = await packageOf("/a", { responses });
    await send(api);
    expect(received.headers).not.toHaveProperty("x-injected");
    expect(received.headers.accept).not.toContain("text/plain");
    expect(codes).toEqual(["invalid-media-type"]);
  });

  test.each([injected, "text", "text/", "text/pl\u00e4in", "a/b, c/d", ""])(
    "%j is left out beside another",
    async (mediaType) => {
      const content = { [mediaType]: text, "application/json": json };
      const [api, codes] = await packageOf("/a", {
        requestBody: { content },
        responses: { 200: { description: "", content } },
      });
      await send(api, { body: { a: "b" } });
      expect(received.headers["content-type"]).toBe("application/json");
      expect(received.headers.accept).toBe("application/json");
      expect(codes).toEqual(["invalid-media-type", "invalid-media-type"]);
    },
  );

  test.each([
    "text/plain",
    "Text/Plain;charset=utf-8",
    'a/b ; c="d, \\"e" ;f=g;',
    "*/*",
    "image/*",
  ])("%s is one", async (mediaType) => {
    const responses = { 200: { description: "", content: { [mediaType]: text } } };
    const [, codes] = await packageOf("/a", { responses });
    expect(codes).toEqual([]);
  });

  test("is not that of a part, nor are its headers", async () => {
    const schema = { type: "object", properties: { a: { type: "string" } } };
    const headers = { "X\r\nY": { schema: { const: "z" } }, "X-Z": { schema: { const: "\n" } } };
    const encoding = { a: { contentType: injected, headers } };
    const content = { "multipart/form-data; charset=utf-8": { schema, encoding } };
    const [api, codes] = await packageOf("/a", { requestBody: { content } });
    const { body } = api.call({ a: "b" }) as { body: FormData };
    expect(body.get("a")).toBe("b");
    expect(codes).toEqual([
      "unsupported-part-header",
      "unsupported-part-header",
      "invalid-part-type",
    ]);
  });
});

test.each([
  ["a property", { "a><b": { type: "string" } }, "a><b"],
  ["an xml.name", { a: { type: "string", xml: { name: "a b" } } }, "a b"],
  ["an attribute", { a: { type: "string", xml: { name: 'a="" b', attribute: true } } }, 'a="" b'],
  ["a prefix", { a: { type: "string", xml: { namespace: "u", prefix: 'a="" b' } } }, 'a="" b'],
  ["an item", { a: { type: "array", xml: { wrapped: true }, items: { xml: { name: "/" } } } }, "/"],
])("%s whose name is none in XML is reported, and not sent", async (_, properties, name) => {
  const Pet = { type: "object", xml: { name: "pet" }, properties };
  const schema = { $ref: "#/components/schemas/Pet" };
  const requestBody = { content: { "application/xml": { schema } } };
  const [api, codes] = await packageOf("/a", { requestBody }, { schemas: { Pet } });
  expect(codes).toEqual(["invalid-xml-name"]);
  const [property = ""] = Object.keys(properties);
  const value = property === "a" && name === "/" ? ["x"] : "x";
  expect(() => api.call({ body: { [property]: value } })).toThrow(/cannot be sent|is not/);
  expect(() => api.call({ body: {} })).not.toThrow();
});
