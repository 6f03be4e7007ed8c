import { describe, expect, test } from "vitest";
import { Shapes, type XmlRules } from "../../../generator/protocols/derive-shape.ts";

const location = { file: "api.yaml", pointer: "", line: 1, column: 1 };
const tag = { type: "object", properties: { Key: { type: "string" } } };
const tags = { type: "array", items: { $ref: "#/components/schemas/Tag" } };

function shapes(rules: XmlRules): Shapes {
  const schemas = { Tag: tag, Tags: tags, Loop: { type: "array", items: { $ref: ref("Loop") } } };
  return new Shapes(
    Object.entries(schemas).map(([name, schema]) => ({ name, schema, sourceLocation: location })),
    rules,
  );
}

function ref(name: string): string {
  return `#/components/schemas/${name}`;
}

describe("the member of a structure", () => {
  const list = { type: "array", items: { type: "string" } };
  const named = { type: "array", items: { type: "string", xml: { name: "Item" } } };

  // A list has its element, its items' element, and whether it has an element of its own at all.
  test.each<[name: string, schema: object, aws: readonly unknown[], openapi: readonly unknown[]]>([
    ["a plain list", list, ["P", "member", false], ["P", "P", true]],
    ["a list with named items", named, ["P", "Item", false], ["Item", "Item", true]],
    [
      "a list that is wrapped",
      { ...named, xml: { wrapped: true } },
      ["P", "Item", false],
      ["P", "Item", false],
    ],
    [
      "a list that is not wrapped",
      { ...named, xml: { wrapped: false } },
      ["Item", "Item", true],
      ["Item", "Item", true],
    ],
    [
      "a wrapped list with a name",
      { ...list, xml: { name: "Q", wrapped: true } },
      ["Q", "member", false],
      ["Q", "Q", false],
    ],
  ])("%s", (_, schema, aws, openapi) => {
    const found = (["aws", "openapi"] as const).map((rules) => {
      const { name, shape } = shapes(rules).memberOf("P", schema);
      return shape.kind === "list" ? [name, shape.item, shape.flat] : shape;
    });
    expect(found).toEqual([aws, openapi]);
  });

  test("may be an attribute, and have a name of its own in forms", () => {
    const xml = { name: "q", attribute: true };
    const schema = { type: "string", xml, "x-aws-query-name": "QueryQ" };
    expect(shapes("aws").memberOf("P", schema)).toMatchObject({
      property: "P",
      name: "q",
      attribute: true,
      form: "QueryQ",
      shape: { kind: "string" },
    });
  });
});

describe("the shape of a schema", () => {
  test.each<[name: string, schema: object, shape: unknown]>([
    ["text", { type: "string" }, { kind: "string" }],
    ["a number", { type: "integer" }, { kind: "number" }],
    ["a time", { type: "string", format: "date-time" }, { kind: "time" }],
    [
      "a time in seconds",
      { type: "string", format: "date-time", "x-aws-timestamp": "unixTimestamp" },
      { kind: "epoch-seconds" },
    ],
    ["a named structure", { $ref: ref("Tag") }, { kind: "reference", name: "Tag" }],
    ["what may be either", { type: ["string", "integer"] }, { kind: "any" }],
    [
      "a map, with its own names for keys and values",
      {
        type: "object",
        additionalProperties: { type: "integer" },
        "x-aws-map": { key: "K", value: "V" },
      },
      { kind: "map", key: "K", value: "V", flat: false, of: { kind: "number" } },
    ],
    [
      "a map, with namespaces of its own for keys and values",
      {
        type: "object",
        additionalProperties: { type: "string", xml: { namespace: "urn:v" } },
        "x-aws-map": { keyNamespace: "urn:k" },
      },
      { kind: "map", key: "key", keyNamespace: "urn:k", valueNamespace: "urn:v" },
    ],
  ])("%s", (_, schema, shape) => {
    expect(shapes("aws").of(schema)).toMatchObject(shape as object);
  });

  test("a structure of AWS that is not wrapped has flat lists, where these have a name", () => {
    const whole = { $ref: ref("Tags") };
    const schema = {
      type: "object",
      xml: { wrapped: false },
      properties: { Named: { allOf: [whole, { xml: { name: "Tag" } }] }, Plain: whole },
    };
    const members = (rules: XmlRules): unknown =>
      shapes(rules)
        .membersOf(schema)
        ?.map(({ name, shape }) => [name, shape.kind === "list" && shape.flat]);
    expect(members("aws")).toEqual([
      ["Tag", true],
      ["Plain", false],
    ]);
  });

  test("a structure of AWS that has an attribute has it where the name has a prefix", () => {
    const schema = {
      type: "object",
      xml: { attribute: true, namespace: "urn:instance" },
      properties: {
        Type: { type: "string", xml: { name: "xsi:type" } },
        ID: { type: "string" },
      },
    };
    expect(shapes("aws").of(schema)).toMatchObject({
      namespace: ["xsi", "urn:instance"],
      members: [
        { name: "xsi:type", attribute: true },
        { name: "ID", attribute: false },
      ],
    });
    expect(shapes("openapi").of(schema)).toMatchObject({
      namespace: "urn:instance",
      members: [{ attribute: false }, { attribute: false }],
    });
  });

  test("a list of itself has a bottom", () => {
    expect(shapes("aws").of({ $ref: ref("Loop") })).toMatchObject({
      kind: "list",
      of: { kind: "any" },
    });
  });

  test("a named list is written out, and its structures are referred to", () => {
    expect(shapes("aws").of({ $ref: ref("Tags") })).toMatchObject({
      kind: "list",
      of: { kind: "reference", name: "Tag" },
    });
  });
});
