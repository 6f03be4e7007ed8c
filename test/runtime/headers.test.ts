import { describe, expect, test } from "vitest";
import { encodeHeaders } from "../../templates/runtime/headers.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import type { HeaderRecord } from "../../templates/runtime/request.ts";
import { unsendable } from "./unsendable.ts";

describe("headers", () => {
  test.each<[name: string, given: HeaderRecord, want: Record<string, string>]>([
    ["writes names in lower case", { "X-Amz-Target": "Svc.Op" }, { "x-amz-target": "Svc.Op" }],
    [
      "lets the later of two win, whatever their case",
      { "X-Id": "1", "x-id": "2" },
      { "x-id": "2" },
    ],
    ["leaves undefined out", { "X-Id": undefined }, {}],
    ["writes other scalars", { a: 1, b: 2n, c: false }, { a: "1", b: "2", c: "false" }],
    ["sends one called __proto__", { ["__proto__"]: "x" }, { ["__proto__"]: "x" }],
    ["lets tabs and Latin-1 through", { a: "b\tc é\xff" }, { a: "b\tc é\xff" }],
  ])("%s", (_, given, want) => {
    expect(encodeHeaders(given)).toEqual(want);
  });

  test("lets the later of two records win, but for what it leaves out", () => {
    const later = { "x-a": "2", "x-b": undefined };
    expect(encodeHeaders({ "X-A": "1", "X-B": "1" }, later)).toEqual({ "x-a": "2", "x-b": "1" });
  });

  test.each([
    ...unsendable,
    ["a carriage return", "a\rb"] as const,
    ["a line feed", "a\nInjected: b"] as const,
    ["a NUL", "a\0b"] as const,
    ["another control character", "a\x1bb"] as const,
    ["what is outside Latin-1", "€"] as const,
    ["a blank at the beginning", " a"] as const,
    ["a blank at the end", "a "] as const,
    ["a tab at the end", "a\t"] as const,
  ])("refuses %s by the parameter's name", (_, value) => {
    expect(() => encodeHeaders({ "X-Secret": value })).toThrow(new ParameterError("X-Secret"));
  });
});
