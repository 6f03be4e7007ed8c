import { describe, expect, test } from "vitest";
import { run, info, responses, swagger, operationOf, at } from "./upgraded.ts";

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
