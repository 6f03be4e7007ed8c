import { string, integer, any, ref, object, testDeclarations } from "./declarations.ts";

testDeclarations([
  // Objects
  [
    "an object is an interface with readonly properties, in their order",
    { Task: object({ b: string, a: integer, c: { type: "boolean" } }, "a") },
    `export interface Task {
      readonly b?: string;
      readonly a: number;
      readonly c?: boolean;
    }`,
  ],
  [
    "an object inside of another is written where it stands",
    { Task: object({ owner: object({ name: string }, "name") }) },
    `export interface Task {
      readonly owner?: { readonly name: string };
    }`,
  ],
  [
    "an object without a type shows itself by its properties",
    { Task: { properties: { name: string } } },
    `export interface Task {
      readonly name?: string;
    }`,
  ],
  [
    "an object of which nothing is said may have anything",
    { Task: object({ a: any, b: object({}), c: { type: "object", additionalProperties: false } }) },
    `export interface Task {
      readonly a?: { readonly [key: string]: unknown };
      readonly b?: { readonly [key: string]: unknown };
      readonly c?: { readonly [key: string]: never };
    }`,
  ],
  [
    "a property that is required and not declared",
    {
      A: { ...object({ a: string }, "ghost") },
      B: { ...any, required: ["b"], additionalProperties: integer },
      C: { allOf: [ref("A"), { required: ["a", "c"] }] },
      D: { ...object({ x: string, y: string }), anyOf: [{ required: ["x"] }, { required: ["y"] }] },
    },
    `export interface A {
      readonly a?: string;
      readonly ghost: unknown;
    }
    export interface B {
      readonly b: number;
      readonly [key: string]: number;
    }
    export interface C extends A {
      readonly a: string;
      readonly c: unknown;
    }
    export interface D {
      readonly x?: string;
      readonly y?: string;
    }`,
  ],
  [
    "names that properties can have",
    {
      Language: { type: "string", enum: ["en", "de"] },
      Texts: { ...any, additionalProperties: string, propertyNames: ref("Language") },
    },
    `export type Language = "en" | "de";
    export interface Texts {
      readonly en?: string;
      readonly de?: string;
    }`,
  ],
  [
    "an object with no properties adds nothing to others",
    {
      Nothing: { ...any, additionalProperties: false },
      A: { allOf: [ref("Nothing"), object({ a: string })] },
    },
    `export interface Nothing {
      readonly [key: string]: never;
    }
    export interface A {
      readonly a?: string;
    }`,
  ],
  [
    "a named object of which nothing is said is an interface",
    { Task: any },
    `export interface Task {
      readonly [key: string]: unknown;
    }`,
  ],
  [
    "no constraint is unknown",
    { A: {}, B: true },
    `export type A = unknown; export type B = unknown;`,
  ],
  [
    "what never holds is never",
    { A: { type: "array", items: false } },
    `export type A = readonly never[];`,
  ],

  // Scalars, literals
  [
    "scalars",
    { A: string, B: { type: "number" }, C: integer, D: { type: "boolean" }, E: { type: "null" } },
    `export type A = string;
    export type B = number;
    export type C = number;
    export type D = boolean;
    export type E = null;`,
  ],
  [
    "an enum is a union of literals",
    { A: { type: "string", enum: ["x", "y", "x"] }, B: { enum: [-1, 0.5, 1e21] } },
    `export type A = "x" | "y";
    export type B = -1 | 0.5 | 1e21;`,
  ],
  [
    "a mixed enum keeps each kind, null last",
    { A: { enum: ["x", null, 3, true] } },
    `export type A = "x" | 3 | true | null;`,
  ],
  [
    "an enum of lists and objects",
    { A: { enum: [["x", 1], { on: true }, {}, []] } },
    `export type A =
      | readonly ["x", 1]
      | { readonly on: true }
      | { readonly [key: string]: unknown }
      | readonly [];`,
  ],
  ["true and false are boolean", { A: { enum: [true, false] } }, `export type A = boolean;`],
  [
    "a constant",
    { A: { const: "x" }, B: { const: null } },
    `export type A = "x"; export type B = null;`,
  ],
  [
    "an enum has the values that fit its type, and gives way to it where none does",
    { A: { type: "number", enum: ["1", "2"] }, B: { type: "string", enum: [1, "x"] } },
    `export type A = number;
    export type B = "x";`,
  ],
  [
    "files are Blob, in the words of each version",
    {
      A: { type: "string", format: "binary" },
      B: { type: "file" },
      C: { type: "string", contentMediaType: "application/octet-stream" },
      D: {
        type: "string",
        contentMediaType: "application/octet-stream",
        contentEncoding: "base64",
      },
    },
    `export type A = Blob;
    export type B = Blob;
    export type C = Blob;
    export type D = string;`,
  ],
  [
    "a schema named Blob does not hide the platform's",
    { Blob: object({ data: { type: "string", format: "binary" }, next: ref("Blob") }) },
    `export interface Blob {
      readonly data?: globalThis.Blob;
      readonly next?: Blob;
    }`,
  ],

  // Null
  [
    "null in every version's words",
    {
      A: { type: ["string", "null"] },
      B: { type: "string", nullable: true },
      C: { type: "string", "x-nullable": true },
      D: { anyOf: [ref("A"), { type: "null" }] },
      E: { allOf: [ref("F")], nullable: true },
      F: object({ next: { $ref: ref("F").$ref, nullable: true } }),
    },
    `export type A = string | null;
    export type B = string | null;
    export type C = string | null;
    export type D = A | null;
    export type E = F | null;
    export interface F {
      readonly next?: F | null;
    }`,
  ],
  [
    "a nullable object is a type, a nullable enum has null",
    {
      A: { ...any, properties: { a: string }, nullable: true },
      B: { enum: ["x"], nullable: true },
    },
    `export type A = { readonly a?: string } | null;
    export type B = "x" | null;`,
  ],
  [
    "an allOf is nullable where all of it is",
    {
      A: { allOf: [{ type: ["string", "null"] }, { type: ["string", "null"], enum: ["a", null] }] },
    },
    `export type A = "a" | null;`,
  ],

  // Arrays, tuples
  [
    "arrays are readonly, of whatever",
    {
      A: { type: "array", items: string },
      B: { type: "array", items: { type: "array", items: { enum: ["x", "y"] } } },
      C: { type: "array" },
      D: { items: integer },
    },
    `export type A = readonly string[];
    export type B = readonly (readonly ("x" | "y")[])[];
    export type C = readonly unknown[];
    export type D = readonly number[];`,
  ],
  [
    "tuples are readonly",
    {
      A: { type: "array", prefixItems: [string, integer] },
      B: { type: "array", prefixItems: [string], items: integer },
      C: { type: "array", prefixItems: [string], items: false },
      D: { type: "array", items: { type: "array", prefixItems: [string] } },
      E: { type: "array", items: [string, integer] },
    },
    `export type A = readonly [string, number];
    export type B = readonly [string, ...number[]];
    export type C = readonly [string];
    export type D = readonly (readonly [string])[];
    export type E = readonly [string, number];`,
  ],
  [
    "tuples are as long as they say",
    {
      A: { type: "array", prefixItems: [string, integer], minItems: 1, items: string },
      B: {
        type: "array",
        prefixItems: [string, { type: ["string", "integer"] }, { type: "array", items: string }],
        minItems: 1,
      },
      C: { type: "array", prefixItems: [string, integer], maxItems: 1 },
      D: { type: "array", prefixItems: [string, integer], maxItems: 2, items: string },
      E: { type: "array", prefixItems: [string], minItems: 3, maxItems: 4, items: integer },
    },
    `export type A = readonly [string, number?, ...string[]];
    export type B = readonly [string, (string | number)?, (readonly string[])?];
    export type C = readonly [string];
    export type D = readonly [string, number];
    export type E = readonly [string, ...number[]];`,
  ],

  // Maps
  [
    "a map",
    {
      A: { type: "object", additionalProperties: string },
      B: { type: "object", additionalProperties: ref("A") },
      C: { type: "object", patternProperties: { "^x-": integer } },
    },
    `export interface A {
      readonly [key: string]: string;
    }
    export interface B {
      readonly [key: string]: A;
    }
    export interface C {
      readonly [key: string]: number;
    }`,
  ],
  [
    "properties beside a map are allowed for by it",
    {
      A: { ...any, properties: { a: string }, additionalProperties: integer },
      B: { ...any, properties: { a: string }, required: ["a"], additionalProperties: string },
      C: { ...any, properties: { a: string }, additionalProperties: true },
      D: { ...any, properties: { a: object({ b: string }) }, additionalProperties: integer },
    },
    `export interface A {
      readonly a?: string;
      readonly [key: string]: number | string | undefined;
    }
    export interface B {
      readonly a: string;
      readonly [key: string]: string;
    }
    export interface C {
      readonly a?: string;
      readonly [key: string]: unknown;
    }
    export interface D {
      readonly a?: { readonly b?: string };
      readonly [key: string]: number | { readonly [key: string]: unknown } | undefined;
    }`,
  ],
]);
