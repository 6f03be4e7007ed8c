import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { format } from "prettier";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { comment } from "../../../generator/emit/typescript/comment.ts";
import type { Schema } from "../../../generator/model/service.ts";
import { isKeywords } from "../../../generator/model/json-schema.ts";
import { flatten } from "../../../generator/emit/typescript/layout.ts";
import {
  createTypeWriter,
  type TypeText,
  type TypeWriter,
} from "../../../generator/emit/typescript/type-writer.ts";
import type { NamedSchema } from "../../../generator/model/service.ts";
import type { Code } from "../../../generator/text/code.ts";
import { buildTypes } from "../../../generator/types/type-model.ts";
import { compileErrors } from "../../helpers/compile.ts";

/** By name; anything may stand where a schema should. */
type Schemas = Readonly<Record<string, unknown>>;

const string = { type: "string" };
const integer = { type: "integer" };
const any = { type: "object" };
const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: Schemas, ...required: string[]): Schemas => ({
  type: "object",
  properties,
  ...(required.length > 0 ? { required } : {}),
});

const cases: [name: string, schemas: Schemas, want: string][] = [
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
      readonly c?: { readonly [key: string]: unknown };
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
    "an enum that belies its type gives way to the type",
    { A: { type: "number", enum: ["1", "2"] }, B: { type: "string", enum: [1, "x"] } },
    `export type A = number;
    export type B = string;`,
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
    export type B = readonly (string | number)[];
    export type C = readonly [string];
    export type D = readonly (readonly [string])[];
    export type E = readonly [string, number];`,
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
      readonly [key: string]: unknown;
    }`,
  ],

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
    `export interface Pet {
      readonly kind: string;
    }
    export interface Dog extends Pet {
      readonly kind: "Dog" | "Poodle";
      readonly bark?: string;
    }
    export interface Poodle extends Dog {
      readonly kind: "Poodle";
      readonly curls?: number;
    }`,
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
    `export interface Pet {
      readonly kind?: "dog";
    }
    export interface Dog extends Pet {
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

  // Documentation
  [
    "properties are documented, in one way",
    {
      A: object({
        id: { type: "string", description: "The id.", title: "Id", format: "uuid" },
        size: { type: "integer", format: "int32", default: 10 },
        name: { type: "string", title: "Name" },
        color: { type: "string", title: "The colour", default: "red" },
        old: { type: "string", deprecated: true },
        kind: { enum: ["x"], example: "x", description: "The kind." },
        next: { $ref: ref("A").$ref, description: "The next one." },
      }),
    },
    `export interface A {
      /**
       * The id.
       *
       * Format: uuid.
       */
      readonly id?: string;
      /** Default: 10. */
      readonly size?: number;
      readonly name?: string;
      /**
       * The colour
       *
       * Default: "red".
       */
      readonly color?: string;
      /** @deprecated */
      readonly old?: string;
      /** The kind. */
      readonly kind?: "x";
      /** The next one. */
      readonly next?: A;
    }`,
  ],

  // Hostile names and values
  [
    "names that are no identifiers are quoted",
    {
      A: object({
        "x-y": string,
        "": string,
        'a"b': string,
        "*/": string,
        1: string,
        __proto__x: string,
        ["__proto__"]: string,
        constructor: string,
        new: string,
        readonly: string,
        $ref: string,
        $defs: string,
        größe: string,
        "#/%": string,
      }),
    },
    `export interface A {
      readonly "1"?: string;
      readonly "x-y"?: string;
      readonly ""?: string;
      readonly 'a"b'?: string;
      readonly "*/"?: string;
      readonly __proto__x?: string;
      readonly "__proto__"?: string;
      readonly constructor?: string;
      readonly new?: string;
      readonly readonly?: string;
      readonly $ref?: string;
      readonly $defs?: string;
      readonly "größe"?: string;
      readonly "#/%"?: string;
    }`,
  ],
  [
    "a description cannot leave its comment",
    { A: object({ a: { type: "string", description: "x */ b: any; /* @internal \u2028" } }) },
    `export interface A {
      /** x *\\/ b: any; /* \\@internal */
      readonly a?: string;
    }`,
  ],
  [
    "a string cannot leave its quotes",
    { A: { enum: ['"; x', "\\", "a\nb", "\u2028", "\ud800", "größe", "\u202e"] } },
    String.raw`export type A = '"; x' | "\\" | "a\nb" | "\u2028" | "\ud800" | "größe" | "\u202e";`,
  ],

  // Faults
  [
    "faults are passed over",
    {
      A: object({
        a: { type: "Timestamp" },
        b: null,
        c: 7,
        d: [],
        e: "x",
        f: { type: ["string"] },
      }),
      B: { type: "object", properties: null, required: true, additionalProperties: 3 },
      C: object({ c: { type: "string", required: true, enum: null } }),
      D: { type: "array", items: 5 },
      E: { $ref: 5 },
      F: { allOf: "x", anyOf: {}, oneOf: null, enum: {}, type: 9, discriminator: 5 },
      G: { allOf: [null, 3, [], true], oneOf: [] },
      H: { type: "object", $defs: { X: string }, properties: { x: ref("H/$defs/X") } },
      I: null,
      J: { $ref: "#/components/schemas/%zz" },
    },
    `export interface A {
      readonly a?: unknown;
      readonly b?: unknown;
      readonly c?: unknown;
      readonly d?: unknown;
      readonly e?: unknown;
      readonly f?: string;
    }
    export interface B {
      readonly [key: string]: unknown;
    }
    export interface C {
      readonly c?: string;
    }
    export type D = readonly unknown[];
    export type E = unknown;
    export type F = unknown;
    export type G = unknown;
    export interface H {
      readonly x?: unknown;
    }
    export type I = unknown;
    export type J = unknown;`,
  ],
];

/** How the types are used: they must let a value be built and read without a cast. */
const uses: [name: string, schemas: Schemas, use: string][] = [
  [
    "a switch over the discriminator narrows a union",
    {
      Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
      Cat: object({ kind: string, purr: integer }, "purr"),
      Dog: object({ kind: string, bark: string }, "bark"),
    },
    `export function sound(pet: Pet): string {
      switch (pet.kind) {
        case "Cat": return String(pet.purr);
        case "Dog": return pet.bark;
      }
    }`,
  ],
  [
    "what extends a discriminated schema can be told apart",
    {
      Base: { ...object({ kind: string }), discriminator: "kind" },
      A: { allOf: [ref("Base"), object({ a: string }, "a")] },
      B: { allOf: [ref("Base"), object({ b: string }, "b")] },
    },
    `export const text = (it: A | B): string => it.kind === "A" ? it.a : it.b;
    export const base: Base = { kind: "A" };`,
  ],
  [
    "a map with properties can be built and read",
    { A: { ...object({ size: integer }), additionalProperties: string } },
    `const a: A = { size: 1, more: "x" };
    export const size: number | undefined = a.size;
    export const more: string | number | undefined = a["more"];`,
  ],
  [
    "nothing can be written to",
    { A: object({ list: { type: "array", items: string }, map: any, pair: { const: [1] } }) },
    `export function write(a: A): void {
      // @ts-expect-error readonly
      a.list = [];
      // @ts-expect-error readonly
      a.list?.push("x");
      // @ts-expect-error readonly
      a.map!["x"] = 1;
      // @ts-expect-error readonly
      a.pair![0] = 1;
    }`,
  ],
  [
    "what is unknown has to be looked at",
    { A: object({ value: {} }) },
    `export const length = (a: A): number => typeof a.value === "string" ? a.value.length : 0;
    // @ts-expect-error unknown
    export const blind = (a: A): number => a.value.length;`,
  ],
  [
    "a file is the platform's, whatever the description calls its own",
    { Blob: object({ data: { type: "string", format: "binary" } }) },
    `export const blob: Blob = { data: new globalThis.Blob([]) };`,
  ],
];

const folder = mkdtempSync(join(tmpdir(), "types-"));
writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("declaration", () => {
  test.each(cases)("%s", async (_, schemas, want) => {
    const declarations = declare(schemas);
    expect(await format(text(declarations), printed)).toBe(await format(want, printed));
  });

  test("every case and use compiles under the strictest flags", { timeout: 120_000 }, async () => {
    const declared = cases.map(async ([, schemas]) => text(declare(schemas)));
    const used = uses.map(async ([, schemas, use]) => `${text(declare(schemas))}\n${use}`);
    expect(compile(await Promise.all([...declared, ...used]))).toEqual([]);
  });

  test("references are the other names that the text uses, sorted", async () => {
    const schemas = {
      A: { allOf: [ref("D"), object({ b: { type: "array", items: ref("C") }, a: ref("A") })] },
      B: { ...object({ c: object({ d: string }), e: ref("C") }), additionalProperties: ref("E") },
      C: string,
      D: object({ d: string }),
      E: string,
    };
    const [a, b] = declare(schemas);
    expect([a?.references, b?.references]).toEqual([["C", "D"], ["C"]]);
  });

  test("the comment stands above", async () => {
    const writer = writerOf({ Id: string });
    const [id] = writer.named;
    const declared = id && writer.declare(id.name, id.type, comment("An id."));
    expect(flatten(declared?.code ?? "")).toBe("/** An id. */\nexport type Id = string;");
  });

  test("a schema that nobody named can get a name", async () => {
    const schema = object({ a: string });
    const writer = writerOf({}, [schema]);
    const { code } = writer.declareResponse("Answer" as Code, schema, comment(""));
    expect(code).toContain("export interface Answer {");
  });

  test("a reference is found whether it is percent-encoded or not", async () => {
    const schema = { $ref: "#/components/schemas/Page%3CTask%3E" };
    expect(textOf(writerOf({ "Page<Task>": object({}) }, [schema]), schema)).toBe("Page_Task_");
  });
});

describe("text", () => {
  const inline: [schema: unknown, want: string, references?: readonly string[]][] = [
    [string, "string"],
    [true, "unknown"],
    [{ type: "array", items: string }, "readonly string[]"],
    [{ enum: ["A", "B"] }, '"A" | "B"'],
    [ref("Task"), "Task", ["Task"]],
    [{ type: "array", items: ref("Task") }, "readonly Task[]", ["Task"]],
    [object({ a: string }, "a"), "{ readonly a: string }"],
    [{ allOf: [ref("Task"), object({ b: string })] }, "Task & { readonly b?: string }", ["Task"]],
  ];
  test.each(inline)("%j is %s", async (schema, want, references = []) => {
    const writer = writerOf({ Task: object({ a: string }) }, [schema]);
    const { code, references: used } = writer.text(asSchema(schema));
    expect([flatten(code), used]).toEqual([want, references]);
  });

  test("a discriminator in place speaks of named schemas", async () => {
    const union = { oneOf: [ref("Task")], discriminator: { propertyName: "kind" } };
    const writer = writerOf({ Task: object({}) }, [union]);
    const [task] = writer.named;
    const declared = task && writer.declare(task.name, task.type, comment(""));
    expect(declared?.code).toContain('kind: "Task";');
  });
});

describe("text of a description", () => {
  const hostile = [
    '"',
    "'",
    "`",
    "\\",
    "\n",
    "\r\n",
    "\u2028",
    "\u2029",
    "*/",
    "/*",
    "//",
    "${x}",
    "\ud800",
    "\udfff",
    "\0",
    "\u202e",
    "</script>",
    '"; export const x = 1; "',
    "\\u0022",
    "__proto__",
    "\u{1f600}",
    "",
  ];
  test.each(hostile)("is a literal type with that value: %j", async (value) => {
    const schema = { const: value };
    const code = textOf(writerOf({}, [schema]), schema);
    expect(literalsIn(`type A = ${code};`)).toEqual([value]);
    expect(code).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });

  test.each(hostile)("is a property with that name: %j", async (name) => {
    const schema: Schema = { properties: Object.fromEntries([[name, string]]) };
    const code = textOf(writerOf({}, [schema]), schema);
    expect(membersIn(`type A = ${code};`)).toEqual([name]);
  });

  test.each(hostile)("is a comment on one property: %j", async (description) => {
    const schema = object({ a: { type: "string", description: `x ${description} y` }, b: string });
    const code = textOf(writerOf({}, [schema]), schema);
    expect(membersIn(`type A = ${code};`)).toEqual(["a", "b"]);
  });
});

