import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../runtime/server.ts";
import { generateApi, type GeneratedApi } from "./generated-api.ts";

/** The `content` of a request body, what the caller passes, and the request as it goes out. */
interface Row {
  readonly content: Readonly<Record<string, { readonly schema?: object }>>;
  readonly input: Readonly<Record<string, unknown>>;
  readonly contentType: string | undefined;
  readonly body: string;
}

const model = { schema: { type: "object", properties: { id: { type: "integer" } } } };
const patch = { schema: { type: "array", items: { type: "object" } } };
const string = { schema: { type: "string" } };
const binary = { schema: { type: "string", format: "binary" } };
const png = new Blob(["png"], { type: "image/png" });
const bytes = new TextEncoder().encode("bytes");
const id = { id: 1 };
const json = '{"id":1}';

const rows: readonly (readonly [name: string, row: Row])[] = [
  [
    "application/json is the default, wherever it is listed",
    {
      content: { "application/json-patch+json": patch, "application/json": model },
      input: { body: id },
      contentType: "application/json",
      body: json,
    },
  ],
  [
    "the caller's media type chooses the body",
    {
      content: { "application/json": model, "text/csv": string },
      input: { contentType: "text/csv", body: "a,b" },
      contentType: "text/csv",
      body: "a,b",
    },
  ],
  [
    "the caller's media type chooses among those of one body",
    {
      content: { "audio/mpeg": binary, "audio/ogg": binary },
      input: { contentType: "audio/ogg", body: bytes },
      contentType: "audio/ogg",
      body: "bytes",
    },
  ],
  [
    "a form is chosen like any other",
    {
      content: {
        "application/json": model,
        "application/x-www-form-urlencoded": {
          schema: { type: "object", properties: { name: { type: "string" } } },
        },
      },
      input: { contentType: "application/x-www-form-urlencoded", name: "a b&c" },
      contentType: "application/x-www-form-urlencoded",
      body: "name=a%20b%26c",
    },
  ],
  [
    "a vendor's type is JSON by its suffix",
    {
      content: { "application/vnd.acme.v1+json": model },
      input: { body: id },
      contentType: "application/vnd.acme.v1+json",
      body: json,
    },
  ],
  [
    "parameters of a media type go out as they are",
    {
      content: { "application/json; charset=utf-8": model },
      input: { body: id },
      contentType: "application/json; charset=utf-8",
      body: json,
    },
  ],
  [
    "a range has the type of the file",
    { content: { "image/*": binary }, input: { body: png }, contentType: "image/png", body: "png" },
  ],
  [
    "a range has the caller's type",
    {
      content: { "image/*": binary },
      input: { contentType: "image/gif", body: bytes },
      contentType: "image/gif",
      body: "bytes",
    },
  ],
  [
    "a range of JSON is sent as JSON",
    {
      content: { "application/*+json": model },
      input: { body: id },
      contentType: "application/json",
      body: json,
    },
  ],
  [
    "a range of text is sent as plain text",
    {
      content: { "text/*": string },
      input: { body: "é" },
      contentType: "text/plain",
      body: "é",
    },
  ],
  [
    "any type is JSON where the schema is a model",
    {
      content: { "*/*": model },
      input: { body: id },
      contentType: "application/json",
      body: json,
    },
  ],
  [
    "any type is bytes where the schema is binary",
    { content: { "*/*": binary }, input: { body: png }, contentType: "image/png", body: "png" },
  ],
  [
    "any type is bytes where nothing is said",
    { content: { "*/*": {} }, input: { body: png }, contentType: "image/png", body: "png" },
  ],
  [
    "any type is text where the schema is a string",
    {
      content: { "*/*": string },
      input: { body: "text" },
      contentType: "text/plain",
      body: "text",
    },
  ],
  [
    "application/octet-stream takes bytes",
    {
      content: { "application/octet-stream": binary },
      input: { body: bytes },
      contentType: "application/octet-stream",
      body: "bytes",
    },
  ],
  [
    "a stream is sent as it comes",
    {
      content: { "application/octet-stream": binary },
      input: { body: new Blob(["a", "b"]).stream() },
      contentType: "application/octet-stream",
      body: "ab",
    },
  ],
  [
    "bytes in JSON are text",
    {
      content: { "application/json": binary },
      input: { body: "AQI=" },
      contentType: "application/json",
      body: '"AQI="',
    },
  ],
  [
    "a form that is a string is what the caller has written",
    {
      content: { "application/x-www-form-urlencoded": string },
      input: { body: "a=1&b=2" },
      contentType: "application/x-www-form-urlencoded",
      body: "a=1&b=2",
    },
  ],
  [
    "a body that is left out has no type",
    { content: { "application/json": model }, input: {}, contentType: undefined, body: "" },
  ],
];

/** The `multipart` media type, what the caller passes, and the parts in between the boundaries. */
interface MultipartRow {
  readonly mediaType: string;
  readonly properties: Readonly<Record<string, object>>;
  readonly encoding?: Readonly<Record<string, object>>;
  readonly input: Readonly<Record<string, unknown>>;
  readonly contentType: RegExp;
  readonly parts: readonly string[];
}

const formData = /^multipart\/form-data; boundary=[\w-]+$/;

