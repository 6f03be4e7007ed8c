import { string, ref, object, testDeclarations } from "./declarations.ts";

testDeclarations([
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
      /** x *\\/ b: any; /* \\@ internal */
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
]);
