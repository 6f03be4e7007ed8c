import { describe, expect, test } from "vitest";
import { diff } from "../../../generator/compare/compare.ts";
import type { Change } from "../../../generator/compare/change.ts";
import { readDescription } from "../../../generator/generate.ts";
import type { Description } from "../../../generator/description.ts";

type Node = Readonly<Record<string, unknown>>;

const ok = { responses: { 200: { description: "OK" } } };

/** A description of these paths and the other keys at its top. */
function api(paths: Node, more: Node = {}): Node {
  return { openapi: "3.1.0", info: { title: "Pets", version: "1" }, paths, ...more };
}

/** One operation, `listPets`. */
function pets(operation: Node, more: Node = {}): Node {
  return api({ "/pets": { get: { operationId: "listPets", ...ok, ...operation } } }, more);
}

/** `listPets`, for callers who show who they are in any of these ways. */
function secured(...security: readonly Node[]): Node {
  const securitySchemes = {
    key: { type: "apiKey", in: "header", name: "X-Key" },
    token: { type: "http", scheme: "bearer" },
    oauth: { type: "oauth2", flows: {} },
  };
  return pets({}, { security, components: { securitySchemes } });
}

function given(...parameters: readonly Node[]): Node {
  return pets({ parameters });
}

/** A parameter `limit` of the query. */
function limit(parameter: Node): Node {
  return given({ name: "limit", in: "query", schema: { type: "integer" }, ...parameter });
}

function typed(schema: unknown): Node {
  return limit({ schema });
}

function json(schema: unknown): Node {
  return { "application/json": { schema } };
}

function sent(requestBody: Node | undefined): Node {
  return api({ "/pets": { post: { operationId: "addPet", ...ok, requestBody } } });
}

function body(schema: unknown, more: Node = {}): Node {
  return sent({ required: true, content: json(schema), ...more });
}

function answered(schema: unknown, schemas: Node = {}): Node {
  const responses = { 200: { description: "OK", content: json(schema) } };
  return pets({ responses }, { components: { schemas } });
}

function responding(responses: Node): Node {
  return pets({ responses });
}

function object(properties: Node, ...required: readonly string[]): Node {
  return { type: "object", properties, required };
}

const text = { type: "string" };
const number = { type: "number" };
const pet = { $ref: "#/components/schemas/Pet" };
const animal = { $ref: "#/components/schemas/Animal" };
const values = (...all: readonly unknown[]): Node => ({ type: "string", enum: all });

async function read(document: Node, file: string): Promise<Description> {
  const content = new TextEncoder().encode(JSON.stringify(document, null, 2));
  return readDescription(file, {}, { show: () => file, content });
}

async function compare(before: Node, after: Node): Promise<readonly Change[]> {
  return diff(await read(before, "old.json"), await read(after, "new.json"));
}

type Row = readonly [name: string, before: Node, after: Node, want: readonly string[]];

const nothing: readonly string[] = [];

