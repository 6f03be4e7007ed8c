import { describe, expect, test } from "vitest";
import { json, multipart, text } from "../../templates/runtime/body.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { unsendable } from "./unsendable.ts";

const circle: unknown[] = [];
circle.push(circle);

function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

describe("json", () => {
  test.each([
    [
      "writes JSON",
      { a: [1, "x", null, true], b: { c: 0 } },
      '{"a":[1,"x",null,true],"b":{"c":0}}',
    ],
    ["writes no body for undefined", undefined, undefined],
    ["writes null", null, "null"],
    ["leaves undefined properties out", { a: undefined, b: 1 }, '{"b":1}'],
    ["writes a bigint as a number in full", { id: 2n ** 64n }, '{"id":18446744073709551616}'],
    ["writes a date in ISO 8601", { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ["escapes a lone surrogate", "\ud800", '"\\ud800"'],
    ["sends a property called __proto__", JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
  ])("%s", (_, given, want) => {
    expect(json(given)).toBe(want);
  });

  test.each([
    ["NaN", { secret: Number.NaN }, "secret"],
    ["Infinity in an array", { a: [0, Number.POSITIVE_INFINITY] }, "1"],
    ["an invalid date", { a: { secret: new Date(Number.NaN) } }, "secret"],
    ["NaN as the whole body", Number.NaN, "body"],
    ["a circle", circle, "body"],
    ["a file", { a: [new Blob(["x"])] }, "0"],
    ["what nobody can nest", nested(100_000), "body"],
  ])("refuses %s by name", (_, given, parameter) => {
    expect(() => json(given)).toThrow(new ParameterError(parameter));
  });

  test("refuses a bigint where the platform cannot write one", () => {
    const rawJSON = Object.getOwnPropertyDescriptor(JSON, "rawJSON") ?? {};
    Reflect.deleteProperty(JSON, "rawJSON");
    try {
      expect(() => json({ id: 1n })).toThrow(new ParameterError("id"));
    } finally {
      Object.defineProperty(JSON, "rawJSON", rawJSON);
    }
  });
});

describe("multipart", () => {
  test("writes scalars as text, repeats arrays and leaves undefined out", () => {
    const body = multipart({ a: 1, b: ["x", undefined, 2n], c: undefined, d: new Date(0) });
    expect([...body]).toEqual([
      ["a", "1"],
      ["b", "x"],
      ["b", "2"],
      ["d", "1970-01-01T00:00:00.000Z"],
    ]);
  });

  test("keeps a file's name, type and bytes", async () => {
    const body = multipart({ file: new File(["abc"], "a b.txt", { type: "text/x" }) });
    const file = body.get("file");
    if (!(file instanceof File)) throw new Error("no file");
    expect([file.name, file.type, await file.text()]).toEqual(["a b.txt", "text/x", "abc"]);
  });

  test("takes blobs in an array", () => {
    const body = multipart({ files: [new Blob(["a"]), new Blob(["b"])] });
    expect(body.getAll("files")).toHaveLength(2);
  });

  test.each(unsendable)("refuses %s by the field's name", (_, value) => {
    expect(() => multipart({ secret: value })).toThrow(new ParameterError("secret"));
  });
});

describe("text", () => {
  test.each([["a €\u{1f600}"], [""], [undefined]])("lets %j through", (given) => {
    expect(text(given)).toBe(given);
  });

  test("refuses a lone surrogate", () => {
    expect(() => text("a\ud83d")).toThrow(new ParameterError("body"));
  });
});
