import { describe, expect, test } from "vitest";
import { comment } from "../../../generator/emit/typescript/comment.ts";
import type { FormatTypes } from "../../../generator/model/format-types.ts";
import { flatten } from "../../../generator/emit/typescript/break-lines.ts";
import { any, object, ref, string, writerOf, type Schemas } from "./declarations.ts";

const int64 = { type: "integer", format: "int64" };
const date = { type: "string", format: "date-time" };
const bigints: FormatTypes = { int64: "bigint" };
const digits: FormatTypes = { int64: "string" };
const dates: FormatTypes = { dateTime: "Date" };
const both: FormatTypes = { ...bigints, ...dates };

function declare(schema: unknown, formats: FormatTypes): string {
  const writer = writerOf({ Subject: schema }, [], "", false, formats);
  const texts = writer.named.map(({ name, type }) => writer.declare(name, type, comment("")).code);
  return flatten(texts[0] ?? comment("")).replace(/\s+/g, " ");
}

const rows: readonly [name: string, schema: unknown, formats: FormatTypes, type: string][] = [
  ["int64 is a number by default", int64, {}, "number"],
  ["date-time is a string by default", date, {}, "string"],
  ["int64 as a bigint", int64, bigints, "bigint"],
  ["int64 as a string", int64, digits, "string"],
  ["uint64 too", { type: "number", format: "uint64" }, bigints, "bigint"],
  ["int32 stays a number", { type: "integer", format: "int32" }, bigints, "number"],
  ["int64 that is text, as a bigint", { type: "string", format: "int64" }, bigints, "bigint"],
  ["int64 that is text, as a string", { type: "string", format: "int64" }, digits, "string"],
  ["date-time as a Date", date, dates, "Date"],
  ["date stays a string", { type: "string", format: "date" }, dates, "string"],
  ["a number of that format stays one", { type: "number", format: "date-time" }, dates, "number"],
  ["nullable", { type: ["string", "null"], format: "date-time" }, dates, "Date | null"],
  ["lists", { type: "array", items: { type: "array", items: int64 } }, bigints, "bigint[][]"],
  [
    "tuples",
    { type: "array", prefixItems: [int64, string], items: date },
    both,
    "[bigint, string, ...Date[]]",
  ],
  [
    "maps",
    { type: "array", items: { type: "object", additionalProperties: int64 } },
    bigints,
    "{ [key: string]: bigint }[]",
  ],
  ["unions", { oneOf: [int64, string, { type: "null" }] }, bigints, "bigint | string | null"],
  ["a union with strings, once", { anyOf: [int64, string] }, digits, "string"],
  ["a union of a string and a date", { anyOf: [string, date] }, dates, "string | Date"],
  ["an enum stays what it lists", { ...int64, enum: [1, 2] }, bigints, "1 | 2"],
  ["an enum beyond 53 bits does not", { ...int64, enum: [1, 2 ** 60] }, bigints, "bigint"],
  [
    "a constant date stays text",
    { ...date, const: "2020-01-01T00:00:00Z" },
    dates,
    '"2020-01-01T00:00:00Z"',
  ],
  ["allOf with less", { allOf: [date, string] }, dates, "Date"],
  ["allOf with more", { allOf: [{ type: "number" }, int64] }, bigints, "bigint"],
];

test.each(rows)("%s", (_, schema, formats, type) => {
  expect(declare(schema, formats)).toBe(`export type Subject = ${type};`);
});

describe("a codec", () => {
  const schemas: Schemas = {
    Plain: object({ name: string }),
    Event: object({ at: date, next: ref("Event"), plain: ref("Plain") }),
    Base: object({ id: int64 }),
    Heir: { allOf: [ref("Base"), object({ at: date })] },
    Cat: object({ kind: { const: "cat" }, born: date }, "kind"),
    Dog: object({ kind: { const: "dog" }, born: string }, "kind"),
    Pet: { oneOf: [ref("Cat"), ref("Dog")] },
    Old: object({ born: date }, "born"),
    New: object({ born: string, chip: string }, "born", "chip"),
    Instant: date,
    Loop: { anyOf: [ref("Loop"), { type: "null" }] },
  };
  const writer = writerOf(schemas, [], "", true, both);

  test.each<readonly [name: string, schema: unknown, code: string | undefined]>([
    ["of what stays as it is: none", object({ a: string, b: ref("Plain") }), undefined],
    ["of what has no schema: none", any, undefined],
    ["of a schema in a circle without any: none", ref("Loop"), undefined],
    ["of a scalar", int64, "int64"],
    ["of int64 in text", { type: "string", format: "int64" }, "int64Text"],
    ["of a list", { type: "array", items: date }, "{ items: dateTime }"],
    [
      "of a tuple",
      { type: "array", prefixItems: [string, int64] },
      "{ prefixItems: [null, int64] }",
    ],
    ["of a named schema", ref("Event"), "eventCodec"],
    [
      "of a map beside properties",
      { ...object({ a: string }), additionalProperties: date },
      "{ properties: { a: null }, additionalProperties: dateTime }",
    ],
    [
      "of a base and more",
      { allOf: [ref("Base"), object({ at: date })] },
      "{ allOf: [baseCodec, { properties: { at: dateTime } }] }",
    ],
    ["of one member alone", { anyOf: [ref("Event"), { type: "null" }] }, "eventCodec"],
    ["of an object or text", { anyOf: [ref("Event"), string] }, "eventCodec"],
    ["of a scalar or text", { anyOf: [ref("Instant"), string] }, "{ anyOf: [instantCodec] }"],
    ["of a tagged union", ref("Pet"), "petCodec"],
    [
      "of a tagged union, in place",
      { oneOf: [ref("Cat"), ref("Dog")] },
      '{ anyOf: [{ when: { kind: ["cat"] }, then: catCodec }] }',
    ],
    [
      "of a union in a union",
      { anyOf: [ref("Pet"), int64] },
      '{ anyOf: [int64, { when: { kind: ["cat"] }, then: catCodec }] }',
    ],
    [
      "of a union that is told by what is required",
      { anyOf: [ref("Old"), ref("New")] },
      '{ anyOf: [ { required: ["born", "chip"], then: null }, { required: ["born"], then: oldCodec }, ], }',
    ],
  ])("%s", (_, schema, code) => {
    const codec = writer.codecOf(schema as Parameters<typeof writer.codecOf>[0]);
    expect(codec && flatten(codec.code).replace(/\s+/g, " ")).toBe(code);
  });

  test("says whether integers are exact, and whether something is written otherwise", () => {
    expect(writer.codecOf(ref("Event"))).toMatchObject({ isExact: false, isEncoded: false });
    expect(writer.codecOf(ref("Heir"))).toMatchObject({ isExact: true, isEncoded: false });
    const text = writerOf({ A: object({ id: int64 }) }, [], "", true, digits);
    expect(text.codecOf(ref("A"))).toMatchObject({ isExact: true, isEncoded: true });
  });
});
