import { describe, expect, test } from "vitest";
import { type Json, run, info, openapi, responses, swagger, operationOf, at } from "./upgraded.ts";

describe("the body of Swagger 2.0", () => {
  const place = "/paths/~1a~1{id}/post";
  const body = { name: "b", in: "body", schema: { type: "object" } };
  const field = { name: "f", in: "formData", type: "string" };
  const file = { name: "g", in: "formData", type: "file", required: true };
  const urlencoded = "application/x-www-form-urlencoded";
  const form = (properties: Json, rest: Json = {}): Json => ({
    type: "object",
    properties,
    ...rest,
  });
  const json = { content: { "application/json": { schema: { type: "object" } } } };

  test.each<[string, Json, unknown, string[]]>([
    ["is JSON where nothing is said", { parameters: [body] }, json, []],
    [
      "has the media types of the operation",
      {
        parameters: [{ ...body, required: true, description: "D" }],
        consumes: ["text/xml", "application/json"],
      },
      {
        description: "D",
        required: true,
        content: {
          "text/xml": { schema: { type: "object" } },
          "application/json": { schema: { type: "object" } },
        },
      },
      [],
    ],
    [
      "without a schema is unknown",
      { parameters: [{ name: "b", in: "body" }] },
      { content: { "application/json": { schema: {} } } },
      [],
    ],
    [
      "with its type beside",
      { parameters: [{ name: "b", in: "body", type: "string" }] },
      { content: { "application/json": { schema: { type: "string" } } } },
      [],
    ],
    [
      "is the first of several",
      { parameters: [body, { ...body, name: "c", schema: {} }] },
      json,
      [`duplicate-body ${place}/parameters`],
    ],
    [
      "is a form",
      { parameters: [{ ...field, description: "D" }] },
      { content: { [urlencoded]: { schema: form({ f: { type: "string", description: "D" } }) } } },
      [],
    ],
    [
      "is multipart where there is a file",
      { parameters: [field, file], consumes: [urlencoded, "multipart/form-data"] },
      {
        required: true,
        content: {
          "multipart/form-data": {
            schema: form(
              { f: { type: "string" }, g: { type: "string", format: "binary" } },
              { required: ["g"] },
            ),
          },
        },
      },
      [],
    ],
    [
      "writes lists of a form as it is told to",
      {
        parameters: [
          { ...field, type: "array", items: { type: "string" }, collectionFormat: "multi" },
          { ...field, name: "h", type: "array", items: { type: "string" } },
        ],
      },
      {
        content: {
          [urlencoded]: {
            schema: form({
              f: { type: "array", items: { type: "string" } },
              h: { type: "array", items: { type: "string" } },
            }),
            encoding: { f: { style: "form", explode: true }, h: { style: "form", explode: false } },
          },
        },
      },
      [],
    ],
    [
      "is a form whatever is consumed",
      { parameters: [field], consumes: ["application/json"] },
      { content: { [urlencoded]: { schema: form({ f: { type: "string" } }) } } },
      [`invalid-form-media-type ${place}`],
    ],
    [
      "wins over a form",
      { parameters: [field, body] },
      json,
      [`conflicting-body ${place}/parameters`],
    ],
    [
      "yields to a form that is consumed",
      { parameters: [body, field], consumes: [urlencoded] },
      { content: { [urlencoded]: { schema: form({ f: { type: "string" } }) } } },
      [`conflicting-body ${place}/parameters`],
    ],
    [
      "is found by `in: form`",
      { parameters: [{ ...field, in: "form" }] },
      { content: { [urlencoded]: { schema: form({ f: { type: "string" } }) } } },
      [`invalid-parameter-location ${place}/parameters/0/in`],
    ],
    ["is shared", { parameters: [{ $ref: "#/parameters/Body" }] }, json, []],
    [
      "is a form of shared fields",
      { parameters: [{ $ref: "#/parameters/Field" }] },
      { content: { [urlencoded]: { schema: form({ f: { type: "string" } }) } } },
      [],
    ],
    [
      "media type in place of a list",
      { parameters: [body], consumes: "application/json" },
      json,
      [`invalid-media-types ${place}/consumes`],
    ],
  ])("%s", (_name, operation, want, problems) => {
    const upgraded = run(swagger(operation, { parameters: { Body: body, Field: field } }));
    expect([at(operationOf(upgraded), "requestBody"), upgraded.problems]).toEqual([want, problems]);
    expect(upgraded.document.components.parameters).toEqual({});
  });

  test.each(["formData", "form-data", "multipart", "form"])("takes `in: %s` for a form", (word) => {
    const upgraded = run(swagger({ parameters: [{ ...field, in: word }] }));
    expect(at(operationOf(upgraded), "requestBody", "content")).toHaveProperty([urlencoded]);
  });

  test("inherits the fields of a form that the operation does not have itself", () => {
    const shared = [field, { ...field, name: "g" }];
    const own = [{ ...field, type: "integer" }];
    const { document } = run({
      swagger: "2.0",
      info,
      paths: { "/a": { parameters: shared, put: { parameters: own, responses } } },
    });
    const content = at(document.paths, "/a", "put", "requestBody", "content", urlencoded);
    expect(content).toEqual({ schema: form({ f: { type: "integer" }, g: { type: "string" } }) });
  });

  test("is inherited from the path", () => {
    const { document } = run({
      swagger: "2.0",
      info,
      consumes: ["text/xml"],
      paths: { "/a": { parameters: [body], put: { responses } } },
    });
    expect(at(document.paths, "/a", "parameters")).toEqual([]);
    expect(at(document.paths, "/a", "put", "requestBody")).toEqual({
      content: { "text/xml": { schema: { type: "object" } } },
    });
  });
});

describe("a media type that can only mean one", () => {
  const schema = { type: "string" };

  test.each([
    ["text/plain; utf-8", "text/plain"],
    ["Text/Plain;\r\nX-Injected: 1", "text/plain"],
    ["", "application/json"],
    [" ", "application/json"],
  ])("%j is read as %s", (given, as) => {
    const upgraded = run(openapi({ requestBody: { content: { [given]: { schema } } } }));
    expect(at(operationOf(upgraded), "requestBody", "content")).toEqual({ [as]: { schema } });
    expect(upgraded.problems.map((one) => one.split(" ")[0])).toEqual(["invalid-media-type"]);
  });

  test("is read so in `consumes` too", () => {
    const parameters = [{ name: "b", in: "body", schema }];
    const upgraded = run(swagger({ parameters, consumes: ["text/plain; utf-8", "text/plain"] }));
    const content = at(operationOf(upgraded), "requestBody", "content");
    expect(content).toEqual({ "text/plain": { schema } });
  });
});
