import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encode } from "../../templates/runtime/encode.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { runs } from "../helpers/sample.ts";

describe("encode", () => {
  test.each([
    ["leaves what RFC 3986 calls unreserved", "AZaz09-._~", "AZaz09-._~"],
    ["writes a space as %20", "a b", "a%20b"],
    ["escapes the marks that encodeURIComponent leaves", "!'()*", "%21%27%28%29%2A"],
    ["escapes delimiters", ":/?#[]@$&+,;=", "%3A%2F%3F%23%5B%5D%40%24%26%2B%2C%3B%3D"],
    ["escapes a percent sign once", "100%", "100%25"],
    ["escapes what is escaped already", "%20", "%2520"],
    ["writes UTF-8 in capitals", "é€😀", "%C3%A9%E2%82%AC%F0%9F%98%80"],
    ["escapes control characters", "\0\r\n\t", "%00%0D%0A%09"],
    ["leaves the empty text", "", ""],
  ])("%s", (_, text, want) => {
    expect(encode(text, "name")).toBe(want);
  });

  test.each([
    ["a high surrogate", "a\ud83d"],
    ["a low surrogate", "\ude00b"],
    ["surrogates in the wrong order", "\ude00\ud83d"],
  ])("refuses %s by the parameter's name", (_, text) => {
    expect(() => encode(text, "tag")).toThrow(new ParameterError("tag"));
  });

  test("writes unreserved characters and escapes alone, and loses nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const encoded = encode(text, "name");
        expect(encoded).toMatch(/^(?:[\w.~-]|%[\dA-F]{2})*$/);
        expect(decodeURIComponent(encoded)).toBe(text);
      }),
      runs({ some: 100, more: 1_000, all: 100_000 }),
    );
  });
});
