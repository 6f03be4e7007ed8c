import { describe, expect, test } from "vitest";
import { decode, encode, type Codec } from "../../templates/runtime/codec.ts";
import { dateTime } from "../../templates/runtime/date-time.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { int64, int64Digits, int64Text } from "../../templates/runtime/int64.ts";
import { formatOf } from "../../templates/runtime/internal.ts";

const text = "2020-01-02T03:04:05.678Z";
const date = new Date(text);

const cat: Codec = { properties: { born: dateTime } };
const tree: Codec = { properties: { at: dateTime, below: { items: () => tree } } };

const decoded: readonly [name: string, codec: Codec, json: unknown, value: unknown][] = [
  ["a date-time", dateTime, text, date],
  ["a date-time that is one already", dateTime, date, date],
  ["null", dateTime, null, null],
  ["nothing", dateTime, undefined, undefined],
  ["an int64", int64, 7, 7n],
  ["an int64 in a string", int64, "-9007199254740993", -9007199254740993n],
  ["an int64 that is text", int64Text, "9007199254740993", 9007199254740993n],
  ["an int64 as digits", int64Digits, 7, "7"],
  ["items", { items: dateTime }, [text, null], [date, null]],
  ["items of what is no list", { items: dateTime }, text, text],
  ["first items", { prefixItems: [null, int64] }, [1, 2, 3], [1, 2n, 3]],
  ["first items and others", { prefixItems: [null], items: int64 }, [1, 2, 3], [1, 2n, 3n]],
  ["properties", cat, { born: text, name: text }, { born: date, name: text }],
  ["properties of what is no object", cat, [text], [text]],
  ["a property that is not there", cat, {}, {}],
  [
    "a schema in itself",
    tree,
    { at: text, below: [{ at: text }] },
    { at: date, below: [{ at: date }] },
  ],
  [
    "additional properties",
    { properties: { a: null, n: int64 }, additionalProperties: dateTime },
    { a: text, n: 1, b: text },
    { a: text, n: 1n, b: date },
  ],
  [
    "`__proto__` as a property",
    { additionalProperties: int64 },
    JSON.parse('{"__proto__":1}'),
    Object.fromEntries([["__proto__", 1n]]),
  ],
  [
    "a base and what extends it",
    { allOf: [cat, { properties: { born: dateTime, id: int64 } }] },
    { born: text, id: 1 },
    { born: date, id: 1n },
  ],
  ["a string or a date-time: a date-time", { anyOf: [dateTime] }, text, date],
  ["a string or a date-time: a string", { anyOf: [dateTime] }, "today", "today"],
  ["a number or an int64: an integer", { anyOf: [int64] }, 1, 1n],
  ["a number or an int64: another number", { anyOf: [int64] }, 1.5, 1.5],
  ["a string or an int64: digits", { anyOf: [int64] }, "1", "1"],
  ["a string or an int64 as digits: an integer", { anyOf: [int64Digits] }, 1, "1"],
  ["a string or an int64 as digits: a string", { anyOf: [int64Digits] }, "one", "one"],
  ["a number or an int64 in text: text", { anyOf: [int64Text] }, "1", 1n],
  ["a number or an int64 in text: a number", { anyOf: [int64Text] }, 1, 1],
  ["a list or one: a list", { anyOf: [dateTime, { items: dateTime }] }, [text], [date]],
  ["a list or one: one", { anyOf: [dateTime, { items: dateTime }] }, text, date],
  ["a list of dates or of others", { anyOf: [{ items: dateTime }] }, ["x"], ["x"]],
  [
    "a list or an object: an object",
    { anyOf: [{ items: dateTime }, cat] },
    { born: text },
    { born: date },
  ],
  ["a list or an object: a list", { anyOf: [cat, { prefixItems: [dateTime] }] }, [text], [date]],
  ["a union in a union", { anyOf: [{ anyOf: [int64] }, { anyOf: [dateTime] }] }, text, date],
];

const cats: Codec = {
  anyOf: [
    { when: { kind: ["cat", "lion"] }, then: () => cat },
    { when: { kind: ["dog"] }, then: { properties: { weight: int64 } } },
  ],
};
const byRequired: Codec = {
  anyOf: [
    { required: ["born", "bark"], then: null },
    { required: ["born"], then: { allOf: [cat] } },
  ],
};