const multipartRows: readonly (readonly [name: string, row: MultipartRow])[] = [
  [
    "a model is a part of JSON",
    {
      mediaType: "multipart/form-data",
      properties: { meta: model.schema },
      input: { meta: id },
      contentType: formData,
      parts: [
        'Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"id":1}',
      ],
    },
  ],
  [
    "each model of a list is a part",
    {
      mediaType: "multipart/form-data",
      properties: { items: { type: "array", items: model.schema } },
      input: { items: [id, { id: 2 }] },
      contentType: formData,
      parts: [1, 2].map(
        (one) =>
          `Content-Disposition: form-data; name="items"\r\nContent-Type: application/json\r\n\r\n{"id":${one}}`,
      ),
    },
  ],
  [
    "each text of a list is a part",
    {
      mediaType: "multipart/form-data",
      properties: { tags: { type: "array", items: { type: "string" } }, meta: model.schema },
      input: { tags: ["a", "b"] },
      contentType: formData,
      parts: ["a", "b"].map((one) => `Content-Disposition: form-data; name="tags"\r\n\r\n${one}`),
    },
  ],
  [
    "an encoding gives the media type and the headers of a part",
    {
      mediaType: "multipart/form-data",
      properties: { note: { type: "string" } },
      encoding: {
        note: {
          contentType: "text/markdown",
          headers: { "X-Kind": { schema: { type: "string", const: "short" } } },
        },
      },
      input: { note: "# A" },
      contentType: formData,
      parts: [
        'Content-Disposition: form-data; name="note"\r\nContent-Type: text/markdown\r\nx-kind: short\r\n\r\n# A',
      ],
    },
  ],
  [
    "a file keeps its name and its type",
    {
      mediaType: "multipart/form-data",
      properties: { file: binary.schema, meta: model.schema },
      encoding: { file: { contentType: "image/png, image/jpeg" } },
      input: { file: new File(["jpg"], 'a "b".jpg', { type: "image/jpeg" }) },
      contentType: formData,
      parts: [
        'Content-Disposition: form-data; name="file"; filename="a %22b%22.jpg"\r\nContent-Type: image/jpeg\r\n\r\njpg',
      ],
    },
  ],
  [
    "a range of multipart types is a form",
    {
      mediaType: "multipart/*",
      properties: { name: { type: "string" } },
      input: { name: "a" },
      contentType: formData,
      parts: ['Content-Disposition: form-data; name="name"\r\n\r\na'],
    },
  ],
  [
    "multipart/related begins with its root and names its type",
    {
      mediaType: "multipart/related",
      properties: { meta: model.schema, media: binary.schema },
      input: { meta: id, media: png },
      contentType: /^multipart\/related; type="application\/json"; boundary=[\w-]+$/,
      parts: [
        'Content-Type: application/json\r\n\r\n{"id":1}',
        "Content-Type: image/png\r\n\r\npng",
      ],
    },
  ],
  [
    "multipart/mixed has parts without names",
    {
      mediaType: "multipart/mixed",
      properties: { meta: model.schema, note: { type: "string" } },
      input: { meta: id, note: "a" },
      contentType: /^multipart\/mixed; boundary=[\w-]+$/,
      parts: [
        'Content-Type: application/json\r\n\r\n{"id":1}',
        "Content-Type: text/plain;charset=utf-8\r\n\r\na",
      ],
    },
  ],
];

let api: GeneratedApi;
let server: TestServer;

beforeAll(async () => {
  const operations = rows.map(([, { content }], index) => [
    `/row${index}`,
    {
      post: {
        operationId: `row${index}`,
        requestBody: { content },
        responses: { 204: { description: "" } },
      },
    },
  ]);
  const forms = multipartRows.map(([, { mediaType, properties, encoding }], index) => [
    `/form${index}`,
    {
      post: {
        operationId: `form${index}`,
        requestBody: {
          content: { [mediaType]: { schema: { type: "object", properties }, encoding } },
        },
        responses: { 204: { description: "" } },
      },
    },
  ]);
  api = await generateApi(Object.fromEntries([...operations, ...forms]) as object);
  server = await startServer((response) => response.writeHead(204).end());
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});

describe("a request body is sent as it is declared and chosen", () => {
  test.each(rows.map(([name, row], index) => ({ name, row, index })))(
    "$name",
    async ({ row, index }) => {
      const client = api.createClient({ baseUrl: server.url });
      await client.send(api.build(`row${index}`, row.input));
      const seen = server.seen.at(-1);
      expect(seen?.headers["content-type"]).toBe(row.contentType);
      expect(Buffer.from(seen?.body ?? "", "latin1").toString()).toBe(row.body);
    },
  );
});

describe("parts are written as RFC 7578 and OpenAPI 3.1, section 4.8.15 say", () => {
  test.each(multipartRows.map(([name, row], index) => ({ name, row, index })))(
    "$name",
    async ({ row, index }) => {
      const client = api.createClient({ baseUrl: server.url });
      await client.send(api.build(`form${index}`, row.input));
      const { headers, body = "" } = server.seen.at(-1) ?? {};
      const contentType = headers?.["content-type"] ?? "";
      expect(contentType).toMatch(row.contentType);
      const boundary = /boundary=(.*)/.exec(contentType)?.[1] ?? "";
      const expected = row.parts.map((part) => `--${boundary}\r\n${part}\r\n`);
      expect(body).toBe(`${expected.join("")}--${boundary}--\r\n`);
    },
  );
});

test.each(["multipart/form-data", "application/x-www-form-urlencoded"])(
  "a list is reported as %s, which has no fields for it",
  async (mediaType) => {
    const schema = { type: "array", items: { type: "string" } };
    const post = { operationId: "up", requestBody: { content: { [mediaType]: { schema } } } };
    await using api = await generateApi({ "/x": { post } });
    expect(api.problems).toContain("form-without-fields");
  },
);
