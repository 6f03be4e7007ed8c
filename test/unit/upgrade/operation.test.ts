import { describe, expect, test } from "vitest";
import { type Json, run, info, responses, swagger, operationOf, at } from "./upgraded.ts";

describe("a path item", () => {
  const get = { responses };
  test.each<[string, unknown, unknown, string[]]>([
    ["method with white space", { " get ": get }, { get }, ["invalid-method /paths/~1a/ get "]],
    ["method in capitals", { GET: get }, { get }, ["invalid-method /paths/~1a/GET"]],
    [
      "method with an entity",
      { "get&nbsp;": get },
      { get },
      ["invalid-method /paths/~1a/get&nbsp;"],
    ],
    ["the well-spelt method is kept", { GET: {}, get }, { get }, ["invalid-method /paths/~1a/GET"]],
    [
      "the first of two odd ones is kept",
      { GET: get, Get: {} },
      { get },
      ["invalid-method /paths/~1a/GET", "invalid-method /paths/~1a/Get"],
    ],
    [
      "no method",
      { "": get, fetch: get },
      {},
      ["invalid-method /paths/~1a/", "invalid-method /paths/~1a/fetch"],
    ],
    ["an extension", { "x-a": 1 }, { "x-a": 1 }, []],
    [
      "every method",
      { delete: get, head: get, options: get, patch: get, trace: get },
      { delete: get, head: get, options: get, patch: get, trace: get },
      [],
    ],
    [
      "an operation that says nothing",
      { get: null },
      { get: { responses: {} } },
      ["invalid-operation /paths/~1a/get", "missing-responses /paths/~1a/get"],
    ],
    ["an operation that is none", { get: "x" }, {}, ["invalid-operation /paths/~1a/get"]],
    ["a reference to another path", { $ref: "#/paths/~1b" }, { put: get }, []],
    ["a reference to itself", { $ref: "#/paths/~1a" }, {}, ["circular-reference /paths/~1a/$ref"]],
    ["null", null, undefined, ["invalid-path-item /paths/~1a"]],
  ])("%s", (_name, given, want, problems) => {
    const upgraded = run({ swagger: "2.0", info, paths: { "/a": given, "/b": { put: get } } });
    expect([at(upgraded.document.paths, "/a"), upgraded.problems]).toEqual([want, problems]);
  });

  test("extensions among the paths are left as they are", () => {
    const { document, problems } = run({ swagger: "2.0", info, paths: { "x-a": 1 } });
    expect([document.paths, problems]).toEqual([{ "x-a": 1 }, []]);
  });

  test("path keys are not touched", () => {
    const keys = ["/?Action=X", "a", " /b ", "/#x", "/c&amp;d", "__proto__"];
    const paths = Object.fromEntries(keys.map((key) => [key, { get }]));
    const { document } = run({ swagger: "2.0", info, paths });
    expect(Object.keys(document.paths)).toEqual(keys);
  });

  test("x-ms-paths are upgraded like paths", () => {
    const paths = {
      "/a?comp=x": { get: { parameters: [{ name: "q", in: "query", type: "string" }], responses } },
    };
    const { document } = run({ swagger: "2.0", info, "x-ms-paths": paths });
    expect([document.paths, at(document["x-ms-paths"], "/a?comp=x", "get", "parameters")]).toEqual([
      {},
      [{ name: "q", in: "query", schema: { type: "string" } }],
    ]);
  });
});