const sameThing: readonly Row[] = [
  ["the same description", pets({}), pets({}), nothing],
  [
    "an action that moves from ? to #",
    api({ "/?Action=List": { get: { ...ok, parameters: [{ name: "Action", in: "query" }] } } }),
    api({ "/#Action=List": { get: { ...ok, parameters: [{ name: "Action", in: "query" }] } } }),
    nothing,
  ],
  [
    "an action that moves from paths to x-ms-paths",
    api({ "/?Action=List": { get: ok } }),
    api({}, { "x-ms-paths": { "/?Action=List": { get: ok } } }),
    nothing,
  ],
  [
    "constants in another order",
    api({ "/?Version=1&Action=List": { get: { operationId: "list", ...ok } } }),
    api({ "/?Action=List&Version=1": { get: { operationId: "list", ...ok } } }),
    nothing,
  ],
  [
    "a query parameter that leaves the key",
    api({ "/pets?limit={limit}": { get: { operationId: "listPets", ...ok } } }),
    given({ name: "limit", in: "query", required: true, schema: text }),
    nothing,
  ],
  ["parameters in another order", given(...[a(), b()]), given(...[b(), a()]), nothing],
  [
    "a schema that gets a name",
    answered(object({ id: text })),
    answered(pet, { Pet: object({ id: text }) }),
    ["additive schema-added"],
  ],
  [
    "allOf written out",
    answered({ allOf: [object({ id: text }), object({ tag: text })] }),
    answered(object({ id: text, tag: text })),
    nothing,
  ],
  [
    "security that is said of all in place of one",
    secured({ key: [] }),
    pets(
      { security: [{ renamed: [] }] },
      {
        components: {
          securitySchemes: { renamed: { type: "apiKey", in: "header", name: "X-Key" } },
        },
      },
    ),
    nothing,
  ],
  ["an enum in another order", typed(values("a", "b")), typed(values("b", "a")), nothing],
  ["const in place of an enum of one", typed({ const: "a" }), typed(values("a")), nothing],
  [
    "nullable in place of a type list",
    answered(object({ id: { type: ["string", "null"] } })),
    answered(object({ id: { anyOf: [text, { type: "null" }] } })),
    nothing,
  ],
  [
    "a listing that a scalar does not use",
    limit({ explode: true }),
    limit({ explode: false }),
    nothing,
  ],
  ["Swagger 2.0 that becomes OpenAPI 3.1", swagger(), upgraded(), nothing],
];

function a(): Node {
  return { name: "a", in: "query", schema: text };
}

function b(): Node {
  return { name: "b", in: "query", schema: text };
}

function swagger(): Node {
  const parameters = [
    { name: "ids", in: "query", type: "array", items: text, collectionFormat: "csv" },
  ];
  const responses = { 200: { description: "OK", schema: { $ref: "#/definitions/Pet" } } };
  return {
    swagger: "2.0",
    info: { title: "Pets", version: "1" },
    produces: ["application/json"],
    paths: { "/pets": { get: { operationId: "listPets", parameters, responses } } },
    definitions: { Pet: object({ id: text }) },
  };
}

function upgraded(): Node {
  const parameters = [
    { name: "ids", in: "query", explode: false, schema: { type: "array", items: text } },
  ];
  const responses = { 200: { description: "OK", content: json(pet) } };
  return pets(
    { parameters, responses },
    { components: { schemas: { Pet: object({ id: text }) } } },
  );
}

const services: readonly Row[] = [
  [
    "another server",
    pets({}, { servers: [{ url: "https://a.example" }] }),
    pets({}, { servers: [{ url: "https://b.example" }] }),
    ["breaking server-changed"],
  ],
  [
    "one server more",
    pets({}, { servers: [{ url: "https://a.example" }] }),
    pets({}, { servers: [{ url: "https://a.example" }, { url: "https://b.example" }] }),
    ["additive server-added"],
  ],
  [
    "a first server",
    pets({}),
    pets({}, { servers: [{ url: "https://a.example" }] }),
    ["additive server-added"],
  ],
  [
    "no server any more",
    pets({}, { servers: [{ url: "https://a.example" }] }),
    pets({}),
    ["breaking server-removed"],
  ],
  [
    "another version",
    pets({}),
    pets({}, { info: { title: "Pets", version: "2" } }),
    ["documentation service-described"],
  ],
];

