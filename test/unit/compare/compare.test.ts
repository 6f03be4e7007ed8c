import { describe } from "vitest";
import {
  type Node,
  ok,
  api,
  pets,
  given,
  limit,
  typed,
  json,
  answered,
  object,
  text,
  pet,
  values,
  type Row,
  nothing,
  testChanges,
} from "./compared.ts";

/** `listPets`, for callers who show who they are in any of these ways. */
function secured(...security: readonly Node[]): Node {
  const securitySchemes = {
    key: { type: "apiKey", in: "header", name: "X-Key" },
    token: { type: "http", scheme: "bearer" },
    oauth: { type: "oauth2", flows: {} },
  };
  return pets({}, { security, components: { securitySchemes } });
}

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

describe("no change", () => testChanges(sameThing));

describe("service", () => testChanges(services));

describe("operation", () => testChanges(operations));
