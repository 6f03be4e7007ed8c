import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Json, run, refusal, info, responses, swagger, at } from "./upgraded.ts";
import { runs } from "../../helpers/sample.ts";

describe("version", () => {
  test.each([
    ["Swagger 2.0", { swagger: "2.0" }, []],
    ["Swagger 2 as a number", { swagger: 2 }, ["invalid-version /swagger"]],
    ["OpenAPI 3.0", { openapi: "3.0.3" }, []],
    ["OpenAPI 3.1", { openapi: "3.1.0" }, []],
    ["OpenAPI 3.1 as a number", { openapi: 3.1 }, ["invalid-version /openapi"]],
    ["OpenAPI 3.0 with letters behind", { openapi: "3.0.3X" }, ["invalid-version /openapi"]],
    ["OpenAPI 3.1 with letters behind", { openapi: "3.1.0 or so" }, ["invalid-version /openapi"]],
    ["OpenAPI 3.0 without its last number", { openapi: "3.0" }, ["invalid-version /openapi"]],
    ["OpenAPI and Swagger", { openapi: "3.0.3", swagger: "2.0" }, ["invalid-version /swagger"]],
    ["OpenAPI 3.0 under the key of Swagger", { swagger: "3.0.0" }, ["invalid-version /swagger"]],
    ["no version, with paths", {}, ["missing-version "]],
  ])("reads %s", (_name, given, want) => {
    const { document, problems } = run({ ...given, info, paths: {} });
    expect([document.openapi, problems]).toEqual(["3.1.1", want]);
  });

  test("keeps OpenAPI 3.2, which is 3.1 with more", () => {
    const { document, problems } = run({ openapi: "3.2.0", info, paths: {} });
    expect([document.openapi, problems]).toEqual(["3.2.0", []]);
  });

  test.each([
    [
      "Swagger 1.2",
      { swaggerVersion: "1.2", apis: [] },
      "unsupported-version: Swagger `1.2` is not",
    ],
    [
      "Swagger 1 under the newer key",
      { swagger: "1.2" },
      "unsupported-version: Swagger `1.2` is not",
    ],
    ["OpenAPI 4", { openapi: "4.0.0" }, "unsupported-version: OpenAPI `4.0.0` is not supported."],
    ["AsyncAPI", { asyncapi: "2.0.0" }, "unsupported-version: AsyncAPI `2.0.0` is not supported."],
    [
      "something else",
      { name: "x" },
      "not-a-description: The file has none of `swagger`, `openapi` and `paths`",
    ],
    ["a list", [], "not-a-description: The file has none of `swagger`, `openapi` and `paths`"],
    ["no paths", { openapi: "3.1.0", info }, "missing-paths: `paths` is missing"],
    [
      "paths that are a list",
      { swagger: "2.0", info, paths: [] },
      "missing-paths: `paths` is not an object.",
    ],
  ])("refuses %s", (_name, given, want) => {
    expect(refusal(given)).toContain(want);
  });
});

