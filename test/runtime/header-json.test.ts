import { expect, test } from "vitest";
import { headerJson } from "../../templates/runtime/header-json.ts";

test.each([
  [{ path: "/a b" }, '{"path":"/a b"}'],
  [{ path: "/ф é\u007f😀" }, '{"path":"/\\u0444 \\u00e9\\u007f\\ud83d\\ude00"}'],
  [["\t"], '["\\t"]'],
  [undefined, undefined],
])("%j is %j", (value, want) => {
  expect(headerJson(value)).toBe(want);
  if (want !== undefined) expect(JSON.parse(want)).toEqual(value);
});
