/** A description with the payload in one place. */
export type Place = readonly [name: string, build: (text: string) => object];

const ok = { "200": { description: "OK" } };
const json = (schema: unknown): object => ({
  "200": { description: "OK", content: { "application/json": { schema } } },
});

function withOperation(operation: object, path = "/a", rest: object = {}): object {
  return {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: { [path]: { post: { responses: ok, ...operation } } },
    ...rest,
  };
}

const withParameter = (parameter: object): object =>
  withOperation({
    parameters: [{ name: "p", in: "query", schema: { type: "string" }, ...parameter }],
  });

const withSchema = (schema: unknown, name = "Pet"): object =>
  withOperation({ responses: json({ $ref: "#/components/schemas/Pet" }) }, "/a", {
    components: { schemas: { Pet: { type: "object" }, [name]: schema } },
  });

const withBody = (mediaType: string, schema: object): object =>
  withOperation({ requestBody: { content: { [mediaType]: { schema } } } });

const withSecurity = (name: string, scheme: object): object =>
  withOperation({}, "/a", { components: { securitySchemes: { [name]: scheme } } });

/** Every place of a description that has free text. */
export const places: readonly Place[] = [
  ["title", (text) => ({ ...withOperation({}), info: { title: text, version: "1" } })],
  ["version", (text) => ({ ...withOperation({}), info: { title: "T", version: text } })],
  [
    "description",
    (text) => ({ ...withOperation({}), info: { title: "T", version: "1", description: text } }),
  ],
  ["server", (text) => withOperation({}, "/a", { servers: [{ url: text }] })],
  [
    "server after a host",
    (text) => withOperation({}, "/a", { servers: [{ url: `https://h/${text}` }] }),
  ],
  [
    "server's variable",
    (text) =>
      withOperation({}, "/a", {
        servers: [{ url: "https://{v}.h/", variables: { v: { default: text } } }],
      }),
  ],
  [
    "server's variable's name",
    (text) => withOperation({}, "/a", { servers: [{ url: `https://{${text}}.h/` }] }),
  ],
  ["path", (text) => withOperation({}, `/${text}`)],
  ["path's template", (text) => withOperation({}, `/{${text}}`)],
  ["query of a path", (text) => withOperation({}, `/a?${text}`)],
  ["constant", (text) => withOperation({}, `/a?Action=${encodeURIComponent(text.toWellFormed())}`)],
  [
    "constant's name",
    (text) => withOperation({}, `/a?${encodeURIComponent(text.toWellFormed())}=1`),
  ],
  ["flag", (text) => withOperation({}, `/a?${encodeURIComponent(text.toWellFormed())}`)],
  ["label", (text) => withOperation({}, `/a#${text}`)],
  ["operationId", (text) => withOperation({ operationId: text })],
  ["x-operation-name", (text) => withOperation({ "x-operation-name": text })],
  [
    "pagination",
    (text) =>
      withOperation({
        parameters: [{ name: text, in: "query", schema: { type: "string" } }],
        responses: json({
          properties: { [text]: { type: "string" }, items: { type: "array", items: {} } },
        }),
        "x-pagination": {
          parameter: text,
          token: `/${text.replaceAll("~", "~0").replaceAll("/", "~1")}`,
          items: "/items",
        },
      }),
  ],
  ["fault of pagination", (text) => withOperation({ "x-pagination": { [text]: text } })],
  ["tag", (text) => withOperation({ tags: [text] })],
  ["summary", (text) => withOperation({ summary: text })],
  ["operation's description", (text) => withOperation({ description: text })],
  ["link to documentation", (text) => withOperation({ externalDocs: { url: text } })],
  ["parameter's name", (text) => withParameter({ name: text })],
  ["parameter's description", (text) => withParameter({ description: text })],
  [
    "parameter's values",
    (text) => withParameter({ schema: { type: "string", enum: [text, "b"] } }),
  ],
  [
    "parameter's single value",
    (text) => withParameter({ required: true, schema: { const: text } }),
  ],
  ["parameter's default", (text) => withParameter({ schema: { type: "string", default: text } })],
  ["parameter's pattern", (text) => withParameter({ schema: { type: "string", pattern: text } })],
  ["parameter's format", (text) => withParameter({ schema: { type: "string", format: text } })],
  ["parameter's type", (text) => withParameter({ schema: { type: text } })],
  ["parameter's style", (text) => withParameter({ style: text, schema: { type: "array" } })],
  ["numbered parameter", (text) => withParameter({ name: `${text}.N.${text}` })],
  [
    "deep object's name",
    (text) => withParameter({ name: text, style: "deepObject", schema: { type: "object" } }),
  ],
  ["header's name", (text) => withParameter({ name: text, in: "header" })],
  [
    "header's value",
    (text) =>
      withParameter({ name: "X-A", in: "header", required: true, schema: { enum: [text] } }),
  ],
  ["cookie's name", (text) => withParameter({ name: text, in: "cookie" })],
  ["body's media type", (text) => withBody(text, { type: "string" })],
  ["text's media type", (text) => withBody(`text/${text}`, { type: "string" })],
  [
    "form field",
    (text) =>
      withBody("application/x-www-form-urlencoded", {
        type: "object",
        properties: { [text]: { type: "string" } },
      }),
  ],
  [
    "file's field",
    (text) =>
      withBody("multipart/form-data", {
        type: "object",
        properties: { [text]: { type: "string", format: "binary" } },
      }),
  ],
  ["status", (text) => withOperation({ responses: { [text]: { description: "x" } } })],
  [
    "response's description",
    (text) => withOperation({ responses: { "404": { description: text } } }),
  ],
  [
    "response's media type",
    (text) =>
      withOperation({
        responses: { "200": { description: "", content: { [text]: { schema: {} } } } },
      }),
  ],
  [
    "response's header",
    (text) =>
      withOperation({
        responses: { "200": { description: "", headers: { [text]: { description: text } } } },
      }),
  ],
  ["schema's name", (text) => withSchema({ type: "string", enum: ["a"] }, text)],
  ["schema's title", (text) => withSchema({ title: text, type: "object", properties: { a: {} } })],
  [
    "schema's description",
    (text) => withSchema({ description: text, type: "object", properties: { a: {} } }),
  ],
  [
    "property's name",
    (text) => withSchema({ type: "object", properties: { [text]: { type: "string" } } }),
  ],
  [
    "required property's name",
    (text) => withSchema({ type: "object", properties: { a: {} }, required: [text] }),
  ],
  [
    "property's description",
    (text) =>
      withSchema({ type: "object", properties: { a: { type: "string", description: text } } }),
  ],
  ["schema's values", (text) => withSchema({ enum: [text, 1, null, { [text]: text }] })],
  ["schema's constant", (text) => withSchema({ const: text })],
  ["schema's example", (text) => withSchema({ type: "string", example: text, examples: [text] })],
  [
    "pattern of properties",
    (text) => withSchema({ type: "object", patternProperties: { [text]: {} } }),
  ],
  [
    "names of values",
    (text) => withSchema({ enum: ["a"], "x-enum-varnames": [text], "x-enum-descriptions": [text] }),
  ],
  [
    "x-ms-enum",
    (text) => withSchema({ enum: ["a"], "x-ms-enum": { name: text, values: [{ value: text }] } }),
  ],
  [
    "discriminator",
    (text) =>
      withSchema({
        oneOf: [{ $ref: "#/components/schemas/Cat" }],
        discriminator: { propertyName: text, mapping: { [text]: "#/components/schemas/Cat" } },
      }),
  ],
  [
    "reference",
    (text) => withOperation({ responses: json({ $ref: `#/components/schemas/${text}` }) }),
  ],
  ["reference to a file", (text) => withOperation({ responses: json({ $ref: text }) })],
  [
    "security scheme's name",
    (text) => withSecurity(text, { type: "http", scheme: "bearer", description: text }),
  ],
  ["key's name", (text) => withSecurity("key", { type: "apiKey", in: "query", name: text })],
  ["key's header", (text) => withSecurity("key", { type: "apiKey", in: "header", name: text })],
  ["kind of security", (text) => withSecurity("key", { type: text, scheme: text, in: text })],
];
