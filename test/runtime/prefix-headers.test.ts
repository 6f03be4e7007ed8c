import { expect, test } from "vitest";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { encodeHeaders } from "../../templates/runtime/headers.ts";
import { prefixed } from "../../templates/runtime/prefix-headers.ts";

test("a map is a header field for each of its values", () => {
  const values = { a: "1", "B-c": 2, gone: undefined, none: null };
  expect(encodeHeaders(prefixed("x-meta-", values))).toEqual({
    "x-meta-a": "1",
    "x-meta-b-c": "2",
  });
});

test.each([undefined, null, {}])("%s is no header field", (values) => {
  expect(prefixed("x-meta-", values)).toEqual({});
});

test.each(["a b", "a:b", "a\nb", "ä"])("a key %j is refused: no name ends with it", (key) => {
  expect(() => prefixed("x-meta-", { [key]: "1" })).toThrow(new ParameterError(`x-meta-${key}`));
});