const operations: readonly Row[] = [
  ["a new operation", api({}), pets({}), ["additive operation-added"]],
  [
    "an operation that is gone",
    pets({}),
    api({ "/cats": { get: ok } }),
    ["breaking operation-removed", "additive operation-added"],
  ],
  [
    "a new action of one path",
    api({ "/?Action=A": { get: ok } }),
    api({ "/?Action=A": { get: ok }, "/?Action=B": { get: ok } }),
    ["additive operation-added"],
  ],
  [
    "another operationId",
    pets({}),
    pets({ operationId: "getPets" }),
    ["breaking operation-renamed"],
  ],
  [
    "another method",
    pets({}),
    api({ "/pets": { post: { operationId: "listPets", ...ok } } }),
    ["breaking operation-moved"],
  ],
  [
    "another path",
    pets({}),
    api({ "/v2/pets": { get: { operationId: "listPets", ...ok } } }),
    ["breaking operation-moved"],
  ],
  [
    "another value of a constant",
    api({ "/?Action=A&V=1": { get: ok } }),
    api({ "/?Action=A&V=2": { get: ok } }),
    ["breaking operation-moved"],
  ],
  [
    "security where there was none",
    pets({}),
    secured({ key: [] }),
    ["breaking security-tightened"],
  ],
  ["another way in", secured({ key: [] }), secured({ token: [] }), ["breaking security-tightened"]],
  [
    "one way in more",
    secured({ key: [] }),
    secured({ key: [] }, { token: [] }),
    ["additive security-loosened"],
  ],
  [
    "one way in fewer",
    secured({ key: [] }, { token: [] }),
    secured({ key: [] }),
    ["breaking security-tightened"],
  ],
  [
    "no security needed any more",
    secured({ key: [] }),
    secured({ key: [] }, {}),
    ["additive security-loosened"],
  ],
  [
    "a scope more",
    secured({ oauth: ["read"] }),
    secured({ oauth: ["read", "write"] }),
    ["breaking security-tightened"],
  ],
  ["deprecation", pets({}), pets({ deprecated: true }), ["documentation operation-deprecated"]],
  [
    "another summary",
    pets({}),
    pets({ summary: "All pets" }),
    ["documentation operation-described"],
  ],
];

/** More operations than types are compared with types of other names. */
function manyOf(name: string): Node {
  const look = object({ a: text });
  const answer = { schema: { $ref: `#/components/schemas/${name}` } };
  const get = { responses: { 200: { description: "", content: { "application/json": answer } } } };
  const paths = Array.from({ length: 50 }, (_, index) => [`/p${index}`, { get }]);
  return api(Object.fromEntries(paths) as Node, {
    components: { schemas: { Pet: look, Animal: look } },
  });
}

const parameters: readonly Row[] = [
  ["a new required one", given(), limit({ required: true }), ["breaking required-parameter-added"]],
  ["a new optional one", given(), limit({}), ["additive optional-parameter-added"]],
  ["one that is gone", limit({}), given(), ["breaking parameter-removed"]],
  [
    "one that became required",
    limit({}),
    limit({ required: true }),
    ["breaking parameter-became-required"],
  ],
  [
    "one that became optional",
    limit({ required: true }),
    limit({}),
    ["additive parameter-became-optional"],
  ],
  ["one that moved to a header", limit({}), limit({ in: "header" }), ["breaking parameter-moved"]],
  [
    "a header in other capitals",
    limit({ in: "header" }),
    limit({ in: "header", name: "Limit" }),
    ["breaking parameter-renamed"],
  ],
  [
    "a template with another name",
    api({ "/pets/{id}": { get: { operationId: "getPet", ...ok } } }),
    api({ "/pets/{petId}": { get: { operationId: "getPet", ...ok } } }),
    ["breaking parameter-renamed"],
  ],
  [
    "a list that is joined otherwise",
    limit({ schema: { type: "array", items: text } }),
    limit({ schema: { type: "array", items: text }, explode: false }),
    ["breaking parameter-serialisation-changed"],
  ],
  [
    "an object that is written otherwise",
    limit({ schema: object({ a: text }) }),
    limit({ schema: object({ a: text }), style: "deepObject" }),
    ["breaking parameter-serialisation-changed"],
  ],
  ["deprecation", limit({}), limit({ deprecated: true }), ["documentation parameter-deprecated"]],
  [
    "another description",
    limit({}),
    limit({ description: "At most" }),
    ["documentation parameter-described"],
  ],
  [
    "another maximum",
    typed({ type: "integer", maximum: 10 }),
    typed({ type: "integer", maximum: 5 }),
    ["documentation limits-changed"],
  ],
  [
    "another pattern",
    typed({ ...text, pattern: "a" }),
    typed({ ...text, pattern: "b" }),
    ["documentation limits-changed"],
  ],
  [
    "another format",
    typed(text),
    typed({ ...text, format: "date" }),
    ["documentation limits-changed"],
  ],
  [
    "another default",
    typed(text),
    typed({ ...text, default: "x" }),
    ["documentation limits-changed"],
  ],
  ["another type", typed(text), typed(number), ["breaking request-type-changed"]],
  ["a type where there was none", typed({}), typed(text), ["breaking request-type-narrowed"]],
  [
    "a type more",
    typed(text),
    typed({ type: ["string", "number"] }),
    ["additive request-type-widened"],
  ],
  ["integer that becomes number", typed({ type: "integer" }), typed(number), nothing],
  ["values in place of text", typed(text), typed(values("a")), ["breaking request-type-narrowed"]],
  ["text in place of values", typed(values("a")), typed(text), ["additive request-type-widened"]],
  ["a value more", typed(values("a")), typed(values("a", "b")), ["additive request-value-added"]],
  [
    "a value fewer",
    typed(values("a", "b")),
    typed(values("a")),
    ["breaking request-value-removed"],
  ],
  [
    "null that is allowed",
    typed(text),
    typed({ type: ["string", "null"] }),
    ["additive request-null-added"],
  ],
  [
    "a list in place of one",
    typed(text),
    typed({ type: "array", items: text }),
    ["breaking request-type-changed"],
  ],
  [
    "other items",
    typed({ type: "array", items: text }),
    typed({ type: "array", items: number }),
    ["breaking request-type-changed"],
  ],
];

