import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Positions } from "../../../generator/source/positions.ts";
import { ReadContext, type ReadContextOptions } from "../../../generator/source/read-context.ts";
import { DescriptionError } from "../../../generator/diagnostics/problem.ts";
import { upgrade, type OpenApiDocument } from "../../../generator/upgrade/upgrade.ts";

type Json = Record<string, unknown>;

interface Upgraded {
  readonly document: OpenApiDocument;
  /** As `code pointer`, in the order in which they were reported. */
  readonly problems: readonly string[];
  readonly positions: Positions;
}

function contextOf(document: object, options?: ReadContextOptions): ReadContext {
  const context = new ReadContext(options);
  const locate = () => ({ line: 1, column: 1, text: "" });
  context.positions.add({ file: "api.yaml", locate, rawNumber: () => undefined }, document);
  return context;
}

function run(document: object): Upgraded {
  const context = contextOf(document);
  const upgraded = upgrade(document, context);
  const problems = context.problems.map(({ code, location }) => `${code} ${location.pointer}`);
  return { document: upgraded, problems, positions: context.positions };
}

function refusal(document: object): string {
  try {
    run(document);
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    return error.problems.map(({ code, message }) => `${code}: ${message}`).join("\n");
  }
  return "nothing refused";
}

const info = { title: "T", version: "1" };
const responses = { "200": { description: "OK" } };

/** A Swagger 2.0 description with one operation, `POST /a/{id}`. */
function swagger(operation: Json, rest: Json = {}): Json {
  return {
    swagger: "2.0",
    info,
    paths: { "/a/{id}": { post: { responses, ...operation } } },
    ...rest,
  };
}

/** An OpenAPI 3.0 description with one operation, `POST /a/{id}`. */
function openapi(operation: Json, rest: Json = {}): Json {
  const { swagger: _version, ...description } = swagger(operation, rest);
  return { openapi: "3.0.3", ...description };
}

function operationOf({ document }: Upgraded): unknown {
  return at(document, "paths", "/a/{id}", "post");
}

function at(value: unknown, ...keys: string[]): unknown {
  return keys.reduce<unknown>(
    (node, key) => (typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined),
    value,
  );
}

describe("version", () => {
  test.each([
    ["Swagger 2.0", { swagger: "2.0" }, []],
    ["Swagger 2 as a number", { swagger: 2 }, ["invalid-version /swagger"]],
    ["OpenAPI 3.0", { openapi: "3.0.3" }, []],
    ["OpenAPI 3.1", { openapi: "3.1.0" }, []],
    ["OpenAPI 3.2", { openapi: "3.2.0" }, []],
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
    [
      "only webhooks",
      { openapi: "3.1.0", info, webhooks: {} },
      "missing-paths: The description has only webhooks",
    ],
  ])("refuses %s", (_name, given, want) => {
    expect(refusal(given)).toContain(want);
  });
});