describe("any JSON value", () => {
  const keyword = fc.constantFrom(
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
    "const",
    "required",
    "$ref",
    "additionalProperties",
    "discriminator",
    "nullable",
    "prefixItems",
    "format",
    "a",
    "__proto__",
  );
  const word = fc.constantFrom(
    "object",
    "array",
    "string",
    "null",
    "a",
    "#/components/schemas/A",
    "#/components/schemas/B",
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, depthSize: "medium" },
      word,
      fc.constantFrom(null, true, false, 1, Infinity),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(keyword, tie("value"), { maxKeys: 4 }),
    ),
  }));

  test("is taken, and gives the same text every time", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(value, value, async (a, b) => {
        const first = text(declare({ A: a, B: b }));
        expect(text(declare({ A: a, B: b }))).toBe(first);
        expect(parseErrors(first)).toEqual([]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  const unusual: [name: string, schema: () => Schema][] = [
    ["a schema inside of itself", circle],
    ["a constant inside of itself", () => ({ const: circle() })],
    [
      "properties in properties, very deep",
      () => nest(100_000, (inner) => ({ properties: { a: inner } })),
    ],
    ["allOf in allOf, very deep", () => nest(100_000, (inner) => ({ allOf: [inner] }))],
    ["anyOf in anyOf, very deep", () => nest(100_000, (inner) => ({ anyOf: [inner] }))],
    ["an enum of very many", () => ({ enum: Array.from({ length: 150_000 }, String) })],
    ["an allOf of very many", () => ({ allOf: Array.from({ length: 150_000 }, () => string) })],
    [
      "one schema twice, and that twice, and so on",
      () => nest(60, (inner) => ({ properties: { a: inner, b: inner } })),
    ],
  ];
  test.each(unusual)("%s", { timeout: 60_000 }, async (_, make) => {
    const [declaration] = declare({ A: make() });
    expect(declaration?.code).toMatch(/^export (type|interface) A/);
  });

  test("a chain of very many references", { timeout: 240_000 }, async () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `A${i}`);
    const chain = names.map((name, i) => [
      name,
      { allOf: [ref(`A${i + 1}`)], properties: { a: string } },
    ]);
    const writer = writerOf(Object.fromEntries(chain));
    expect(textOf(writer, ref("A9999"))).toBe("A9999");
  });
});