const variants: readonly [name: string, codec: Codec, json: unknown, value: unknown][] = [
  ["the first by its tag", cats, { kind: "lion", born: text }, { kind: "lion", born: date }],
  ["the second by its tag", cats, { kind: "dog", weight: 2 }, { kind: "dog", weight: 2n }],
  ["a tag that is unknown", cats, { kind: "bird", born: text }, { kind: "bird", born: text }],
  ["a tag that is not there", cats, { born: text }, { born: date }],
  ["no object", cats, "cat", "cat"],
  ["by what is required", byRequired, { born: text }, { born: date }],
  ["one that stays as it is", byRequired, { born: text, bark: 1 }, { born: text, bark: 1 }],
  ["one whose date is none", byRequired, { born: "May" }, { born: "May" }],
];

describe("decodes", () => {
  test.each([...decoded, ...variants])("%s", (_, codec, json, value) => {
    expect(decode(codec, json)).toEqual(value);
  });

  test("without changing what it is given", () => {
    const json = { born: text, list: [{ at: text }] };
    decode({ properties: { born: dateTime, list: { items: tree } } }, json);
    expect(json).toEqual({ born: text, list: [{ at: text }] });
  });
});

describe("a date-time", () => {
  test.each([
    ["2020-01-02T03:04:05Z", "2020-01-02T03:04:05.000Z"],
    ["2020-01-02t03:04:05.6789123z", "2020-01-02T03:04:05.678Z"],
    ["2020-01-02 03:04:05+01:30", "2020-01-02T01:34:05.000Z"],
    ["2020-02-29T00:00:00-00:00", "2020-02-29T00:00:00.000Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ])("%s is read", (json, value) => {
    expect(decode(dateTime, json)).toEqual(new Date(value));
  });

  test.each([
    ["2020-01-02T03:04:05"],
    ["2020-01-02"],
    ["2021-02-29T00:00:00Z"],
    ["2020-13-01T00:00:00Z"],
    ["2020-01-02T24:00:00Z"],
    ["2020-01-02T03:04:05+0100"],
    ["Thu, 02 Jan 2020 03:04:05 GMT"],
    [""],
    [1577934245],
    [{}],
  ])("%j is refused", (json) => {
    expect(() => decode(dateTime, json)).toThrow(SyntaxError);
  });
});

test.each([
  [int64, 1.5],
  [int64, 2 ** 53],
  [int64, "1e3"],
  [int64Text, true],
  [int64Digits, ""],
])("an int64 that is none is refused (%#)", (codec, json) => {
  expect(() => decode(codec, json)).toThrow(SyntaxError);
});

test.each<readonly [Codec, unknown, string]>([
  [dateTime, "May", "date-time"],
  [{ items: int64 }, [1, "x"], "int64 at /1"],
  [
    { properties: { "a/b~c": { items: tree } } },
    { "a/b~c": [{ at: 1 }] },
    "date-time at /a~1b~0c/0/at",
  ],
])("an error names format and location (%#)", (codec, json, format) => {
  const error = caught(() => decode(codec, json));
  expect(formatOf(error, "JSON")).toBe(format);
});

describe("encodes", () => {
  test.each<readonly [name: string, codec: Codec, value: unknown, json: unknown]>([
    ["a date as it is", dateTime, date, date],
    ["a bigint as it is", int64, 1n, 1n],
    ["a bigint as text", int64Text, 9007199254740993n, "9007199254740993"],
    ["text as it is", int64Text, "1", "1"],
    ["digits as a bigint", int64Digits, "9007199254740993", 9007199254740993n],
    [
      "nested",
      { properties: { a: { items: int64Text } } },
      { a: [1n], b: 1n },
      { a: ["1"], b: 1n },
    ],
    ["of a union what fits", { anyOf: [dateTime, int64Text] }, 1n, "1"],
    ["of a union what fits nothing", { anyOf: [int64Digits] }, "one", "one"],
    ["what writes itself", { properties: { a: int64Text } }, date, date],
  ])("%s", (_, codec, value, json) => {
    expect(encode(codec, value)).toEqual(json);
  });

  test.each<readonly [Codec, unknown, string]>([
    [int64Digits, "many", "body"],
    [{ properties: { id: int64Digits } }, { id: "1.5" }, "id"],
    [{ properties: { at: dateTime } }, { at: new Date(Number.NaN) }, "at"],
  ])("and refuses what has no text (%#)", (codec, value, parameter) => {
    const error = caught(() => encode(codec, value));
    expect(error).toBeInstanceOf(ParameterError);
    expect(error).toMatchObject({ parameter });
  });
});

function caught(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
