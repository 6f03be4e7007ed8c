import { binary, model, string, type Call, type Row } from "./row.ts";

/** The `content` of a request body, what the caller passes, and the request as it goes out. */
interface BodyRow {
  readonly content: Readonly<Record<string, { readonly schema?: object }>>;
  readonly input: Call;
  readonly contentType: string | null;
  readonly body: string;
  readonly beyond?: string;
}

const jsonModel = { schema: model };
const patch = { schema: { type: "array", items: { type: "object" } } };
const text = { schema: string };
const file = { schema: binary };
const png = new Blob(["png"], { type: "image/png" });
const bytes = new TextEncoder().encode("bytes");
const id = { id: 1 };
const json = '{"id":1}';

const bodyRows: readonly (readonly [name: string, row: BodyRow])[] = [
  [
    "application/json is the default, wherever it is listed",
    {
      beyond: "which media type is the default is the client's choice",
      content: { "application/json-patch+json": patch, "application/json": jsonModel },
      input: { body: id },
      contentType: "application/json",
      body: json,
    },
  ],
  [
    "the caller's media type chooses the body",
    {
      content: { "application/json": jsonModel, "text/csv": text },
      input: { contentType: "text/csv", body: "a,b" },
      contentType: "text/csv",
      body: "a,b",
    },
  ],
  [
    "the caller's media type chooses among those of one body",
    {
      content: { "audio/mpeg": file, "audio/ogg": file },
      input: { contentType: "audio/ogg", body: bytes },
      contentType: "audio/ogg",
      body: "bytes",
    },
  ],
  [
    "the caller's media type chooses among patches of one schema",
    {
      content: {
        "application/json-patch+json": jsonModel,
        "application/merge-patch+json": jsonModel,
      },
      input: { contentType: "application/merge-patch+json", body: id },
      contentType: "application/merge-patch+json",
      body: json,
    },
  ],
  [
    "YAML is text that the caller has written",
    {
      content: { "application/yaml": jsonModel },
      input: { body: "id: 1\n" },
      contentType: "application/yaml",
      body: "id: 1\n",
    },
  ],
  [
    "a form is chosen like any other",
    {
      content: {
        "application/json": jsonModel,
        "application/x-www-form-urlencoded": {
          schema: { type: "object", properties: { name: { type: "string" } } },
        },
      },
      input: { contentType: "application/x-www-form-urlencoded", body: { name: "a b&c" } },
      contentType: "application/x-www-form-urlencoded",
      body: "name=a%20b%26c",
    },
  ],
  [
    "a vendor's type is JSON by its suffix",
    {
      content: { "application/vnd.acme.v1+json": jsonModel },
      input: { body: id },
      contentType: "application/vnd.acme.v1+json",
      body: json,
    },
  ],
  [
    "parameters of a media type go out as they are",
    {
      content: { "application/json; charset=utf-8": jsonModel },
      input: { body: id },
      contentType: "application/json; charset=utf-8",
      body: json,
    },
  ],
  [
    "a range has the type of the file",
    { content: { "image/*": file }, input: { body: png }, contentType: "image/png", body: "png" },
  ],
  [
    "a range has the caller's type",
    {
      content: { "image/*": file },
      input: { contentType: "image/gif", body: bytes },
      contentType: "image/gif",
      body: "bytes",
    },
  ],
  [
    "a range of JSON is sent as JSON",
    {
      content: { "application/*+json": jsonModel },
      input: { body: id },
      contentType: "application/json",
      body: json,
    },
  ],
  [
    "a range of text is sent as plain text",
    {
      content: { "text/*": text },
      input: { body: "é" },
      contentType: "text/plain",
      body: "é",
    },
  ],
  [
    "any type is JSON where the schema is a model",
    {
      content: { "*/*": jsonModel },
      input: { body: id },
      contentType: "application/json",
      body: json,
    },
  ],
  [
    "any type is bytes where the schema is binary",
    { content: { "*/*": file }, input: { body: png }, contentType: "image/png", body: "png" },
  ],
  [
    "any type is bytes where nothing is said",
    { content: { "*/*": {} }, input: { body: png }, contentType: "image/png", body: "png" },
  ],
  [
    "any type is text where the schema is a string",
    {
      content: { "*/*": text },
      input: { body: "text" },
      contentType: "text/plain",
      body: "text",
    },
  ],
  [
    "application/octet-stream takes bytes",
    {
      content: { "application/octet-stream": file },
      input: { body: bytes },
      contentType: "application/octet-stream",
      body: "bytes",
    },
  ],
  [
    "a stream is sent as it comes",
    {
      content: { "application/octet-stream": file },
      input: { body: () => new Blob(["a", "b"]).stream() },
      contentType: "application/octet-stream",
      body: "ab",
    },
  ],
  [
    "bytes in JSON are text",
    {
      content: { "application/json": file },
      input: { body: "AQI=" },
      contentType: "application/json",
      body: '"AQI="',
    },
  ],
  [
    "a form that is a string is what the caller has written",
    {
      content: { "application/x-www-form-urlencoded": text },
      input: { body: "a=1&b=2" },
      contentType: "application/x-www-form-urlencoded",
      body: "a=1&b=2",
    },
  ],
  [
    "a body that is left out has no type",
    {
      beyond: "a type of no body does no harm",
      content: { "application/json": jsonModel },
      input: {},
      contentType: null,
      body: "",
    },
  ],
];

const sent: readonly Row[] = bodyRows.map(
  ([name, { content, input, contentType, body, beyond }]) => ({
    name,
    clause: "OpenAPI 3.1.1, 4.8.14",
    ...(beyond !== undefined && { beyond }),
    operation: { requestBody: { content } },
    call: input,
    method: "post",
    request: { headers: { "content-type": contentType }, body },
  }),
);

const refused = ["multipart/form-data", "application/x-www-form-urlencoded"].map(
  (mediaType): Row => ({
    name: `a list has no fields for ${mediaType}`,
    clause: "OpenAPI 3.1.1, 4.8.15",
    beyond: "what is sent of it is not defined",
    method: "post",
    operation: {
      requestBody: { content: { [mediaType]: { schema: { type: "array", items: string } } } },
    },
    call: { body: ["a"] },
    refused: "form-without-fields",
  }),
);

export const requestBodies: readonly Row[] = [...sent, ...refused];
