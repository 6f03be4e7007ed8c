import { describe } from "vitest";
import {
  answered,
  object,
  text,
  pet,
  values,
  type Row,
  testChanges,
  api,
  type Node,
} from "./compared.ts";

const animal = { $ref: "#/components/schemas/Animal" };

/** More operations than types are compared with types of other names. */
function manyOf(name: string): Node {
  const look = object({ a: text });
  const answer = { schema: { $ref: `#/components/schemas/${name}` } };
  const get = { responses: { 200: { description: "", content: { "application/json": answer } } } };
  const paths = Array.from({ length: 50 }, (_, index) => [`/p${index}`, { get }]);
  return api(Object.fromEntries(paths) as Node, {
    components: { schemas: { Pet: look, Animal: look } },
  });
}

const schemas: readonly Row[] = [
  [
    "a field through a reference",
    answered(pet, { Pet: object({ a: text, b: text }) }),
    answered(pet, { Pet: object({ a: text }) }),
    ["breaking response-field-removed"],
  ],
  [
    "a type with another name",
    answered(pet, { Pet: object({ a: text }) }),
    answered(animal, { Animal: object({ a: text }) }),
    ["breaking schema-renamed"],
  ],
  [
    "a type that is gone",
    answered(pet, { Pet: object({ a: text }), Cat: text }),
    answered(pet, { Pet: object({ a: text }) }),
    ["breaking schema-removed"],
  ],
  [
    "a type that refers to itself",
    answered(pet, { Pet: object({ next: pet, a: text }) }),
    answered(pet, { Pet: object({ next: pet }) }),
    ["breaking response-field-removed"],
  ],
  [
    "a base that loses a field",
    answered(pet, {
      Animal: object({ a: text, b: text }),
      Pet: { allOf: [animal, object({ c: text })] },
    }),
    answered(pet, {
      Animal: object({ a: text }),
      Pet: { allOf: [animal, object({ c: text })] },
    }),
    ["breaking response-field-removed"],
  ],
  [
    "a field that a subtype requires",
    answered(pet, { Animal: object({ a: text }), Pet: { allOf: [animal, object({ c: text })] } }),
    answered(pet, {
      Animal: object({ a: text }),
      Pet: { allOf: [animal, object({ c: text }, "a")] },
    }),
    ["additive response-field-became-required"],
  ],
  [
    "a field that moves to the base",
    answered(pet, { Animal: object({ a: text }), Pet: { allOf: [animal, object({ c: text })] } }),
    answered(pet, { Animal: object({ a: text, c: text }), Pet: { allOf: [animal] } }),
    ["additive response-field-added"],
  ],
  [
    "a schema where there was any object",
    answered({ type: "object" }),
    answered(object({ a: text })),
    ["additive response-field-added", "additive response-type-narrowed"],
  ],
  [
    "a field that is not like those that a map may have",
    answered({ type: "object", additionalProperties: text }),
    answered({ ...object({ a: { type: "integer" } }), additionalProperties: text }),
    ["breaking response-type-changed", "additive response-field-added"],
  ],
  [
    "a field like those that a map may have",
    answered({ type: "object", additionalProperties: text }),
    answered({ ...object({ a: text }), additionalProperties: text }),
    ["additive response-field-added"],
  ],
  ["another type of the same look, for many operations", manyOf("Pet"), manyOf("Animal"), []],
  [
    "one of several that is new",
    answered({ oneOf: [pet] }, { Pet: object({ a: text }), Cat: object({ b: text }) }),
    answered(
      { oneOf: [pet, { $ref: "#/components/schemas/Cat" }] },
      { Pet: object({ a: text }), Cat: object({ b: text }) },
    ),
    ["breaking response-type-widened"],
  ],
  [
    "another description of a type",
    answered(pet, { Pet: object({ a: text }) }),
    answered(pet, { Pet: { ...object({ a: text }), description: "A pet" } }),
    ["documentation schema-described"],
  ],
  [
    "a type that nobody uses and that narrows",
    answered(text, { Pet: values("a", "b") }),
    answered(text, { Pet: values("a") }),
    ["breaking request-value-removed", "additive response-value-removed"],
  ],
];

describe("schema", () => testChanges(schemas));
