import { describe, expect, test } from "vitest";
import { type Json, run, info, swagger, operationOf, at } from "./upgraded.ts";

describe("a response of Swagger 2.0", () => {
  const place = "/paths/~1a~1{id}/post/responses";
  const schema = { type: "string" };
  const json = { description: "OK", content: { "application/json": { schema } } };

  test.each<[string, Json, unknown, string[]]>([
    ["without a schema", { "200": { description: "OK" } }, { "200": { description: "OK" } }, []],
    ["with one", { "200": { description: "OK", schema } }, { "200": json }, []],
    ["without a description", { "200": { schema } }, { "200": { ...json, description: "" } }, []],
    [
      "a file",
      { "200": { description: "", schema: { type: "file" } } },
      {
        "200": {
          description: "",
          content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
        },
      },
      [],
    ],
    [
      "an example",
      { "200": { description: "OK", schema, examples: { "application/json": "e" } } },
      { "200": { description: "OK", content: { "application/json": { schema, example: "e" } } } },
      [],
    ],
    [
      "an example by name",
      { "200": { description: "OK", schema, examples: { one: "e" } } },
      {
        "200": {
          description: "OK",
          content: { "application/json": { schema, examples: { one: { value: "e" } } } },
        },
      },
      [],
    ],
    [
      "an example alone",
      { "200": { description: "OK", examples: { "text/csv": "e" } } },
      { "200": { description: "OK", content: { "text/csv": { example: "e" } } } },
      [],
    ],
    [
      "headers",
      { "200": { description: "OK", headers: { H: { type: "integer", description: "D" } } } },
      {
        "200": {
          description: "OK",
          headers: { H: { description: "D", schema: { type: "integer" } } },
        },
      },
      [],
    ],
    [
      "shared",
      { "200": { $ref: "#/responses/R" } },
      { "200": { $ref: "#/components/responses/R" } },
      [],
    ],
    [
      "referred to elsewhere",
      { "200": { description: "OK", schema }, "201": { $ref: `#${place}/200` } },
      { "200": json, "201": json },
      [],
    ],
    [
      "a reference to nothing",
      { "200": { $ref: "#/responses/None" } },
      { "200": { description: "" } },
      [`unresolved-reference ${place}/200/$ref`],
    ],
    [
      "a reference to a schema",
      { "200": { $ref: "#/definitions/Pet" } },
      {
        "200": {
          description: "",
          content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
        },
      },
      [`invalid-response ${place}/200/$ref`],
    ],
    ["null", { "200": null }, { "200": { description: "" } }, [`invalid-response ${place}/200`]],
    [
      "a sentence",
      { "200": "OK" },
      { "200": { description: "OK" } },
      [`invalid-response ${place}/200`],
    ],
    [
      "odd statuses",
      { "2": {}, "95": {}, "Maximum record size": {} },
      {},
      [
        `invalid-status ${place}/2`,
        `invalid-status ${place}/95`,
        `invalid-status ${place}/Maximum record size`,
      ],
    ],
    [
      "statuses that can be told",
      { "200 OK": {}, "4xx": {}, Default: {} },
      { "200": { description: "" }, "4XX": { description: "" }, default: { description: "" } },
      [
        `invalid-status ${place}/200 OK`,
        `invalid-status ${place}/4xx`,
        `invalid-status ${place}/Default`,
      ],
    ],
    [
      "an odd status beside the right one",
      { "200": { description: "OK" }, "200 OK": {} },
      { "200": { description: "OK" } },
      [`invalid-status ${place}/200 OK`],
    ],
    ["an extension", { "x-a": "b" }, { "x-a": "b" }, []],
    [
      "a header without a type",
      { "200": { description: "OK", headers: { H: {} } } },
      { "200": { description: "OK", headers: { H: { schema: { type: "string" } } } } },
      [`missing-type ${place}/200/headers/H`],
    ],
    [
      "a header that is none",
      { "200": { description: "OK", headers: { H: null } } },
      { "200": { description: "OK", headers: {} } },
      [`invalid-parameter ${place}/200/headers/H`],
    ],
    [
      "a header with a name",
      { "200": { description: "OK", headers: { H: { name: "H", in: "header", type: "string" } } } },
      { "200": { description: "OK", headers: { H: { schema: { type: "string" } } } } },
      [],
    ],
    ["elsewhere", { "200": { $ref: "r.yaml" } }, { "200": { $ref: "r.yaml" } }, []],
  ])("%s", (_name, given, want, problems) => {
    const rest = { responses: { R: { description: "R" } }, definitions: { Pet: {} } };
    const upgraded = run(swagger({ responses: given }, rest));
    expect([at(operationOf(upgraded), "responses"), upgraded.problems]).toEqual([want, problems]);
  });

  test.each<[string, Json, string]>([
    ["missing", { responses: undefined }, "missing-responses /paths/~1a~1{id}/post"],
    ["null", { responses: null }, "missing-responses /paths/~1a~1{id}/post/responses"],
    ["a list", { responses: [] }, "missing-responses /paths/~1a~1{id}/post/responses"],
  ])("`responses` %s", (_name, operation, problem) => {
    const upgraded = run(swagger(operation));
    expect([at(operationOf(upgraded), "responses"), upgraded.problems]).toEqual([{}, [problem]]);
  });

  test("has the media types that its operation produces, shared or not", () => {
    const shared = { R: { description: "", schema } };
    const { document } = run({
      swagger: "2.0",
      info,
      produces: ["text/plain"],
      responses: shared,
      paths: {
        "/a": {
          get: { responses: { "200": { $ref: "#/responses/R" } } },
          put: { responses: { "200": { $ref: "#/responses/R" } }, produces: ["text/csv"] },
        },
      },
    });
    expect(document.components.responses).toEqual({
      R: { description: "", content: { "text/plain": { schema } } },
    });
    expect(at(document.paths, "/a", "get", "responses", "200")).toEqual({
      $ref: "#/components/responses/R",
    });
    expect(at(document.paths, "/a", "put", "responses", "200", "content")).toEqual({
      "text/csv": { schema },
    });
  });
});
