import { describe, expect, test } from "vitest";
import { deepObject, fields, mergeFields } from "../../templates/runtime/object-parameter.ts";
import { assigned, csv, joinAssigned } from "../../templates/runtime/delimited-list.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { encodeQuery } from "../../templates/runtime/query.ts";

const date = new Date("2026-01-02T03:04:05Z");

describe("fields", () => {
  test.each([
    ["gives each property a pair", { a: "x", b: 2 }, "a=x&b=2"],
    ["repeats the name of a list", { ids: [1, 2] }, "ids=1&ids=2"],
    ["writes dates as dates", { at: date }, "at=2026-01-02T03%3A04%3A05.000Z"],
    ["writes an object in it as JSON", { a: { b: 1 } }, "a=%7B%22b%22%3A1%7D"],
    ["writes a list of objects as JSON", { a: [{ b: 1 }] }, "a=%5B%7B%22b%22%3A1%7D%5D"],
    ["leaves out what is not there", { a: undefined, b: null, c: 1 }, "c=1"],
    ["is empty for nothing", undefined, ""],
    ["is empty for null", null, ""],
  ])("%s", (_, given, want) => {
    expect(encodeQuery(fields(given))).toBe(want);
  });
});

describe("deepObject", () => {
  test.each([
    ["puts the name before each property", { a: "x", b: 2 }, "f[a]=x&f[b]=2"],
    ["goes on into objects", { a: { b: { c: 1 } } }, "f[a][b][c]=1"],
    ["numbers a list from 0", { ids: [1, 2] }, "f[ids][0]=1&f[ids][1]=2"],
    ["is numbered when it is a list itself", ["a", "b"], "f[0]=a&f[1]=b"],
    ["is a pair when it is a scalar", 5, "f=5"],
    ["writes dates as dates", { at: date }, "f[at]=2026-01-02T03:04:05.000Z"],
    ["numbers objects in a list from 0", { a: [{ b: 1 }, { b: 2 }] }, "f[a][0][b]=1&f[a][1][b]=2"],
    ["leaves out what is not there", { a: undefined, b: null }, ""],
    ["is empty for nothing", undefined, ""],
    ["is empty for null", null, ""],
  ])("%s", (_, given, want) => {
    expect(decodeURIComponent(encodeQuery(deepObject("f", given)))).toBe(want);
  });

  test("encodes the brackets", () => {
    expect(encodeQuery(deepObject("f", { "a b": 1 }))).toBe("f%5Ba%20b%5D=1");
  });
});

describe("an object as one value", () => {
  test.each([
    ["has names and values in turn", csv({ R: 100, G: "200" }), "R,100,G,200"],
    ["has pairs", assigned({ R: 100, G: "a,=" }), "R=100,G=a%2C%3D"],
    ["has dates as dates", assigned({ at: date }), "at=2026-01-02T03%3A04%3A05.000Z"],
    ["leaves out what is not there", csv({ a: undefined, b: null, c: 1 }), "c,1"],
    ["has an object in it as JSON", csv({ a: { b: 1 } }), "a,%7B%22b%22%3A1%7D"],
    ["has a list in it as JSON", assigned({ a: [1, 2] }), "a=%5B1%2C2%5D"],
  ])("%s", (_, given, want) => {
    expect(given).toEqual({ encoded: want });
  });

  test.each([
    csv({}),
    assigned({}),
    csv(undefined),
    assigned(undefined),
    csv(null),
    joinAssigned({}),
  ])("is left out when it is empty, %#", (given) => {
    expect(given).toBe(undefined);
  });

  test("is text where nothing is encoded", () => {
    expect(joinAssigned({ R: 100, G: "a b" })).toBe("R=100,G=a b");
  });
});

describe("merged fields", () => {
  test("have all values of a name that several have, in order", () => {
    const merged = mergeFields({ a: 1, b: undefined }, { a: [2, 3], c: null }, { c: "x" });
    expect(encodeQuery(merged)).toBe("a=1&a=2&a=3&c&c=x");
  });
});

test.each([
  ["NaN in an object's pairs", { a: assigned({ a: Number.NaN }) }],
  ["NaN among names and values", { a: csv({ a: Number.NaN }) }],
  ["NaN in a header's pairs", { a: joinAssigned({ a: Number.NaN }) }],
  ["NaN in fields", fields({ a: Number.NaN })],
  ["NaN in a deep object", deepObject("f", { a: { b: Number.NaN } })],
])("%s is refused before anything is sent", (_, record) => {
  expect(() => encodeQuery(record)).toThrow(ParameterError);
});

test("what a prototype has is not sent", () => {
  expect(encodeQuery(fields(Object.create({ a: 1 }) as object))).toBe("");
});
