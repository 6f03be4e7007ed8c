import { string, integer, ref, object, testDeclarations } from "./declarations.ts";

testDeclarations([
  // References
  [
    "a reference is a name; one to nothing is unknown",
    {
      A: object({ b: ref("B"), c: ref("Nope"), d: { type: "array", items: ref("B") } }),
      B: string,
    },
    `export interface A {
      readonly b?: B;
      readonly c?: unknown;
      readonly d?: readonly B[];
    }
    export type B = string;`,
  ],
  [
    "references go round",
    {
      Tree: object({ children: { type: "array", items: ref("Tree") }, parent: ref("Tree") }),
      List: { type: "array", items: ref("List") },
      Json: {
        anyOf: [
          string,
          { type: "array", items: ref("Json") },
          { type: "object", additionalProperties: ref("Json") },
        ],
      },
    },
    `export interface Tree {
      readonly children?: readonly Tree[];
      readonly parent?: Tree;
    }
    export type List = readonly List[];
    export type Json = string | readonly Json[] | { readonly [key: string]: Json };`,
  ],
  [
    "a type that would only be itself is unknown",
    { A: ref("B"), B: ref("A"), C: { anyOf: [ref("C"), string] }, D: { allOf: [ref("D")] } },
    `export type A = unknown;
    export type B = unknown;
    export type C = unknown;
    export type D = unknown;`,
  ],
  [
    "what stands beside a reference counts if it declares something",
    {
      A: object({ a: string }),
      B: { $ref: ref("A").$ref, description: "x", type: "string" },
      C: { $ref: ref("A").$ref, properties: { c: string } },
    },
    `export interface A {
      readonly a?: string;
    }
    export type B = A;
    export interface C extends A {
      readonly c?: string;
    }`,
  ],

  // allOf
  [
    "allOf of a reference and more extends it",
    {
      Pet: object({ name: string, age: integer }, "name"),
      Dog: { allOf: [ref("Pet"), object({ bark: string }, "bark", "age")] },
    },
    `export interface Pet {
      readonly name: string;
      readonly age?: number;
    }
    export interface Dog extends Pet {
      readonly bark: string;
      readonly age: number;
    }`,
  ],
  [
    "allOf with properties beside it, with several references, with inline parts",
    {
      A: object({ a: string }),
      B: object({ a: string, b: string }),
      C: { allOf: [ref("A"), ref("B")], properties: { c: string } },
      D: { allOf: [object({ a: string }), object({ a: { enum: ["x"] }, b: integer }, "a")] },
      E: { allOf: [ref("A"), ref("B")] },
      F: { allOf: [ref("A")], description: "the same" },
    },
    `export interface A {
      readonly a?: string;
    }
    export interface B {
      readonly a?: string;
      readonly b?: string;
    }
    export interface C extends A, B {
      readonly c?: string;
    }
    export interface D {
      readonly a: "x";
      readonly b?: number;
    }
    export type E = A & B;
    export type F = A;`,
  ],
  [
    "what allOf repeats is not repeated, what it narrows is",
    {
      Kind: { type: "string", enum: ["a", "b"] },
      Base: object({ kind: ref("Kind"), id: string, list: { type: "array", items: string } }),
      Same: { allOf: [ref("Base"), object({ id: string, more: string })] },
      Narrow: {
        allOf: [
          ref("Base"),
          object({ kind: { const: "a" }, list: { type: "array", items: { const: "x" } } }),
        ],
      },
    },
    `export type Kind = "a" | "b";
    export interface Base {
      readonly kind?: Kind;
      readonly id?: string;
      readonly list?: readonly string[];
    }
    export interface Same extends Base {
      readonly more?: string;
    }
    export interface Narrow extends Base {
      readonly kind?: "a";
      readonly list?: readonly "x"[];
    }`,
  ],
  [
    "a base that is contradicted is copied in, and the last word counts",
    {
      Base: object({ id: integer, name: string }, "id"),
      Derived: { allOf: [ref("Base"), object({ id: string })] },
    },
    `export interface Base {
      readonly id: number;
      readonly name?: string;
    }
    export interface Derived {
      readonly id: string;
      readonly name?: string;
    }`,
  ],
  [
    "a map cannot be extended by what it does not allow",
    {
      Labels: { type: "object", additionalProperties: string },
      Sized: { allOf: [ref("Labels"), object({ size: integer })] },
      Named: object({ name: string }),
      Counted: { allOf: [ref("Named")], additionalProperties: integer },
    },
    `export interface Labels {
      readonly [key: string]: string;
    }
    export interface Sized {
      readonly size?: number;
      readonly [key: string]: string | number | undefined;
    }
    export interface Named {
      readonly name?: string;
    }
    export interface Counted {
      readonly name?: string;
      readonly [key: string]: number | string | undefined;
    }`,
  ],
  [
    "allOf in place is an intersection, and repeats what it requires",
    {
      A: object({ id: string }),
      B: object({
        a: { allOf: [ref("A")], description: "One." },
        b: { allOf: [ref("A"), object({ more: string }, "id")] },
      }),
    },
    `export interface A {
      readonly id?: string;
    }
    export interface B {
      /** One. */
      readonly a?: A;
      readonly b?: A & { readonly more?: string; readonly id: string };
    }`,
  ],
  [
    "allOf with a union",
    {
      A: object({ a: string }),
      B: { oneOf: [ref("A"), object({ b: string })] },
      C: { allOf: [ref("B"), object({ c: string })] },
    },
    `export interface A {
      readonly a?: string;
    }
    export type B = A | { readonly b?: string };
    export type C = B & { readonly c?: string };`,
  ],
  [
    "allOf of scalars is the narrower one",
    {
      A: { allOf: [string, { enum: ["x", "y"] }, { enum: ["y", "z"] }] },
      B: { allOf: [ref("A"), string] },
    },
    `export type A = "y";
    export type B = A;`,
  ],
  [
    "allOf that goes round is copied",
    {
      A: { allOf: [ref("B"), object({ a: string })] },
      B: { allOf: [ref("A"), object({ b: string })] },
    },
    `export interface A {
      readonly a?: string;
      readonly b?: string;
    }
    export interface B {
      readonly b?: string;
      readonly a?: string;
    }`,
  ],
]);
