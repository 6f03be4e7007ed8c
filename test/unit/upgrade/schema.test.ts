import { describe, expect, test } from "vitest";
import { type Json, run, swagger, openapi, at } from "./upgraded.ts";

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

  test("the values of a discriminator that subtypes give themselves", () => {
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