const corpus = fileURLToPath(
  new URL("../../../../shared/corpus-ordinary/openapi3/", import.meta.url),
);
if (!existsSync(corpus))
  console.log("types.test.ts: skipped the corpus, which is not beside this folder");

describe.skipIf(!existsSync(corpus))("real descriptions", () => {
  test("every type compiles", { timeout: 120_000 }, async () => {
    const files = readdirSync(corpus, { recursive: true, encoding: "utf8" });
    const texts = files
      .filter((file) => file.endsWith(".json"))
      .map(async (file) => text(declare(schemasOf(join(corpus, file)), "T")));
    expect(compile(await Promise.all(texts))).toEqual([]);
  });
});

const printed = { parser: "typescript", printWidth: 100 } as const;

const place = { file: "", line: 1, column: 1, pointer: "" };

/** @param inline the schemas of a response each */
function writerOf(
  schemas: Schemas,
  inline: readonly unknown[] = [],
  prefix = "",
  isReadonly = true,
): TypeWriter {
  const named = Object.entries(schemas).map(([name, schema]): NamedSchema => ({
    place,
    name,
    schema: asSchema(schema),
  }));
  const responses = inline.map((schema) => ({
    place,
    status: "200",
    description: "",
    headers: [],
    content: { mediaType: "application/json", kind: "json" as const, schema: asSchema(schema) },
  }));
  const operation = { parameters: [], body: undefined, responses, pagination: undefined };
  const types = buildTypes({ schemas: named, operations: [operation] });
  const none = new Map<never, never>();
  const naming = {
    operations: none,
    pages: none,
    securitySchemes: none,
    clashes: [],
    schemas: new Map(named.map((one) => [one, (prefix + one.name.replace(/\W/g, "_")) as Code])),
    inputTypes: new Map(types.inputTypes.map((one) => [one, `${one.name}Input` as Code])),
  };
  return createTypeWriter(types, naming, isReadonly);
}

