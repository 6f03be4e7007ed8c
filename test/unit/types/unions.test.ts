import { any, string, integer, ref, object, testDeclarations } from "./declarations.ts";

testDeclarations([
  // oneOf, anyOf
  [
    "oneOf and anyOf are unions, without what is said twice",
    {
      A: { oneOf: [string, integer, { type: "number" }] },
      B: { anyOf: [string, { type: "string", format: "date" }, { const: "x" }] },
      C: { anyOf: [string, {}] },
      D: { type: "array", items: { oneOf: [ref("A"), { type: "null" }] } },
    },
    `export type A = string | number;
    export type B = string;
    export type C = unknown;
    export type D = readonly (A | null)[];`,
  ],
  [
    "oneOf beside properties is an intersection",
    {
      A: {
        ...any,
        properties: { id: string },
        oneOf: [object({ a: string }), object({ b: string })],
      },
      B: { ...any, properties: { id: string }, oneOf: [{ required: ["a"] }, { required: ["b"] }] },
      C: { type: "object", oneOf: [ref("A"), ref("B")] },
    },
    `export type A = ({ readonly a?: string } | { readonly b?: string }) & { readonly id?: string };
    export interface B {
      readonly id?: string;
    }
    export type C = A | B;`,
  ],

  // Discriminators
  [
    "members of a union have the values of the mapping",
    {
      Pet: {
        oneOf: [ref("Cat"), ref("Dog"), ref("Fish")],
        discriminator: {
          propertyName: "kind",
          mapping: { cat: ref("Cat").$ref, dog: "Dog", puppy: ref("Dog").$ref },
        },
      },
      Cat: object({ name: string, kind: { type: "string", description: "What it is." } }),
      Dog: object({ kind: string }, "kind"),
      Fish: object({ fins: integer }),
    },
    `export type Pet = Cat | Dog | Fish;
    export interface Cat {
      readonly name?: string;
      /** What it is. */
      readonly kind: "cat";
    }
    export interface Dog {
      readonly kind: "dog" | "puppy";
    }
    export interface Fish {
      readonly kind: "Fish";
      readonly fins?: number;
    }`,
  ],
  [
    "what extends a discriminated schema has its value, and so has what that extends",
    {
      Pet: { ...object({ kind: string }, "kind"), discriminator: "kind" },
      Dog: { allOf: [ref("Pet"), object({ bark: string })] },
      Poodle: { allOf: [ref("Dog"), object({ curls: integer })] },
    },
    `export type Pet = Dog;
    export type Dog = { readonly kind: "Dog"; readonly bark?: string } | Poodle;
    export interface Poodle {
      readonly kind: "Poodle";
      readonly bark?: string;
      readonly curls?: number;
    }`,
  ],
  [
    "a discriminated schema that the mapping names is one of its own alternatives",
    {
      Pet: {
        ...object({ kind: string, name: string }),
        discriminator: {
          propertyName: "kind",
          mapping: { any: "#/components/schemas/Pet", dog: "Dog" },
        },
      },
      Dog: { allOf: [ref("Pet"), object({ bark: string })] },
    },
    `export type Pet = { readonly kind: "any"; readonly name?: string } | Dog;
    export interface Dog {
      readonly kind: "dog";
      readonly name?: string;
      readonly bark?: string;
    }`,
  ],
  [
    "a discriminated schema has the values that none of its subtypes has",
    {
      Kind: { type: "string", enum: ["Dog", "fish", "bird"] },
      Pet: { ...object({ kind: ref("Kind") }), discriminator: { propertyName: "kind" } },
      Dog: { allOf: [ref("Pet"), object({ bark: string })] },
    },
    `export type Kind = "Dog" | "fish" | "bird";
    export type Pet = { readonly kind: "fish" | "bird" } | Dog;
    export interface Dog {
      readonly kind: "Dog";
      readonly bark?: string;
    }`,
  ],
  [
    "a discriminated schema that may be null is no subtype of itself",
    {
      Pet: { ...object({ kind: string }), discriminator: { propertyName: "kind" } },
      Dog: { allOf: [ref("Pet"), object({ bark: string })] },
      NullablePet: { allOf: [ref("Pet")], nullable: true },
    },
    `export type Pet = Dog;
    export interface Dog {
      readonly kind: "Dog";
      readonly bark?: string;
    }
    export type NullablePet = Pet | null;`,
  ],
  [
    "a value that the property does not allow is left alone",
    {
      Pet: {
        ...object({ kind: { type: "string", enum: ["dog"] } }),
        discriminator: { propertyName: "kind" },
      },
      Dog: { allOf: [ref("Pet"), object({ bark: string })] },
    },
    `export type Pet = { readonly kind: "dog" } | Dog;
    export interface Dog {
      readonly kind?: "dog";
      readonly bark?: string;
    }`,
  ],
  [
    "a union of what extends it",
    {
      Pet: {
        ...object({ kind: string, name: string }),
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind" },
      },
      Cat: { allOf: [ref("Pet"), object({ purr: string })] },
      Dog: { allOf: [ref("Pet"), object({ bark: string })] },
    },
    `export type Pet = Cat | Dog;
    export interface Cat {
      readonly kind: "Cat";
      readonly name?: string;
      readonly purr?: string;
    }
    export interface Dog {
      readonly kind: "Dog";
      readonly name?: string;
      readonly bark?: string;
    }`,
  ],
]);
