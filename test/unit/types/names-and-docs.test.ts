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
       * @format uuid
       */
      readonly id?: string;
      /** @default 10 */
      readonly size?: number;
      readonly name?: string;
      /**
       * The colour
       *
       * @default "red"
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

  [
    "constraints and short examples are told in tags, without what ends a comment or starts a tag",
    {
      A: object({
        size: { type: "integer", minimum: 0, exclusiveMaximum: 10, multipleOf: 2, example: 4 },
        code: { type: "string", minLength: 0, maxLength: 9, pattern: "^a*/@b$", example: "@x */" },
        list: { type: "array", minItems: 1, maxItems: 2, items: string, example: ["a"] },
        long: { type: "string", default: "x".repeat(100), example: "same", pattern: "\n" },
        same: { type: "string", default: "a", example: "a", deprecated: true },
      }),
    },
    `export interface A {
      /**
       * @minimum 0
       * @exclusiveMaximum 10
       * @multipleOf 2
       * @example 4
       */
      readonly size?: number;
      /**
       * @maxLength 9
       * @pattern ^a*\\/\\@b$
       * @example "\\@x *\\/"
       */
      readonly code?: string;
      /**
       * @minItems 1
       * @maxItems 2
       * @example ["a"]
       */
      readonly list?: readonly string[];
      /** @example "same" */
      readonly long?: string;
      /**
       * @default "a"
       * @deprecated
       */
      readonly same?: string;
    }`,
  ],
  [
    "values of an enum are listed with their names and descriptions, where it has some",
    {
      A: object({
        level: {
          oneOf: [
            { const: 1, title: "LOW", description: "Rarely." },
            { const: 2, title: "HIGH" },
          ],
        },
        code: { type: "integer", enum: [0, 1], "x-enum-varnames": ["Zero", "One"] },
        order: {
          type: "string",
          enum: ["asc", "desc"],
          "x-enumNames": ["Asc", "Desc"],
          "x-enum-descriptions": { desc: "The last\nfirst." },
        },
        state: {
          enum: ["a"],
          "x-ms-enum": { name: "State", values: [{ value: "a", name: "Active" }] },
        },
        plain: { type: "string", enum: ["one-way"], "x-enum-varnames": ["ONE_WAY"] },
      }),
    },
    `export interface A {
      /**
       * - \`1\` LOW: Rarely.
       * - \`2\` HIGH
       */
      readonly level?: 1 | 2;
      /**
       * - \`0\` Zero
       * - \`1\` One
       */
      readonly code?: 0 | 1;
      /**
       * - \`asc\`
       * - \`desc\`: The last first.
       */
      readonly order?: "asc" | "desc";
      /** - \`a\` Active */
      readonly state?: "a";
      readonly plain?: "one-way";
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