test("types are mutable throughout where that is asked for", () => {
  const writer = writerOf({}, [], "", false);
  const list = { type: "array", items: { type: "array", items: { type: "string" } } };
  expect(textOf(writer, list)).toBe("string[][]");
  const map = { type: "object", properties: { a: list }, additionalProperties: list };
  expect(textOf(writer, map)).not.toContain("readonly");
  expect(textOf(writerOf({}), map)).toContain(
    "readonly [key: string]: readonly (readonly string[])[]",
  );
});

function declare(schemas: Schemas, prefix = ""): readonly TypeText[] {
  const writer = writerOf(schemas, [], prefix);
  return writer.named.map(({ name, type }) => writer.declare(name, type, comment("")));
}

function textOf(writer: TypeWriter, schema: unknown): string {
  return flatten(writer.text(asSchema(schema)).code);
}

/** What a careless reader might hand on for a schema. */
function asSchema(value: unknown): Schema {
  return value as Schema;
}

function text(declarations: readonly TypeText[]): string {
  return declarations.map(({ code }) => flatten(code)).join("\n");
}

/** Compiles each text as a module. */
function compile(texts: readonly string[]): string[] {
  const files = texts.map((content, i) => {
    const file = join(folder, `case-${i}.ts`);
    writeFileSync(file, `${content}\nexport {};\n`);
    return file;
  });
  return compileErrors(files);
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile("a.ts", code, ts.ScriptTarget.ESNext, true);
}

function parseErrors(code: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

function nodesIn(code: string): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    node.forEachChild(visit);
  };
  visit(parse(code));
  return nodes;
}

function literalsIn(code: string): string[] {
  return nodesIn(code)
    .filter(ts.isStringLiteral)
    .map(({ text }) => text);
}

function membersIn(code: string): string[] {
  return nodesIn(code)
    .filter(ts.isPropertySignature)
    .map(({ name }) => (ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "?"));
}

function circle(): Schema {
  const schema: Record<string, unknown> = { type: "object" };
  schema["properties"] = { a: schema, b: schema, c: { allOf: [schema, schema] } };
  return schema;
}

function nest(depth: number, wrap: (inner: Schema) => Schema): Schema {
  let schema: Schema = string;
  for (let i = 0; i < depth; i += 1) schema = wrap(schema);
  return schema;
}

function schemasOf(file: string): Schemas {
  const document: unknown = JSON.parse(readFileSync(file, "utf8"));
  const components = isKeywords(document) ? document["components"] : undefined;
  const schemas = isKeywords(components) ? components["schemas"] : undefined;
  return isKeywords(schemas) ? schemas : {};
}