const bodies: readonly Row[] = [
  ["a new required one", sent(undefined), body(text), ["breaking required-body-added"]],
  [
    "a new optional one",
    sent(undefined),
    body(text, { required: false }),
    ["additive optional-body-added"],
  ],
  ["one that is gone", body(text), sent(undefined), ["breaking body-removed"]],
  [
    "one that became required",
    body(text, { required: false }),
    body(text),
    ["breaking body-became-required"],
  ],
  [
    "one that became optional",
    body(text),
    body(text, { required: false }),
    ["additive body-became-optional"],
  ],
  [
    "another media type",
    body(object({ a: text })),
    body(object({ a: text }), {
      content: { "application/x-www-form-urlencoded": { schema: object({ a: text }) } },
    }),
    ["breaking body-media-type-changed"],
  ],
  [
    "a new required field",
    body(object({ b: text })),
    body(object({ a: text, b: text }, "a")),
    ["breaking request-required-field-added"],
  ],
  [
    "a new optional field",
    body(object({ b: text })),
    body(object({ a: text, b: text })),
    ["additive request-optional-field-added"],
  ],
  [
    "a field that is gone",
    body(object({ a: text, b: text })),
    body(object({ b: text })),
    ["breaking request-field-removed"],
  ],
  [
    "a field that became required",
    body(object({ a: text })),
    body(object({ a: text }, "a")),
    ["breaking request-field-became-required"],
  ],
  [
    "a field that became optional",
    body(object({ a: text }, "a")),
    body(object({ a: text })),
    ["additive request-field-became-optional"],
  ],
  [
    "a form field that became required",
    form(object({ a: text })),
    form(object({ a: text }, "a")),
    ["breaking parameter-became-required"],
  ],
  [
    "a new form field",
    form(object({ a: text })),
    form(object({ a: text, b: text })),
    ["additive optional-parameter-added"],
  ],
];

function form(schema: unknown): Node {
  return sent({ content: { "application/x-www-form-urlencoded": { schema } } });
}

