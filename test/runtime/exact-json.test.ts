import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Codec } from "../../templates/runtime/codec.ts";
import { dateTime } from "../../templates/runtime/date-time.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { exactJson, exactJsonParser } from "../../templates/runtime/exact-json.ts";
import { int64, int64Digits } from "../../templates/runtime/int64.ts";
import { runs } from "../helpers/sample.ts";

const ids: Codec = { properties: { id: int64, ids: { items: int64 } } };
const large = "9007199254740993";

describe("parses", () => {
  test.each<readonly [text: string, value: unknown]>([
    [`{"id":${large}}`, { id: 9007199254740993n }],
    [
      `{ "id" : -${large} , "ids":[1,${large}0]}`,
      { id: -9007199254740993n, ids: [1n, 90071992547409930n] },
    ],
    ['{"id":9007199254740991}', { id: 9007199254740991n }],
    ['{"id":1}', { id: 1n }],
    ['{"id":1e3}', { id: 1000n }],
    ['{"id":"9223372036854775807"}', { id: 9223372036854775807n }],
    // What is no int64 stays a number, as precise as a number is.
    [`{"n":${large},"id":${large}}`, { n: 9007199254740992, id: 9007199254740993n }],
    [`{"n":[${large},{"m":1.${large}}]}`, { n: [9007199254740992, { m: 1.9007199254740993 }] }],
    [`{"n":${large}e0,"m":0.${large}}`, { n: 9007199254740992, m: 0.9007199254740993 }],
    // Text stays text, however it looks.
    [
      `{"s":"${large}","t":"#n${large}","u":"\\u0023n1","v":"#"}`,
      { s: large, t: `#n${large}`, u: "#n1", v: "#" },
    ],
    [`{"#n${large}":1,"s":"a\\":${large}"}`, { [`#n${large}`]: 1, s: `a":${large}` }],
    [`["\\\\",${large}]`, ["\\", 9007199254740992]],
    [`{"__proto__":${large}}`, Object.fromEntries([["__proto__", 9007199254740992]])],
    [large, 9007199254740992],
  ])("%s", (text, value) => {
    expect(exactJsonParser(ids)(text)).toEqual(value);
  });

  test.each([
    [`{${large}:1}`],
    [`[0${large}]`],
    [`[-0${large}]`],
    [`["${large}]`],
    [`[1.${large}.${large}]`],
    [`[${large}"a"]`],
    [`"${large}\\`],
    [`${large} ${large}`],
    ["{"],
  ])("nothing that is not JSON: %s", (text) => {
    expect(() => exactJsonParser(ids)(text)).toThrow(SyntaxError);
  });

  test("a long text that is not JSON, in time that grows with its length", () => {
    const text = `["${large}${'\\"'.repeat(200_000)}`;
    expect(() => exactJsonParser(ids)(text)).toThrow(SyntaxError);
  });
});

describe("writes", () => {
  test.each<readonly [value: unknown, text: string | undefined]>([
    [
      { id: 9007199254740993n, s: "9", n: 1.5, b: true, z: null },
      `{"id":${large},"s":"9","n":1.5,"b":true,"z":null}`,
    ],
    [[1n, [2n], {}], "[1,[2],{}]"],
    [{ a: undefined, b: () => 1, c: [undefined] }, '{"c":[null]}'],
    [{ at: new Date("2020-01-02T03:04:05Z") }, '{"at":"2020-01-02T03:04:05.000Z"}'],
    [{ toJSON: () => ({ id: 1n }) }, '{"id":1}'],
    [{ 'a"b': "\ud800" }, '{"a\\"b":"\\ud800"}'],
    [new Map([[1, 2]]), "{}"],
    [9007199254740993n, large],
    ["x", '"x"'],
    [undefined, undefined],
  ])("%o", (value, text) => {
    expect(exactJson(value)).toBe(text);
  });

  const circle: unknown[] = [];
  circle.push(circle);
  test.each<readonly [value: unknown, parameter: string]>([
    [{ a: Number.NaN }, "a"],
    [{ a: [Number.POSITIVE_INFINITY] }, "a"],
    [{ at: new Date(Number.NaN) }, "at"],
    [{ file: new Blob([]) }, "file"],
    [Number.NaN, "body"],
    [circle, "body"],
  ])("nothing that has no JSON (%#)", (value, parameter) => {
    expect(() => exactJson(value)).toThrow(ParameterError);
    expect(() => exactJson(value)).toThrow(new RegExp(`^${parameter} `));
  });

  test("by a codec, strings of digits as numbers", () => {
    const codec: Codec = { properties: { id: int64Digits, at: dateTime } };
    expect(exactJson({ id: large, s: large }, codec)).toBe(`{"id":${large},"s":"${large}"}`);
    expect(() => exactJson({ id: "x" }, codec)).toThrow(ParameterError);
  });
});

test("what is read and written again is the same text", () => {
  const values: Codec = { properties: { id: int64, list: { items: int64 }, more: () => values } };
  const digits: Codec = {
    properties: { id: int64Digits, list: { items: int64Digits }, more: () => digits },
  };
  const integer = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const { value } = fc.letrec((tie) => ({
    value: fc.record(
      { id: integer, list: fc.array(integer), more: tie("value"), any: fc.jsonValue() },
      { requiredKeys: [] },
    ),
  }));
  fc.assert(
    fc.property(value, (given) => {
      const text = exactJson(given);
      expect(exactJson(exactJsonParser(values)(text ?? ""))).toBe(text);
      expect(exactJson(exactJsonParser(digits)(text ?? ""), digits)).toBe(text);
    }),
    runs({ some: 300, more: 2_000, all: 20_000 }),
  );
});