describe("an operation and the rest", () => {
  test("keeps what OpenAPI 3.1 has too, and extensions", () => {
    const kept = {
      tags: ["t"],
      summary: "S",
      description: "D",
      operationId: "o",
      deprecated: true,
      externalDocs: { url: "u" },
      security: [{ key: [] }],
      "x-a": 1,
      responses,
    };
    const upgraded = run(swagger({ ...kept, consumes: ["text/plain"], notes: "N" }));
    expect(operationOf(upgraded)).toEqual(kept);
  });

  test.each<[string, Json, Json]>([
    ["tags that are none", { tags: ["t", null] }, { tags: ["t"] }],
    ["one tag in place of a list", { tags: "t" }, { tags: ["t"] }],
    ["deprecated in quotes", { deprecated: "true" }, { deprecated: true }],
    ["documentation that is none", { externalDocs: "u" }, {}],
    ["security that is none", { security: {} }, {}],
    ["a number for a name", { operationId: 1 }, { operationId: "1" }],
  ])("tidies %s", (_name, given, want) => {
    expect(operationOf(run(swagger(given)))).toEqual({ responses, ...want });
  });

  test("keeps tags, documentation, security and extensions of the description", () => {
    const kept = {
      tags: [{ name: "t" }],
      externalDocs: { url: "u" },
      security: [{ key: [] }],
      "x-a": 1,
    };
    const { document } = run(swagger({}, kept));
    expect(document).toMatchObject({ ...kept, info });
    expect(document).not.toHaveProperty("swagger");
  });

  test.each<[string, unknown, unknown, string[]]>([
    [
      "basic",
      { type: "basic", description: "D" },
      { type: "http", scheme: "basic", description: "D" },
      [],
    ],
    [
      "key",
      { type: "apiKey", name: "k", in: "query" },
      { type: "apiKey", name: "k", in: "query" },
      [],
    ],
    [
      "code",
      {
        type: "oauth2",
        flow: "accessCode",
        authorizationUrl: "a",
        tokenUrl: "t",
        scopes: { s: "S" },
      },
      {
        type: "oauth2",
        flows: { authorizationCode: { authorizationUrl: "a", tokenUrl: "t", scopes: { s: "S" } } },
      },
      [],
    ],
    [
      "application",
      { type: "oauth2", flow: "application", tokenUrl: "t" },
      { type: "oauth2", flows: { clientCredentials: { tokenUrl: "t", scopes: {} } } },
      [],
    ],
    [
      "implicit",
      { type: "oauth2", flow: "implicit", authorizationUrl: "a", scopes: {} },
      { type: "oauth2", flows: { implicit: { authorizationUrl: "a", scopes: {} } } },
      [],
    ],
    [
      "password",
      { type: "oauth2", flow: "password", tokenUrl: "t", scopes: {} },
      { type: "oauth2", flows: { password: { tokenUrl: "t", scopes: {} } } },
      [],
    ],
    [
      "none of them",
      { type: "oauth3" },
      undefined,
      ["invalid-security-scheme /securityDefinitions/s"],
    ],
  ])("security: %s", (_name, given, want, problems) => {
    const upgraded = run(swagger({}, { securityDefinitions: { s: given } }));
    expect([at(upgraded.document.components, "securitySchemes", "s"), upgraded.problems]).toEqual([
      want,
      problems,
    ]);
  });

  test.each<[string, unknown, unknown, string[]]>([
    ["missing", undefined, { title: "", version: "" }, ["missing-info "]],
    [
      "with a number for a version",
      { title: "T", version: 1.5 },
      { title: "T", version: "1.5" },
      [],
    ],
    [
      "with more",
      { ...info, contact: {}, "x-a": 1, foo: 1 },
      { ...info, contact: {}, "x-a": 1 },
      [],
    ],
  ])("info %s", (_name, given, want, problems) => {
    const document = JSON.parse(JSON.stringify({ swagger: "2.0", info: given, paths: {} }));
    const upgraded = run(document);
    expect([upgraded.document.info, upgraded.problems]).toEqual([want, problems]);
  });

  test.each(["definitions", "parameters", "responses", "securityDefinitions"])(
    "null %s are none",
    (key) => {
      const { document, problems } = run(swagger({}, { [key]: null }));
      expect([document.components.schemas, problems]).toEqual([{}, []]);
    },
  );
});
