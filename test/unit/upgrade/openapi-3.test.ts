import { describe, expect, test } from "vitest";
import { type Json, run, info, responses, openapi, operationOf, at } from "./upgraded.ts";

describe("OpenAPI 3.x", () => {
  const place = "/paths/~1a~1{id}/post";
  const query = { name: "q", in: "query" };

  test.each<[string, unknown, unknown]>([
    ["nullable", { type: "string", nullable: true }, { type: ["string", "null"] }],
    ["not nullable", { type: "string", nullable: false }, { type: "string" }],
    [
      "nullable choice",
      { oneOf: [{ type: "string" }, { type: "integer" }], nullable: true },
      { oneOf: [{ type: "string" }, { type: "integer" }, { type: "null" }] },
    ],
    ["nullable anything", { nullable: true, description: "D" }, { description: "D" }],
    [
      "exclusive minimum",
      { type: "integer", minimum: 1, exclusiveMinimum: true },
      { type: "integer", exclusiveMinimum: 1 },
    ],
    ["example", { type: "string", example: "e" }, { type: "string", examples: ["e"] }],
    ["binary", { type: "string", format: "binary" }, { type: "string", format: "binary" }],
  ])("schema: %s", (_name, schema, want) => {
    const upgraded = run(openapi({ parameters: [{ ...query, schema }] }));
    expect(at(operationOf(upgraded), "parameters", "0", "schema")).toEqual(want);
    expect(upgraded.problems).toEqual([]);
  });

  test.each<[string, Json, Json, string[]]>([
    [
      "a parameter without a schema",
      { parameters: [query] },
      { parameters: [{ ...query, schema: { type: "string" } }] },
      [`missing-type ${place}/parameters/0`],
    ],
    [
      "a parameter of Swagger 2.0",
      { parameters: [{ ...query, type: "integer" }] },
      { parameters: [{ ...query, schema: { type: "integer" } }] },
      [`invalid-parameter ${place}/parameters/0/type`],
    ],
    [
      "a parameter with content",
      {
        parameters: [
          {
            ...query,
            content: { "application/json": { schema: { nullable: true, type: "string" } } },
          },
        ],
      },
      {
        parameters: [
          { ...query, content: { "application/json": { schema: { type: ["string", "null"] } } } },
        ],
      },
      [],
    ],
    [
      "a list keeps its own default",
      { parameters: [{ ...query, schema: { type: "array" } }] },
      { parameters: [{ ...query, schema: { type: "array" } }] },
      [],
    ],
    [
      "a body of Swagger 2.0",
      { parameters: [{ name: "b", in: "body", schema: {} }] },
      { parameters: [], requestBody: { content: { "application/json": { schema: {} } } } },
      [`invalid-parameter-location ${place}/parameters/0/in`],
    ],
    [
      "a response of Swagger 2.0",
      { responses: { "200": { description: "", schema: {} } } },
      {
        responses: { "200": { description: "", content: { "application/json": { schema: {} } } } },
      },
      [`invalid-response ${place}/responses/200/schema`],
    ],
    [
      "a broken reference to a body",
      { requestBody: { $ref: "#/components/requestBodies/None" } },
      {},
      [`unresolved-reference ${place}/requestBody/$ref`],
    ],
    [
      "a shared body",
      { requestBody: { $ref: "#/components/requestBodies/B" } },
      { requestBody: { $ref: "#/components/requestBodies/B" } },
      [],
    ],
    [
      "a body elsewhere",
      { requestBody: { $ref: "b.yaml" } },
      { requestBody: { $ref: "b.yaml" } },
      [],
    ],
    [
      "two bodies",
      { parameters: [{ name: "b", in: "body" }], requestBody: { content: {} } },
      { parameters: [], requestBody: { content: {} } },
      [`invalid-parameter-location ${place}/parameters/0/in`, `duplicate-body ${place}/parameters`],
    ],
    [
      "an untidy body",
      {
        requestBody: {
          description: 1,
          required: "true",
          foo: 1,
          content: { "a/b": null, "c/d": { schema: null } },
        },
      },
      { requestBody: { description: "1", required: true, content: { "a/b": {}, "c/d": {} } } },
      [],
    ],
    [
      "a cookie, and how it is written",
      {
        parameters: [
          {
            name: "c",
            in: "cookie",
            style: "form",
            explode: true,
            allowReserved: true,
            allowEmptyValue: true,
            deprecated: true,
            examples: {},
            example: 1,
            schema: true,
          },
        ],
      },
      {
        parameters: [
          {
            name: "c",
            in: "cookie",
            style: "form",
            explode: true,
            allowReserved: true,
            allowEmptyValue: true,
            deprecated: true,
            examples: {},
            example: 1,
            schema: true,
          },
        ],
      },
      [],
    ],
    ["callbacks", { callbacks: {} }, { callbacks: {} }, []],
    ["a body that is null", { requestBody: null }, {}, [`invalid-body ${place}/requestBody`]],
    [
      "a body with a nullable field",
      {
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { properties: { a: { type: "string", nullable: true } } },
            },
          },
        },
      },
      {
        requestBody: {
          required: true,
          content: {
            "application/json": { schema: { properties: { a: { type: ["string", "null"] } } } },
          },
        },
      },
      [],
    ],
  ])("%s", (_name, operation, want, problems) => {
    const components = { requestBodies: { B: { content: {} } } };
    const upgraded = run(openapi(operation, { components }));
    expect([operationOf(upgraded), upgraded.problems]).toEqual([{ responses, ...want }, problems]);
  });

  test("a tidy 3.1 schema is left as it is", () => {
    const S = {
      type: ["string", "null"],
      $ref: "#/components/schemas/T",
      properties: { a: true },
      exclusiveMinimum: 1,
      required: ["a"],
      discriminator: { propertyName: "a" },
    };
    const components = { schemas: { S, T: {} } };
    const { document, problems } = run({
      openapi: "3.1.0",
      info,
      paths: { "/a": { get: {} } },
      components,
    });
    expect([at(document.components.schemas, "S"), problems]).toEqual([S, []]);
  });

  test("servers are kept", () => {
    const servers = [{ url: "https://{h}", variables: { h: { default: "a", description: "D" } } }];
    const { document } = run(openapi({}, { servers }));
    expect(document.servers).toEqual(servers);
  });

  test("what need not change is the same object", () => {
    const document = openapi(
      {
        parameters: [{ ...query, schema: { type: "string" } }],
        requestBody: {
          content: { "application/json": { schema: { $ref: "#/components/schemas/S" } } },
        },
      },
      { components: { schemas: { S: { type: "object", properties: { a: { type: "string" } } } } } },
    );
    const upgraded = run(document);
    expect(operationOf(upgraded)).toBe(at(document, "paths", "/a/{id}", "post"));
    expect(at(upgraded.document.components.schemas, "S")).toBe(
      at(document, "components", "schemas", "S"),
    );
  });
});