describe("servers of Swagger 2.0", () => {
  test.each<[string, Json, string[], string[]]>([
    ["none without a host", { schemes: ["https"] }, [], []],
    ["by scheme", { host: "h", schemes: ["https", "http"] }, ["https://h", "http://h"], []],
    [
      "with a base path",
      { host: "h:1", basePath: "/v1", schemes: ["http"] },
      ["http://h:1/v1"],
      [],
    ],
    ["no scheme is invented", { host: "h", basePath: "/" }, ["//h"], []],
    ["a base path alone stays relative", { basePath: "/v1" }, ["/v1"], []],
    ["the root alone says nothing", { basePath: "/" }, [], []],
    ["base path without slash", { basePath: "v1" }, ["/v1"], ["invalid-base-path /basePath"]],
    [
      "base path that ends with one",
      { basePath: "/v1/" },
      ["/v1"],
      ["invalid-base-path /basePath"],
    ],
    [
      "base path that is a URL",
      { basePath: "https://h/v1" },
      ["https://h/v1"],
      ["invalid-base-path /basePath"],
    ],
    [
      "base path that is a URL wins over a host",
      { host: "x", basePath: "https://h/v1" },
      ["https://h/v1"],
      ["invalid-base-path /basePath"],
    ],
    [
      "host with a scheme",
      { host: "https://h/", schemes: ["http"] },
      ["https://h"],
      ["invalid-host /host"],
    ],
    [
      "host that stands for one",
      { host: "<vcenter>", basePath: "/v1" },
      ["/v1"],
      ["invalid-host /host"],
    ],
    [
      "one scheme in place of a list",
      { host: "h", schemes: "HTTPS" },
      ["https://h"],
      ["invalid-schemes /schemes"],
    ],
  ])("%s", (_name, given, want, problems) => {
    const upgraded = run(swagger({}, given));
    const urls = (upgraded.document.servers ?? []).map((server) => at(server, "url"));
    expect([urls, upgraded.problems]).toEqual([want, problems]);
  });

  test("an operation's own schemes become its servers", () => {
    const upgraded = run(swagger({ schemes: ["https"] }, { host: "h", schemes: ["http"] }));
    expect(at(operationOf(upgraded), "servers")).toEqual([{ url: "https://h" }]);
  });
});

