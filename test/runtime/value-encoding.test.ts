import { describe, expect, test } from "vitest";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { encodeCookies, encodeQuery, wholeQuery } from "../../templates/runtime/query.ts";
import { reserved, verbatim } from "../../templates/runtime/value-encoding.ts";
import { unsendable } from "./unsendable.ts";

describe("reserved", () => {
  test.each([
    ["keeps reserved characters", "a/b?c:d@e!$&'()*+,;=", "a/b?c:d@e!$&'()*+,;="],
    ["keeps triples and encodes other percent signs", "%2F%zz%", "%2F%25zz%25"],
    ["encodes what a query cannot hold", '#[] ä"', "%23%5B%5D%20%C3%A4%22"],
    ["is written for other scalars", 1, "1"],
    ["leaves what is encoded already", { encoded: "%41" }, "%41"],
  ])("%s", (_, given, want) => {
    expect(encodeQuery({ a: reserved(given) })).toBe(`a=${want}`);
  });

  test("leaves out what is not there", () => {
    expect([reserved(undefined), reserved(null)]).toEqual([undefined, undefined]);
  });

  test("holds for each value of a list and each property of an object", () => {
    expect(reserved(["a/", "b"])).toEqual([{ encoded: "a/" }, { encoded: "b" }]);
    expect(reserved({ x: "a/", y: undefined })).toEqual({ x: { encoded: "a/" }, y: undefined });
  });

  test.each(unsendable)("with %s is refused by the name it is sent under", (_, value) => {
    expect(() => encodeQuery({ a: reserved(value) })).toThrow(new ParameterError("a"));
  });
});

describe("verbatim", () => {
  test("keeps what a cookie can hold", () => {
    expect(encodeCookies({ a: verbatim("x/y=%20,z") })).toBe("a=x/y=%20,z");
  });

  test.each(["a;b", "a b", "a\r\nb", "ä"])("refuses what ends a cookie: %j", (value) => {
    expect(() => encodeCookies({ a: verbatim(value) })).toThrow(new ParameterError("a"));
  });
});

test("a whole query that is not there sends none", () => {
  expect(encodeQuery(wholeQuery(undefined))).toBe("");
});

test("a whole query is one name without a value", () => {
  expect(encodeQuery(wholeQuery('{"a":1}'))).toBe("%7B%22a%22%3A1%7D");
});
