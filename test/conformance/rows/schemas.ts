import type { Row } from "./row.ts";

/** The schemas by name, and which values the types of one of them take and refuse. */
const typed = (
  name: string,
  schemas: Readonly<Record<string, object>>,
  takes: readonly string[],
  refuses: readonly string[],
  more: Partial<Row> & { readonly type?: string } = {},
): Row => {
  const { type = "Model", ...facts } = more;
  const content = { "application/json": { schema: { $ref: `#/components/schemas/${type}` } } };
  return {
    name,
    clause: "JSON Schema 2020-12",
    operation: { responses: { 200: { description: "", content } } },
    root: { components: { schemas } },
    types: [{ type, takes, refuses }],
    ...facts,
  };
};

const string = { type: "string" };
const number = { type: "number" };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, more: object = {}): object => ({
  type: "object",
  properties,
  ...more,
});
const cat = object({ kind: string, meow: string }, { required: ["kind", "meow"] });
const dog = object({ kind: string, bark: number }, { required: ["kind", "bark"] });
const mapping = { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" };
const discriminator = { propertyName: "kind", mapping };

export const schemas: readonly Row[] = [
  typed(
    "required and optional",
    { Model: object({ a: string, b: number }, { required: ["a"] }) },
    ['{ a: "" }', '{ a: "", b: 1 }'],
    ["{}", '{ a: "", b: "" }'],
  ),
  typed(
    "null in 3.1",
    { Model: object({ a: { type: ["string", "null"] } }) },
    ["{ a: null }", '{ a: "" }'],
    ["{ a: 1 }"],
  ),
  typed("an enum of strings", { Model: { type: "string", enum: ["a", "b"] } }, ['"a"'], ['"c"']),
  typed("an enum of numbers", { Model: { type: "integer", enum: [1, 2] } }, ["1"], ["3"]),
  typed(
    "an enum of several types",
    { Model: { enum: ["a", 1, true, null] } },
    ['"a"', "1", "true", "null"],
    ["2", "false"],
  ),
  typed("const", { Model: object({ a: { const: "x" } }) }, ['{ a: "x" }'], ['{ a: "y" }']),
  typed(
    "oneOf consts with titles",
    {
      Model: {
        oneOf: [
          { const: "a", title: "A" },
          { const: "b", title: "B" },
        ],
      },
    },
    ['"a"', '"b"'],
    ['"c"'],
  ),
  typed("a list", { Model: { type: "array", items: string } }, ['["a"]', "[]"], ["[1]"]),
  typed(
    "a tuple",
    { Model: { type: "array", prefixItems: [string, number], items: false, minItems: 2 } },
    ['["a", 1]'],
    ['["a", "b"]', '["a", 1, 2]'],
  ),
  typed(
    "a tuple with further items",
    { Model: { type: "array", prefixItems: [string], items: number, minItems: 1 } },
    ['["a"]', '["a", 1, 2]'],
    ['["a", "b"]'],
  ),
  typed(
    "a map",
    { Model: { type: "object", additionalProperties: number } },
    ["{ a: 1 }"],
    ['{ a: "" }'],
  ),
  typed(
    "a map of listed names",
    {
      Model: { type: "object", propertyNames: { enum: ["a", "b"] }, additionalProperties: number },
    },
    ["{ a: 1 }"],
    ["{ c: 1 }"],
  ),
  typed(
    "no additional properties",
    { Model: object({ a: string }, { additionalProperties: false }) },
    ['{ a: "" }'],
    ["{ b: 1 }"],
  ),
  typed(
    "typed additional properties beside others",
    { Model: object({ a: string }, { required: ["a"], additionalProperties: number }) },
    ['{ a: "", b: 1 }'],
    ["{ a: 1 }", "{ b: 1 }"],
  ),
  typed(
    "required of an undeclared property",
    { Model: object({ a: string }, { required: ["b"] }) },
    ["{ b: 1 }"],
    ['{ a: "" }'],
  ),
  typed(
    "allOf",
    {
      Base: object({ a: string }, { required: ["a"] }),
      Model: { allOf: [ref("Base"), object({ b: number }, { required: ["b"] })] },
    },
    ['{ a: "", b: 1 }'],
    ["{ b: 1 }", '{ a: "" }'],
  ),
  typed(
    "allOf whose second part requires of the first",
    { Base: object({ a: string }), Model: { allOf: [ref("Base"), { required: ["a"] }] } },
    ['{ a: "" }'],
    ["{}"],
  ),
  typed("oneOf", { Model: { oneOf: [string, number] } }, ['""', "1"], ["true"]),
  typed(
    "anyOf beside properties",
    {
      Model: {
        ...object({ a: string }, { required: ["a"] }),
        anyOf: [
          object({ b: number }, { required: ["b"] }),
          object({ c: number }, { required: ["c"] }),
        ],
      },
    },
    ['{ a: "", b: 1 }', '{ a: "", c: 1 }'],
    ['{ a: "" }', "{ b: 1 }"],
  ),
  typed(
    "a union with a discriminator",
    { Cat: cat, Dog: dog, Model: { oneOf: [ref("Cat"), ref("Dog")], discriminator } },
    ['{ kind: "cat", meow: "" }', '{ kind: "dog", bark: 1 }'],
    ['{ kind: "cat", bark: 1 }', '{ kind: "cow", meow: "" }'],
    { clause: "OpenAPI 3.1.1, 4.8.25" },
  ),
  typed(
    "a base with a discriminator is one of its subtypes",
    {
      Model: object({ kind: string }, { required: ["kind"], discriminator }),
      Cat: { allOf: [ref("Model"), object({ meow: string }, { required: ["meow"] })] },
      Dog: { allOf: [ref("Model"), object({ bark: number }, { required: ["bark"] })] },
    },
    ['{ kind: "cat", meow: "" }', '{ kind: "dog", bark: 1 }'],
    ['{ kind: "cat", bark: 1 }'],
    { clause: "OpenAPI 3.1.1, 4.8.25" },
  ),
  typed(
    "a schema that holds itself",
    { Model: object({ children: { type: "array", items: ref("Model") } }) },
    ["{ children: [{ children: [] }] }"],
    ["{ children: [1] }"],
  ),
  typed("true and false", { Model: object({ a: true, b: false }) }, ["{ a: 1 }"], ["{ b: 1 }"]),
  typed(
    "a property that is no identifier",
    { Model: object({ "a-b": string, "c d": number }) },
    ['{ "a-b": "" }', '{ "c d": 1 }'],
    ['{ "a-b": 1 }'],
  ),
  typed(
    "names of built-in types",
    { Model: object({ a: ref("String") }), String: object({ b: number }) },
    ["{ a: { b: 1 } }"],
    ['{ a: "" }'],
  ),
  typed(
    "a $ref beside a description",
    { Base: string, Model: object({ a: { ...ref("Base"), description: "x" } }) },
    ['{ a: "" }'],
    ["{ a: 1 }"],
  ),
  typed(
    "a $defs of its own",
    {
      Model: {
        ...object({ a: { $ref: "#/components/schemas/Model/$defs/n" } }),
        $defs: { n: number },
      },
    },
    ["{ a: 1 }"],
    ['{ a: "" }'],
  ),
  typed("int64 is a number", { Model: { type: "integer", format: "int64" } }, ["1"], ['"1"']),
  typed("date-time is a string", { Model: { type: "string", format: "date-time" } }, ['""'], ["1"]),
];
