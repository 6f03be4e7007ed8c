import { expect, test } from "vitest";
import { label, matrix } from "../../templates/runtime/path-style.ts";
import { path } from "../../templates/runtime/path.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";

// The styles themselves are rows of test/conformance/rows/parameters.ts.
test.each([
  ["a label without a value", label(undefined)],
  ["a matrix without a value", matrix("id", undefined)],
  ["an exploded matrix of nothing", matrix("id", {}, true)],
  ["a label with NaN", label(Number.NaN)],
  ["an exploded matrix with NaN", matrix("id", { a: Number.NaN }, true)],
])("%s is refused", (_, value) => {
  expect(() => path`/a/${value}`).toThrow(new ParameterError("/a/{1}"));
});

test("a matrix encodes the names that it writes", () => {
  expect(path`/a${matrix("a b", "c")}${matrix("x", { "d;e": 1 }, true)}`).toBe(
    "/a;a%20b=c;d%3Be=1",
  );
});

test("each form of a label and an empty matrix", () => {
  expect(path`/${label(["a", "b"])}${label(["a", "b"], true)}`).toBe("/.a,b.a.b");
  expect(path`/${label({ R: 1 })}${label({ R: 1 }, true)}`).toBe("/.R,1.R=1");
  expect(path`/${matrix("id", "")}`).toBe("/;id");
});