const answers: readonly Row[] = [
  [
    "a new field",
    answered(object({ a: text })),
    answered(object({ a: text, b: text })),
    ["additive response-field-added"],
  ],
  [
    "a required field of a body that only answers have",
    body({ type: "object", properties: { a: { type: "string" } } }),
    body({
      type: "object",
      required: ["id"],
      properties: { id: { type: "string", readOnly: true }, a: { type: "string" } },
    }),
    [],
  ],
  [
    "a field of a body that only answers have now",
    body({ type: "object", properties: { id: { type: "string" }, a: { type: "string" } } }),
    body({
      type: "object",
      properties: { id: { type: "string", readOnly: true }, a: { type: "string" } },
    }),
    ["breaking request-field-removed"],
  ],
  [
    "a field that only bodies have, which an answer loses",
    answered({
      type: "object",
      properties: { a: { type: "string" }, pw: { type: "string", writeOnly: true } },
    }),
    answered({ type: "object", properties: { a: { type: "string" } } }),
    [],
  ],
  [
    "a field that is gone",
    answered(object({ a: text, b: text })),
    answered(object({ a: text })),
    ["breaking response-field-removed"],
  ],
  [
    "a field that became optional",
    answered(object({ a: text }, "a")),
    answered(object({ a: text })),
    ["breaking response-field-became-optional"],
  ],
  [
    "a field that became required",
    answered(object({ a: text })),
    answered(object({ a: text }, "a")),
    ["additive response-field-became-required"],
  ],
  [
    "a field of another type",
    answered(object({ a: text })),
    answered(object({ a: number })),
    ["breaking response-type-changed"],
  ],
  [
    "a field of one type more",
    answered(object({ a: text })),
    answered(object({ a: { type: ["string", "number"] } })),
    ["breaking response-type-widened"],
  ],
  [
    "a field of one type fewer",
    answered(object({ a: { type: ["string", "number"] } })),
    answered(object({ a: text })),
    ["additive response-type-narrowed"],
  ],
  [
    "a field that may be null",
    answered(object({ a: text })),
    answered(object({ a: { type: ["string", "null"] } })),
    ["breaking response-null-added"],
  ],
  [
    "a field that is never null",
    answered(object({ a: { type: ["string", "null"] } })),
    answered(object({ a: text })),
    ["additive response-null-removed"],
  ],
  [
    "a value more",
    answered(object({ a: values("x") })),
    answered(object({ a: values("x", "y") })),
    ["breaking response-value-added"],
  ],
  [
    "a value fewer",
    answered(object({ a: values("x", "y") })),
    answered(object({ a: values("x") })),
    ["additive response-value-removed"],
  ],
  [
    "another description of a field",
    answered(object({ a: text })),
    answered(object({ a: { ...text, description: "A" } })),
    ["documentation field-described"],
  ],
  [
    "a deprecated field",
    answered(object({ a: text })),
    answered(object({ a: { ...text, deprecated: true } })),
    ["documentation field-deprecated"],
  ],
  [
    "a limit of items",
    answered({ type: "array", items: text }),
    answered({ type: "array", items: { ...text, maxLength: 3 } }),
    ["documentation limits-changed"],
  ],
  [
    "a schema where there was none",
    responding({ 200: { description: "OK" } }),
    answered(text),
    ["additive response-type-narrowed"],
  ],
  [
    "no schema any more",
    answered(text),
    responding({ 200: { description: "OK" } }),
    ["breaking response-type-widened"],
  ],
  [
    "text in place of JSON",
    answered(text),
    responding({ 200: { description: "OK", content: { "text/plain": { schema: text } } } }),
    ["breaking response-kind-changed"],
  ],
  [
    "another error",
    responding({ 200: { description: "OK" } }),
    responding({ 200: { description: "OK" }, 404: { description: "Gone" } }),
    ["additive error-response-added"],
  ],
  [
    "an error that is gone",
    responding({ 200: { description: "OK" }, 404: { description: "Gone" } }),
    responding({ 200: { description: "OK" } }),
    ["breaking response-removed"],
  ],
  [
    "another success with the same answer",
    answered(text),
    responding({
      200: { description: "OK", content: json(text) },
      201: { description: "OK", content: json(text) },
    }),
    ["additive success-response-added"],
  ],
  [
    "another success with another answer",
    answered(text),
    responding({
      200: { description: "OK", content: json(text) },
      201: { description: "OK", content: json(number) },
    }),
    ["breaking response-type-widened", "additive success-response-added"],
  ],
  [
    "another description of a response",
    responding({ 200: { description: "OK" } }),
    responding({ 200: { description: "All of them" } }),
    ["documentation response-described"],
  ],
  [
    "a header of a response",
    responding({ 200: { description: "OK" } }),
    responding({ 200: { description: "OK", headers: { "X-Rest": { schema: number } } } }),
    ["documentation response-described"],
  ],
  [
    "content that a status cannot have",
    responding({ 204: { description: "OK" } }),
    responding({ 204: { description: "OK", content: json(text) } }),
    nothing,
  ],
  [
    "an error's body that changed",
    responding({ 400: { description: "", content: json(object({ a: text, b: text })) } }),
    responding({ 400: { description: "", content: json(object({ a: text })) } }),
    ["breaking response-field-removed"],
  ],
];