describe("whatever is given", () => {
  test("the input is not changed", () => {
    const document = swagger(
      {
        parameters: [
          { name: " q ", in: "Query" },
          { name: "b", in: "body", schema: { $ref: "#/definitions/S" } },
        ],
      },
      { definitions: { S: { type: "long", "x-nullable": true, required: true } }, host: "h" },
    );
    const before = structuredClone(document);
    run(freeze(document));
    expect(document).toEqual(before);
  });

  test("every node of the result has a place", () => {
    const parameters = [
      { name: "q", in: "query", type: "array", items: { type: "string", "x-nullable": true } },
      { name: "f", in: "formData", type: "file" },
      null,
    ];
    const { document, positions } = run(
      swagger(
        { parameters, schemes: ["http"] },
        {
          host: "h",
          definitions: { S: { type: "list of Widget", discriminator: "k", example: 1 } },
          securityDefinitions: { s: { type: "oauth2", flow: "password", scopes: {} } },
        },
      ),
    );
    const homeless: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      try {
        positions.of(node);
      } catch {
        homeless.push(path);
      }
      for (const [key, value] of Object.entries(node)) visit(value, `${path}/${key}`);
    };
    visit(document, "");
    expect(homeless).toEqual([]);
  });

  test("a fault is reported once, however often its node is used", () => {
    const shared = { name: "q", in: "query" };
    const { problems } = run({
      swagger: "2.0",
      info,
      paths: {
        "/a": { get: { parameters: [shared], responses } },
        "/b": { get: { parameters: [shared], responses } },
      },
    });
    expect(problems).toHaveLength(1);
  });

  test("a schema that holds itself becomes a reference", () => {
    const schema: Json = { type: "object" };
    schema["properties"] = { next: schema };
    const { document } = run(swagger({}, { definitions: { Node: schema } }));
    expect(document.components.schemas).toEqual({
      Node: { type: "object", properties: { next: { $ref: "#/components/schemas/Node" } } },
    });
  });

  test("schemas that lie too deep are refused", () => {
    let schema: Json = {};
    for (let depth = 0; depth < 10_000; depth += 1) schema = { items: schema };
    expect(refusal(swagger({}, { definitions: { S: schema } }))).toMatch(/^too-deep: /);
  });

  test("names that JavaScript knows are names like others", () => {
    const definitions: unknown = JSON.parse(
      '{"__proto__":{"type":"string"},"constructor":{"$ref":"#/definitions/__proto__"},"S":{"$ref":"#/definitions/toString"}}',
    );
    const { document, problems } = run(swagger({}, { definitions }));
    expect(JSON.stringify(document.components.schemas)).toBe(
      '{"__proto__":{"type":"string"},"constructor":{"$ref":"#/components/schemas/__proto__"},"S":{}}',
    );
    expect(problems).toEqual(["unresolved-reference /definitions/S/$ref"]);
  });

  test("any JSON in any place is upgraded or refused", () => {
    const base = swagger(
      {
        tags: ["t"],
        consumes: ["application/json"],
        parameters: [
          {
            name: "q",
            in: "query",
            type: "array",
            items: { type: "string" },
            collectionFormat: "csv",
            enum: ["a"],
            required: true,
          },
          { name: "b", in: "body", schema: { $ref: "#/definitions/S" } },
          { name: "f", in: "formData", type: "file" },
          { $ref: "#/parameters/P" },
        ],
        responses: {
          "200": { $ref: "#/responses/R" },
          "201": {
            description: "",
            schema: {},
            headers: { H: { type: "string" } },
            examples: { "a/b": 1 },
          },
        },
      },
      {
        host: "h",
        basePath: "/b",
        schemes: ["http"],
        definitions: {
          S: {
            type: "object",
            properties: { a: { type: "string" } },
            allOf: [{}],
            discriminator: "a",
            required: ["a"],
          },
        },
        parameters: { P: { name: "p", in: "header", type: "string" } },
        responses: { R: { description: "", schema: { type: "string" } } },
        securityDefinitions: { s: { type: "oauth2", flow: "implicit", scopes: {} } },
        components: { requestBodies: { B: { content: {} } }, headers: {}, pathItems: {} },
      },
    );
    const spots = spotsOf(base);
    const reference = fc
      .constantFrom("", "#/", "#/definitions/S", "#/parameters/P", "#/paths", "x")
      .map(($ref) => ({ $ref }));
    fc.assert(
      fc.property(fc.constantFrom(...spots), fc.oneof(fc.jsonValue(), reference), (spot, value) => {
        const document = structuredClone(base);
        const holder = at(document, ...spot.slice(0, -1));
        if (typeof holder === "object" && holder !== null)
          Reflect.set(holder, spot.at(-1) ?? "", value);
        expect(() => refusal(document)).not.toThrow();
      }),
      runs({ some: 500, more: 5_000, all: 50_000 }),
    );
  });

  test("tidy descriptions come out valid", async () => {
    const { default: parser } = await import("@apidevtools/swagger-parser");
    const document = swagger(
      {
        parameters: [
          { name: "id", in: "path", required: true, type: "string" },
          {
            name: "q",
            in: "query",
            type: "array",
            items: { type: "string" },
            collectionFormat: "tsv",
          },
          { name: "b", in: "body", required: true, schema: { $ref: "#/definitions/S" } },
        ],
        responses: {
          "200": {
            description: "OK",
            schema: { $ref: "#/definitions/S" },
            headers: { H: { type: "string" } },
          },
        },
      },
      {
        host: "h",
        schemes: ["https"],
        definitions: {
          S: { type: "object", properties: { a: { $ref: "#/definitions/S", "x-nullable": true } } },
        },
        securityDefinitions: { s: { type: "basic" } },
      },
    );
    const upgraded = run(document);
    expect(upgraded.problems).toEqual([]);
    const text = JSON.stringify(upgraded.document);
    await expect(
      parser.validate(JSON.parse(text), {
        resolve: { external: false },
        dereference: { circular: "ignore", excludedPathMatcher: () => true },
      }),
    ).resolves.toBeDefined();
  });
});

function freeze<T extends object>(node: T): T {
  for (const value of Object.values(node))
    if (typeof value === "object" && value !== null) freeze(value);
  return Object.freeze(node);
}

function spotsOf(node: unknown, path: readonly string[] = []): string[][] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [
    [...path, key],
    ...spotsOf(value, [...path, key]),
  ]);
}
