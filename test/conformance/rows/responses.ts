import { binary, json, model, string, type Row } from "./row.ts";

const id = { id: 1 };
const text = '{"id":1}';
const ok = (content: object): object => ({ responses: { 200: { description: "", content } } });
const types = (...names: readonly string[]): object =>
  Object.fromEntries(
    names.map((name) => [name, { schema: name.includes("json") ? model : string }]),
  );

/** What is declared, what comes, and what the caller gets. */
const read = (
  name: string,
  operation: object,
  [type, body, status = 200]: readonly [type: string | undefined, body: string, status?: number],
  result: unknown,
  more: Partial<Row> = {},
): Row => ({
  name,
  clause: "OpenAPI 3.1.1, 4.8.17",
  operation: operation as NonNullable<Row["operation"]>,
  response: { status, ...(type !== undefined && { type }), body },
  result,
  ...more,
});

export const responses: readonly Row[] = [
  read("JSON", ok(json(model)), ["application/json", text], id),
  read(
    "a vendor's JSON",
    ok({ "application/vnd.acme+json": { schema: model } }),
    ["application/vnd.acme+json", text],
    id,
  ),
  read("JSON with a charset", ok(json(model)), ["application/json; charset=utf-8", text], id),
  read("JSON with a byte order mark", ok(json(model)), ["application/json", `\uFEFF${text}`], id, {
    clause: "RFC 8259, 8.1",
  }),
  read("text", ok(types("text/plain")), ["text/plain", "a\n"], "a\n"),
  read("text that looks like JSON", ok(types("text/plain")), ["text/plain", "1"], "1"),
  read("CSV is text", ok(types("text/csv")), ["text/csv", "a,b"], "a,b"),
  read(
    "binary",
    ok({ "application/octet-stream": { schema: binary } }),
    ["application/octet-stream", "\u0000\u0001"],
    new Blob(["\u0000\u0001"], { type: "application/octet-stream" }),
  ),
  read(
    "an image",
    ok({ "image/png": {} }),
    ["image/png", "png"],
    new Blob(["png"], { type: "image/png" }),
  ),
  read(
    "a range of images",
    ok({ "image/*": { schema: binary } }),
    ["image/gif", "gif"],
    new Blob(["gif"], { type: "image/gif" }),
  ),
  read(
    "JSON of several types",
    ok(types("application/json", "text/plain")),
    ["application/json", text],
    id,
  ),
  read(
    "text of several types",
    ok(types("application/json", "text/plain")),
    ["text/plain", text],
    text,
  ),
  read(
    "any type, which is JSON by its schema",
    ok({ "*/*": { schema: model } }),
    ["application/json", text],
    id,
  ),
  read(
    "a model as JSON, which is declared as YAML too",
    ok({ "application/yaml": { schema: model }, ...json(model) }),
    ["application/json", text],
    id,
    {
      request: { headers: { accept: "application/json" } },
      beyond: "Accept is the client's choice",
    },
  ),
  read(
    "one of several types of images",
    ok({ "image/png": { schema: binary }, "image/gif": { schema: binary } }),
    ["image/gif", "gif"],
    new Blob(["gif"], { type: "image/gif" }),
    {
      request: { headers: { accept: "image/png, image/gif" } },
      beyond: "Accept is the client's choice",
    },
  ),
  read("JSON in capitals", ok(json(model)), ["Application/JSON", text], id, {
    clause: "RFC 9110, 8.3.1",
  }),
  read("JSON without a content type", ok(json(model)), [undefined, text], id, {
    beyond: "a client may go by the type alone",
  }),
  read("JSON that is a string", ok(json(string)), ["application/json", '"a"'], "a"),
  read("JSON that is null", ok(json({ type: "null" })), ["application/json", "null"], null),
  read("JSON that is false", ok(json({ type: "boolean" })), ["application/json", "false"], false),
  read(
    "another status with a schema of its own",
    {
      responses: {
        200: { description: "", content: json(string) },
        201: { description: "", content: json(model) },
      },
    },
    ["application/json", text, 201],
    id,
  ),
  read(
    "a range of statuses",
    { responses: { "2XX": { description: "", content: json(model) } } },
    ["application/json", text, 202],
    id,
    { clause: "OpenAPI 3.1.1, 4.8.16" },
  ),
  read("no content", { responses: { 204: { description: "" } } }, [undefined, "", 204], undefined),
  read(
    "an empty 200 where JSON is declared",
    ok(json(model)),
    ["application/json", ""],
    undefined,
    {
      beyond: "an empty body is no JSON",
    },
  ),
  read(
    "an undeclared 2xx is read by its type",
    ok(json(model)),
    ["application/json", text, 203],
    id,
  ),
  read(
    "no schema at all",
    { responses: { 200: { description: "" } } },
    ["application/json", text],
    id,
  ),
  {
    name: "Accept lists what is declared",
    clause: "RFC 9110, 12.5.1",
    beyond: "Accept is the client's choice",
    operation: ok(types("application/json", "text/plain")) as NonNullable<Row["operation"]>,
    request: { headers: { accept: "application/json, text/plain" } },
    response: { status: 200, type: "text/plain", body: "a" },
    result: "a",
  },
  read(
    "a form is read as text",
    ok(types("application/x-www-form-urlencoded")),
    ["application/x-www-form-urlencoded", "a=1"],
    "a=1",
    {
      beyond: "how a form is read is the client's choice",
    },
  ),
];
