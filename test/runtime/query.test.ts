import { describe, expect, test } from "vitest";
import { encodeCookies, encodeForm, encodeQuery } from "../../templates/runtime/query.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import type { QueryRecord } from "../../templates/runtime/request.ts";
import { unsendable } from "./unsendable.ts";

describe("pairs", () => {
  test.each<[name: string, given: QueryRecord, want: string]>([
    ["writes nothing for nothing", {}, ""],
    ["keeps the record's order", { b: "1", a: "2" }, "b=1&a=2"],
    ["leaves undefined out", { a: undefined, b: "1", c: undefined }, "b=1"],
    ["writes null as a flag, without =", { acl: null, b: "1" }, "acl&b=1"],
    ["writes an empty value with =", { period: "" }, "period="],
    ["repeats the name of an array", { ids: [1, 2] }, "ids=1&ids=2"],
    ["leaves undefined out of an array", { ids: [undefined, 1, undefined, 2] }, "ids=1&ids=2"],
    ["writes a flag that stands beside its values", { acl: [null, "x"] }, "acl&acl=x"],
    ["writes nothing for an empty array", { ids: [] }, ""],
    ["encodes names like values", { "ids[]": "a b", $top: "1" }, "ids%5B%5D=a%20b&%24top=1"],
    ["leaves the tilde of a name", { "~action": "get" }, "~action=get"],
    ["writes numbers", { a: 1.5, b: -0, c: 1e21 }, "a=1.5&b=0&c=1e%2B21"],
    ["writes a bigint in full", { id: 2n ** 64n }, "id=18446744073709551616"],
    ["writes booleans", { a: true, b: false }, "a=true&b=false"],
    ["writes a date in ISO 8601", { at: new Date(0) }, "at=1970-01-01T00%3A00%3A00.000Z"],
    ["writes the words null and undefined", { a: "null", b: "undefined" }, "a=null&b=undefined"],
    ["sends a parameter called __proto__", { ["__proto__"]: "x" }, "__proto__=x"],
  ])("%s", (_, given, want) => {
    expect(encodeQuery(given)).toBe(want);
  });

  test.each(unsendable)("refuses %s by the parameter's name", (_, value) => {
    expect(() => encodeQuery({ a: "1", secret: value })).toThrow(new ParameterError("secret"));
  });

  test.each([...unsendable, ["a list", ["x"]] as const])("refuses %s in an array", (_, value) => {
    const values = Object.assign([], [value]);
    expect(() => encodeQuery({ secret: values })).toThrow(new ParameterError("secret"));
  });

  test("refuses a name with a lone surrogate", () => {
    expect(() => encodeQuery({ "a\ud800": "1" })).toThrow(ParameterError);
  });

  test("reads own properties alone", () => {
    expect(encodeQuery(Object.create({ inherited: "x" }, {}) as QueryRecord)).toBe("");
  });
});

describe("form", () => {
  test("encodes as strictly as a query", () => {
    expect(encodeForm({ a: "b c+d", ids: ["1", "2"], e: undefined })).toBe(
      "a=b%20c%2Bd&ids=1&ids=2",
    );
  });
});

describe("cookies", () => {
  test.each<[name: string, given: QueryRecord, want: string | undefined]>([
    ["joins with a semicolon", { a: "1", b: "x;y" }, "a=1; b=x%3By"],
    ["repeats the name of an array", { a: ["1", "&"] }, "a=1; a=%26"],
    ["is left out where nothing is given", { a: undefined }, undefined],
  ])("%s", (_, given, want) => {
    expect(encodeCookies(given)).toBe(want);
  });
});