const schemas: readonly Row[] = [
  [
    "a field through a reference",
    answered(pet, { Pet: object({ a: text, b: text }) }),
    answered(pet, { Pet: object({ a: text }) }),
    ["breaking response-field-removed"],
  ],
  [
    "a type with another name",
    answered(pet, { Pet: object({ a: text }) }),
    answered(animal, { Animal: object({ a: text }) }),
    ["breaking schema-renamed"],
  ],
  [
    "a type that is gone",
    answered(pet, { Pet: object({ a: text }), Cat: text }),
    answered(pet, { Pet: object({ a: text }) }),
    ["breaking schema-removed"],
  ],
  [
    "a type that refers to itself",
    answered(pet, { Pet: object({ next: pet, a: text }) }),
    answered(pet, { Pet: object({ next: pet }) }),
    ["breaking response-field-removed"],
  ],
  [
    "a base that loses a field",
    answered(pet, {
      Animal: object({ a: text, b: text }),
      Pet: { allOf: [animal, object({ c: text })] },
    }),
    answered(pet, {
      Animal: object({ a: text }),
      Pet: { allOf: [animal, object({ c: text })] },
    }),
    ["breaking response-field-removed"],
  ],
  [
    "a field that a subtype requires",
    answered(pet, { Animal: object({ a: text }), Pet: { allOf: [animal, object({ c: text })] } }),
    answered(pet, {
      Animal: object({ a: text }),
      Pet: { allOf: [animal, object({ c: text }, "a")] },
    }),
    ["additive response-field-became-required"],
  ],
  [
    "a field that moves to the base",
    answered(pet, { Animal: object({ a: text }), Pet: { allOf: [animal, object({ c: text })] } }),
    answered(pet, { Animal: object({ a: text, c: text }), Pet: { allOf: [animal] } }),
    ["additive response-field-added"],
  ],
  [
    "a schema where there was any object",
    answered({ type: "object" }),
    answered(object({ a: text })),
    ["additive response-field-added", "additive response-type-narrowed"],
  ],
  [
    "a field that is not like those that a map may have",
    answered({ type: "object", additionalProperties: text }),
    answered({ ...object({ a: { type: "integer" } }), additionalProperties: text }),
    ["breaking response-type-changed", "additive response-field-added"],
  ],
  [
    "a field like those that a map may have",
    answered({ type: "object", additionalProperties: text }),
    answered({ ...object({ a: text }), additionalProperties: text }),
    ["additive response-field-added"],
  ],
  ["another type of the same look, for many operations", manyOf("Pet"), manyOf("Animal"), []],
  [
    "one of several that is new",
    answered({ oneOf: [pet] }, { Pet: object({ a: text }), Cat: object({ b: text }) }),
    answered(
      { oneOf: [pet, { $ref: "#/components/schemas/Cat" }] },
      { Pet: object({ a: text }), Cat: object({ b: text }) },
    ),
    ["breaking response-type-widened"],
  ],
  [
    "another description of a type",
    answered(pet, { Pet: object({ a: text }) }),
    answered(pet, { Pet: { ...object({ a: text }), description: "A pet" } }),
    ["documentation schema-described"],
  ],
  [
    "a type that nobody uses and that narrows",
    answered(text, { Pet: values("a", "b") }),
    answered(text, { Pet: values("a") }),
    ["breaking request-value-removed", "additive response-value-removed"],
  ],
];

describe.each([
  ["no change", sameThing],
  ["service", services],
  ["operation", operations],
  ["parameter", parameters],
  ["body", bodies],
  ["answer", answers],
  ["schema", schemas],
])("%s", (_, rows) => {
  test.each(rows)("%s", async (_, before, after, want) => {
    const changes = await compare(before, after);
    expect(changes.map((change) => `${change.class} ${change.code}`)).toEqual(want);
  });
});