describe("a parameter of Swagger 2.0", () => {
  const place = "/paths/~1a~1{id}/post/parameters/0";
  const csv = { style: "form", explode: false };
  const strings = { type: "array", items: { type: "string" } };
  const query = { name: "q", in: "query" };

  test.each<[string, unknown, unknown, string[]]>([
    [
      "has its values in a schema",
      { ...query, type: "integer", format: "int32", minimum: 1, default: 2, description: "D" },
      {
        ...query,
        description: "D",
        schema: { type: "integer", format: "int32", minimum: 1, default: 2 },
      },
      [],
    ],
    [
      "keeps extensions",
      { ...query, type: "string", "x-a": 1 },
      { ...query, "x-a": 1, schema: { type: "string" } },
      [],
    ],
    [
      "gives extensions about values to the schema",
      {
        ...query,
        type: "string",
        enum: ["a"],
        "x-ms-enum": { name: "E" },
        "x-enum-varnames": ["A"],
      },
      {
        ...query,
        schema: {
          type: "string",
          enum: ["a"],
          "x-ms-enum": { name: "E" },
          "x-enum-varnames": ["A"],
        },
      },
      [],
    ],
    [
      "may be null",
      { ...query, type: "string", "x-nullable": true },
      { ...query, schema: { type: ["string", "null"] } },
      [],
    ],
    ["writes a list as csv", { ...query, ...strings }, { ...query, ...csv, schema: strings }, []],
    [
      "csv",
      { ...query, ...strings, collectionFormat: "csv" },
      { ...query, ...csv, schema: strings },
      [],
    ],
    [
      "ssv",
      { ...query, ...strings, collectionFormat: "ssv" },
      { ...query, style: "spaceDelimited", explode: false, schema: strings },
      [],
    ],
    [
      "pipes",
      { ...query, ...strings, collectionFormat: "pipes" },
      { ...query, style: "pipeDelimited", explode: false, schema: strings },
      [],
    ],
    [
      "multi",
      { ...query, ...strings, collectionFormat: "multi" },
      { ...query, style: "form", explode: true, schema: strings },
      [],
    ],
    [
      "tsv has no style",
      { ...query, ...strings, collectionFormat: "tsv" },
      { ...query, ...csv, "x-collection-format": "tsv", schema: strings },
      [],
    ],
    [
      "a header writes csv anyway",
      { name: "q", in: "header", ...strings },
      { name: "q", in: "header", schema: strings },
      [],
    ],
    [
      "pipes have no style in a header",
      { name: "q", in: "header", ...strings, collectionFormat: "pipes" },
      { name: "q", in: "header", style: "simple", "x-collection-format": "pipes", schema: strings },
      [],
    ],
    [
      "multi means nothing in a header",
      { name: "q", in: "header", ...strings, collectionFormat: "multi" },
      { name: "q", in: "header", schema: strings },
      [`invalid-collection-format ${place}/collectionFormat`],
    ],
    [
      "an unknown collection format is csv",
      { ...query, ...strings, collectionFormat: "commas" },
      { ...query, ...csv, schema: strings },
      [`invalid-collection-format ${place}/collectionFormat`],
    ],
    [
      "keeps the collection format of inner lists",
      { ...query, type: "array", items: { ...strings, collectionFormat: "pipes" } },
      {
        ...query,
        ...csv,
        schema: { type: "array", items: { ...strings, "x-collection-format": "pipes" } },
      },
      [],
    ],
    [
      "without a type is a string",
      query,
      { ...query, schema: { type: "string" } },
      [`missing-type ${place}`],
    ],
    [
      "without a type, with items",
      { ...query, items: { type: "string" } },
      { ...query, ...csv, schema: strings },
      [`missing-type ${place}`],
    ],
    [
      "without a type, with a format",
      { ...query, format: "int64" },
      { ...query, schema: { type: "integer", format: "int64" } },
      [`missing-type ${place}`],
    ],
    [
      "a list without items",
      { ...query, type: "array" },
      { ...query, ...csv, schema: strings },
      [`missing-type ${place}`],
    ],
    [
      "a type in mark-up",
      { ...query, type: "<td>int</td>" },
      { ...query, schema: { type: "integer" } },
      [`invalid-type ${place}/type`],
    ],
    [
      "a list type in words",
      { ...query, type: "string array" },
      { ...query, ...csv, schema: strings },
      [`invalid-type ${place}/type`],
    ],
    [
      "Timestamp",
      { ...query, type: "Timestamp" },
      { ...query, schema: { type: "string", format: "date-time" } },
      [`invalid-type ${place}/type`],
    ],
    [
      "a type that tells nothing",
      { ...query, type: "Widget" },
      { ...query, schema: { type: "string" } },
      [`invalid-type ${place}/type`],
    ],
    [
      "an enum that is no list",
      { ...query, type: "string", enum: "a" },
      { ...query, schema: { type: "string" } },
      [`invalid-enum ${place}/enum`],
    ],
    [
      "a default of another type is left",
      { ...query, type: "integer", default: "x" },
      { ...query, schema: { type: "integer", default: "x" } },
      [],
    ],
    [
      "white space around the name",
      { name: " q\n", in: "query", type: "string" },
      { ...query, schema: { type: "string" } },
      [`untrimmed-name ${place}/name`],
    ],
    [
      "a name of two lines",
      { name: "q\nx", in: "query", type: "string" },
      { name: "q\nx", in: "query", schema: { type: "string" } },
      [`invalid-parameter-name ${place}/name`],
    ],
    [
      "required in quotes",
      { ...query, type: "string", required: "true" },
      { ...query, required: true, schema: { type: "string" } },
      [`invalid-required ${place}/required`],
    ],
    [
      "not required in words",
      { ...query, type: "string", required: "no" },
      { ...query, required: false, schema: { type: "string" } },
      [`invalid-required ${place}/required`],
    ],
    [
      "`in` in capitals",
      { name: "q", in: "Query", type: "string" },
      { ...query, schema: { type: "string" } },
      [`invalid-parameter-location ${place}/in`],
    ],
    [
      "`in: url` with a template",
      { name: "id", in: "url", type: "string", required: true },
      { name: "id", in: "path", required: true, schema: { type: "string" } },
      [`invalid-parameter-location ${place}/in`],
    ],
    [
      "`in: url` without one",
      { name: "q", in: "url", type: "string" },
      { ...query, schema: { type: "string" } },
      [`invalid-parameter-location ${place}/in`],
    ],
    [
      "no `in`",
      { name: "q", type: "string" },
      { ...query, schema: { type: "string" } },
      [`invalid-parameter-location ${place}`],
    ],
    [
      "an unknown `in` is left out",
      { name: "q", in: "dust", type: "string" },
      undefined,
      [`invalid-parameter-location ${place}/in`],
    ],
    [
      "no name is left out",
      { in: "query", type: "string" },
      undefined,
      [`missing-parameter-name ${place}`],
    ],
    [
      "an empty name is left out",
      { ...query, name: " " },
      undefined,
      [`missing-parameter-name ${place}`],
    ],
    [
      "a number for a name",
      { ...query, name: 1, type: "string" },
      { ...query, name: "1", schema: { type: "string" } },
      [],
    ],
    [
      "no description in place of one",
      { ...query, type: "string", description: null },
      { ...query, schema: { type: "string" } },
      [],
    ],
    ["a reference to elsewhere is kept", { $ref: "other.yaml#/P" }, { $ref: "other.yaml#/P" }, []],
    ["null is left out", null, undefined, [`invalid-parameter ${place}`]],
    ["a word is left out", "q", undefined, [`invalid-parameter ${place}`]],
    [
      "a reference to nothing is left out",
      { $ref: "#/parameters/None" },
      undefined,
      [`unresolved-reference ${place}/$ref`],
    ],
    [
      "a reference to a schema is left out",
      { $ref: "#/definitions/Pet" },
      undefined,
      [`unresolved-reference ${place}/$ref`],
    ],
    [
      "a path parameter is required",
      { name: "id", in: "path", type: "string" },
      { name: "id", in: "path", required: true, schema: { type: "string" } },
      [`optional-path-parameter ${place}`],
    ],
    [
      "one that is in no path is left",
      { name: "x", in: "path", type: "string" },
      { name: "x", in: "path", schema: { type: "string" } },
      [],
    ],
    [
      "a schema in place of a type",
      { ...query, schema: { type: "string" } },
      { ...query, schema: { type: "string" } },
      [`invalid-parameter ${place}/schema`],
    ],
    [
      "no `in`, but a schema, is a body",
      { name: "b", schema: {} },
      undefined,
      [`invalid-parameter-location ${place}`],
    ],
    [
      "a 32-bit format",
      { ...query, format: "int32" },
      { ...query, schema: { type: "integer", format: "int32" } },
      [`missing-type ${place}`],
    ],
    [
      "`in` in the plural",
      { name: "q", in: "headers", type: "string" },
      { name: "q", in: "header", schema: { type: "string" } },
      [`invalid-parameter-location ${place}/in`],
    ],
    [
      "every extension about values",
      { ...query, type: "string", "x-enum-descriptions": 1, "x-enumNames": 2 },
      { ...query, schema: { type: "string", "x-enum-descriptions": 1, "x-enumNames": 2 } },
      [],
    ],
  ])("%s", (_name, given, want, problems) => {
    const upgraded = run(
      swagger({ parameters: [given] }, { definitions: { Pet: { type: "object" } } }),
    );
    const parameters = at(operationOf(upgraded), "parameters");
    expect([parameters, upgraded.problems]).toEqual([want === undefined ? [] : [want], problems]);
  });

  test("is not required where the path does without it", () => {
    const given = { parameters: [{ name: "k", in: "path", type: "string" }], responses };
    const { document, problems } = run({
      swagger: "2.0",
      info,
      paths: { "/a?k={k}": { get: given }, "/b/{k?}": { get: given } },
    });
    const required = ["/a?k={k}", "/b/{k?}"].map((key) =>
      at(document.paths, key, "get", "parameters", "0", "required"),
    );
    expect([required, problems]).toEqual([[undefined, undefined], []]);
  });

  test.each<[string, unknown, unknown, string[]]>([
    ["null", null, undefined, ["invalid-parameter /paths/~1a~1{id}/parameters"]],
    [
      "a map by name",
      { q: { in: "query", type: "string" } },
      [{ name: "q", in: "query", schema: { type: "string" } }],
      ["invalid-parameter /paths/~1a~1{id}/parameters"],
    ],
    [
      "one parameter",
      { name: "q", in: "query", type: "string" },
      [{ name: "q", in: "query", schema: { type: "string" } }],
      ["invalid-parameter /paths/~1a~1{id}/parameters"],
    ],
  ])("in place of a list: %s", (_name, parameters, want, problems) => {
    const upgraded = run({
      swagger: "2.0",
      info,
      paths: { "/a/{id}": { parameters, get: { responses } } },
    });
    expect([at(upgraded.document.paths, "/a/{id}", "parameters"), upgraded.problems]).toEqual([
      want,
      problems,
    ]);
  });

  test("is referred to where it is shared", () => {
    const parameters = { "a/b": { name: "q", in: "query", type: "string" } };
    const { document, problems } = run(
      swagger({ parameters: [{ $ref: "#/parameters/a~1b" }] }, { parameters }),
    );
    expect(at(document.paths, "/a/{id}", "post", "parameters")).toEqual([
      { $ref: "#/components/parameters/a~1b" },
    ]);
    expect(document.components.parameters).toEqual({
      "a/b": { name: "q", in: "query", schema: { type: "string" } },
    });
    expect(problems).toEqual([]);
  });
});

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

describe("a schema of Swagger 2.0", () => {
  const place = "/definitions/S";
  const pet = "#/components/schemas/Pet";
  const nothing = { type: "null" };

  test.each<[string, unknown, unknown, string[]]>([
    ["a reference", { $ref: "#/definitions/Pet" }, { $ref: pet }, []],
    [
      "references within",
      {
        properties: { a: { items: { $ref: "#/definitions/Pet" } } },
        allOf: [{ $ref: "#/definitions/Pet" }],
        additionalProperties: { $ref: "#/definitions/Pet" },
      },
      {
        properties: { a: { items: { $ref: pet } } },
        allOf: [{ $ref: pet }],
        additionalProperties: { $ref: pet },
      },
      [],
    ],
    [
      "a reference with escapes",
      { $ref: "#/definitions/List%C2%ABPet%C2%BB" },
      { $ref: "#/components/schemas/List«Pet»" },
      [],
    ],
    [
      "a name that is not escaped",
      { $ref: "#/definitions/a/b" },
      { $ref: "#/components/schemas/a~1b" },
      [],
    ],
    [
      "a reference into a schema",
      { $ref: "#/definitions/Pet/properties/id" },
      { $ref: "#/components/schemas/_23_2Fdefinitions_2FPet_2Fproperties_2Fid" },
      [],
    ],
    [
      "a reference to where nothing but a reference stands",
      { $ref: "#/definitions/Pet/properties/friend" },
      { $ref: pet },
      [],
    ],
    [
      "annotations beside a reference",
      { $ref: "#/definitions/Pet", description: "D", type: "string" },
      { $ref: pet, description: "D" },
      [],
    ],
    [
      "an addition beside a reference",
      { $ref: "#/definitions/Pet", properties: {} },
      { $ref: pet, properties: {} },
      [`ref-siblings ${place}/properties`],
    ],
    [
      "a reference to nothing",
      { $ref: "#/definitions/None" },
      {},
      [`unresolved-reference ${place}/$ref`],
    ],
    [
      "a reference to itself",
      { $ref: "#/definitions/S" },
      {},
      [`circular-reference ${place}/$ref`],
    ],
    [
      "a reference to a parameter",
      { $ref: "#/parameters/P" },
      {},
      [`unresolved-reference ${place}/$ref`],
    ],
    ["a reference that is none", { $ref: 1 }, {}, [`unresolved-reference ${place}/$ref`]],
    [
      "a property named $ref",
      { properties: { $ref: { type: "string" } } },
      { properties: { $ref: { type: "string" } } },
      [],
    ],
    ["a reference to elsewhere", { $ref: "other.yaml#/Pet" }, { $ref: "other.yaml#/Pet" }, []],
    ["null", { type: "string", "x-nullable": true }, { type: ["string", "null"] }, []],
    [
      "null in an enum",
      { type: "string", enum: ["a"], "x-nullable": true },
      { type: ["string", "null"], enum: ["a", null] },
      [],
    ],
    [
      "null or a reference",
      { $ref: "#/definitions/Pet", description: "D", "x-nullable": true },
      { description: "D", anyOf: [{ $ref: pet }, nothing] },
      [],
    ],
    [
      "null or all of",
      { allOf: [{ $ref: "#/definitions/Pet" }], "x-nullable": true },
      { anyOf: [{ allOf: [{ $ref: pet }] }, nothing] },
      [],
    ],
    [
      "not null",
      { type: "string", "x-nullable": false },
      { type: "string", "x-nullable": false },
      [],
    ],
    [
      "exclusive limits",
      { minimum: 1, exclusiveMinimum: true, maximum: 2, exclusiveMaximum: false },
      { exclusiveMinimum: 1, maximum: 2 },
      [],
    ],
    ["an example", { type: "string", example: "e" }, { type: "string", examples: ["e"] }, []],
    [
      "null or a reference that says more",
      {
        $ref: "#/definitions/Pet",
        "x-nullable": true,
        default: 1,
        deprecated: true,
        example: 1,
        externalDocs: {},
        readOnly: true,
        summary: "S",
        title: "T",
        writeOnly: true,
        xml: {},
      },
      {
        anyOf: [{ $ref: pet }, nothing],
        default: 1,
        deprecated: true,
        examples: [1],
        externalDocs: {},
        readOnly: true,
        summary: "S",
        title: "T",
        writeOnly: true,
        xml: {},
      },
      [],
    ],
    [
      "an odd format is kept",
      { type: "long", format: "f" },
      { type: "integer", format: "f" },
      [`invalid-type ${place}/type`],
    ],
    [
      "a discriminator of nothing",
      { discriminator: "" },
      {},
      [`invalid-schema ${place}/discriminator`],
    ],
    [
      "names that are none",
      { required: ["a", 1] },
      { required: ["a"] },
      [`invalid-required ${place}/required`],
    ],
    ["all of nothing", { allOf: [] }, {}, [`invalid-schema ${place}/allOf`]],
    [
      "any of several items",
      { items: [{ type: "string" }, true] },
      { items: { anyOf: [{ type: "string" }, true] } },
      [`invalid-schema ${place}/items`],
    ],
    ["a discriminator", { discriminator: "kind" }, { discriminator: { propertyName: "kind" } }, []],
    [
      "what is not for schemas",
      { readOnly: true, externalDocs: { url: "u" }, "x-ms-enum": {}, "x-enum-varnames": [] },
      { readOnly: true, externalDocs: { url: "u" }, "x-ms-enum": {}, "x-enum-varnames": [] },
      [],
    ],
    [
      "an odd type",
      { type: "long" },
      { type: "integer", format: "int64" },
      [`invalid-type ${place}/type`],
    ],
    ["a type in capitals", { type: "String" }, { type: "string" }, [`invalid-type ${place}/type`]],
    ["a schema's name as a type", { type: "Pet" }, { $ref: pet }, [`invalid-type ${place}/type`]],
    ["a type that tells nothing", { type: "Widget" }, {}, [`invalid-type ${place}/type`]],
    ["no type", { type: null }, {}, [`invalid-type ${place}/type`]],
    [
      "null among types",
      { type: ["string", null] },
      { type: ["string", "null"] },
      [`invalid-type ${place}/type`],
    ],
    ["an enum that is no list", { enum: "a" }, {}, [`invalid-enum ${place}/enum`]],
    ["an enum of nothing", { enum: [] }, {}, [`invalid-enum ${place}/enum`]],
    [
      "required on a property",
      { properties: { a: { type: "string", required: true } } },
      { properties: { a: { type: "string" } }, required: ["a"] },
      [`invalid-required ${place}/properties/a/required`],
    ],
    [
      "items as a list",
      { type: "array", items: [{ type: "string" }] },
      { type: "array", items: { type: "string" } },
      [`invalid-schema ${place}/items`],
    ],
    [
      "all of one",
      { allOf: { type: "string" } },
      { allOf: [{ type: "string" }] },
      [`invalid-schema ${place}/allOf`],
    ],
    ["properties that are no map", { properties: [] }, {}, [`invalid-schema ${place}/properties`]],
    [
      "a property that is a word",
      { properties: { a: "string" } },
      { properties: { a: { type: "string" } } },
      [`invalid-schema ${place}/properties/a`],
    ],
    ["null in place of it", null, {}, [`invalid-schema ${place}`]],
  ])("%s", (_name, given, want, problems) => {
    const definitions = {
      S: given,
      Pet: { properties: { id: {}, friend: { $ref: "#/definitions/Pet" } } },
      "List«Pet»": {},
      "a/b": {},
    };
    const parameters = { P: { name: "p", in: "query", type: "string" } };
    const upgraded = run(swagger({}, { definitions, parameters }));
    expect([at(upgraded.document.components.schemas, "S"), upgraded.problems]).toEqual([
      want,
      problems,
    ]);
  });

  test.each([
    ["int", { type: "integer" }],
    ["float", { type: "number", format: "float" }],
    ["Double", { type: "number", format: "double" }],
    ["bool", { type: "boolean" }],
    ["date", { type: "string", format: "date" }],
    ["datetime", { type: "string", format: "date-time" }],
    ["date-time", { type: "string", format: "date-time" }],
    ["uuid", { type: "string", format: "uuid" }],
    ["string,", { type: "string" }],
    ["integer(int64)", { type: "integer", format: "int64" }],
    ["unsigned int32", { type: "integer", format: "int32" }],
    ["List<string>", { type: "array", items: { type: "string" } }],
    ["array of ints", { type: "array", items: { type: "integer" } }],
    ["long[]", { type: "array", items: { type: "integer", format: "int64" } }],
    ["string or integer", {}],
    ["any", {}],
  ])("the type %s", (type, want) => {
    const { document } = run(swagger({}, { definitions: { S: { type } } }));
    expect(at(document.components.schemas, "S")).toEqual(want);
  });

  test.each([
    ["schema", "additionalItems additionalProperties contains else if items not propertyNames"],
    ["schema", "then unevaluatedItems unevaluatedProperties"],
    ["list", "allOf anyOf oneOf prefixItems"],
    ["map", "$defs definitions dependentSchemas patternProperties properties"],
  ])("what lies within a %s is upgraded too: %s", (holds, keywords) => {
    const hold = (schema: Json): unknown =>
      holds === "schema" ? schema : holds === "list" ? [schema] : { a: schema };
    const all = (schema: Json): Json =>
      Object.fromEntries(keywords.split(" ").map((key) => [key, hold(schema)]));
    const given = all({ type: "string", "x-nullable": true });
    const { document } = run(swagger({}, { definitions: { S: given } }));
    expect(document.components.schemas).toEqual({ S: all({ type: ["string", "null"] }) });
  });

  test("a schema that stands in two places is upgraded once", () => {
    const shared = { type: "string", "x-nullable": true };
    const { document } = run(swagger({}, { definitions: { A: shared, B: { items: shared } } }));
    const { A, B } = document.components.schemas;
    expect(at(B, "items")).toBe(A);
  });

  test("the values of a discriminator that heirs give themselves", () => {
    const { document } = run(
      swagger(
        {},
        {
          definitions: {
            Pet: { type: "object", discriminator: "kind" },
            Cat: { allOf: [{ $ref: "#/definitions/Pet" }], "x-ms-discriminator-value": "#cat" },
            Lion: { allOf: [{ $ref: "#/definitions/Cat" }], "x-ms-discriminator-value": "#lion" },
          },
        },
      ),
    );
    expect(at(document.components.schemas, "Pet", "discriminator")).toEqual({
      propertyName: "kind",
      mapping: { "#cat": "#/components/schemas/Cat", "#lion": "#/components/schemas/Lion" },
    });
  });

  test("a schema in the middle of the description gets a name where it is referred to", () => {
    const { document } = run(
      swagger({
        responses: {
          "200": { description: "", schema: { type: "string" } },
          "201": {
            description: "",
            schema: { $ref: "#/paths/~1a~1%7Bid%7D/post/responses/200/schema" },
          },
        },
      }),
    );
    const [[name, schema] = []] = Object.entries(document.components.schemas);
    expect(schema).toEqual({ type: "string" });
    expect(at(document.paths, "/a/{id}", "post", "responses", "201", "content")).toEqual({
      "application/json": { schema: { $ref: `#/components/schemas/${String(name)}` } },
    });
  });
});

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

  test("servers lose what the validator does not know", () => {
    const servers = [{ url: "https://{h}", variables: { h: { default: "a", description: "D" } } }];
    const { document } = run(openapi({}, { servers }));
    expect(document.servers).toEqual([{ url: "https://{h}", variables: { h: { default: "a" } } }]);
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

test.each<[string, Json, string]>([
  [
    "missing-type",
    { parameters: [{ name: "q", in: "query" }] },
    "`type` is missing; treating the value as string.",
  ],
  [
    "invalid-type",
    { parameters: [{ name: "q", in: "query", type: "list of int" }] },
    "`list of int` is not a valid type; treating it as an array of integer.",
  ],
  [
    "invalid-parameter-location",
    { parameters: [{ name: "q", in: "form", type: "string" }] },
    "The location `form` is not valid; treating it as formData.",
  ],
  [
    "invalid-parameter-location",
    { parameters: [{ name: "q", type: "string" }] },
    "The parameter has no `in`; treating it as query.",
  ],
  [
    "invalid-parameter-location",
    { parameters: [{ name: "q", in: "dust", type: "string" }] },
    "The location `dust` is not valid; ignoring the parameter.",
  ],
  ["invalid-status", { responses: { "2": {} } }, "`2` is not a valid status; ignoring it."],
  [
    "invalid-status",
    { responses: { "2xx": {} } },
    "`2xx` is not a valid status; treating it as 2XX.",
  ],
  [
    "missing-responses",
    { responses: null },
    "`responses` is not an object; the response type is unknown.",
  ],
  [
    "unresolved-reference",
    { parameters: [{ $ref: "#/parameters/P" }] },
    "`#/parameters/P` refers to nothing; ignoring it.",
  ],
  [
    "invalid-media-types",
    { consumes: "a/b", parameters: [{ name: "b", in: "body" }] },
    "`consumes` is not an array; treating it as an array of one.",
  ],
  [
    "invalid-required",
    { parameters: [{ name: "q", in: "query", type: "string", required: "true" }] },
    "`required` is `true`, neither true nor false; treating it as true.",
  ],
])("%s says what was done: %#", (code, operation, want) => {
  const losses = ["unresolved-reference", "invalid-parameter-location"];
  const document = swagger(operation);
  const context = contextOf(document);
  upgrade(document, context);
  const isLoss = losses.includes(code) && want.includes("ignoring");
  const severity = isLoss ? "error" : "warning";
  expect(context.problems).toMatchObject([{ code, severity, message: want }]);
});

test("a loss is a warning once its code is allowed", () => {
  const document = swagger({ parameters: [{ $ref: "#/parameters/P" }] });
  const severities = { "unresolved-reference": "warning" } as const;
  const context = contextOf(document, { severities });
  upgrade(document, context);
  expect(context.problems).toMatchObject([{ severity: "warning" }]);
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
      { numRuns: 1000 },
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

test.each<[string, unknown]>([
  ["minimum", "5"],
  ["maximum", null],
  ["exclusiveMinimum", "1"],
  ["multipleOf", 0],
  ["maxLength", -1],
  ["minItems", 1.5],
  ["maxProperties", [1]],
])("a schema's `%s: %j` is ignored and reported", (key, value) => {
  const schemas = { A: { type: "number", [key]: value } };
  const { document, problems } = run(openapi({}, { components: { schemas } }));
  expect(at(document, "components", "schemas", "A", key)).toBeUndefined();
  expect(problems).toEqual([`invalid-schema /components/schemas/A/${key}`]);
});
