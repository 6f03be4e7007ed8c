import { expect, test } from "vitest";
import { readHeaders } from "../../templates/runtime/response-headers.ts";

type Kind = Parameters<typeof readHeaders<Record<"x", unknown>>>[1]["x"];

const rows: readonly [text: string, kind: Kind, value: unknown][] = [
  ["a, b", "string", "a, b"],
  ["", "string", ""],
  ["42", "number", 42],
  ["-1.5", "number", -1.5],
  ["many", "number", undefined],
  ["", "number", undefined],
  ["true", "boolean", true],
  ["False", "boolean", false],
  ["1", "boolean", undefined],
  ["a, b,,c", ["string"], ["a", "b", "c"]],
  ["", ["string"], []],
  ["1,2", ["number"], [1, 2]],
  ["1,many", ["number"], undefined],
];

test.each(rows)("%j as %j is %j", (text, kind, value) => {
  const read = readHeaders<{ readonly "X-A"?: unknown }>(
    new Response(null, { headers: { "x-a": text } }),
    { "X-A": kind },
  );
  expect(read).toEqual(value === undefined ? {} : { "X-A": value });
  expect(Object.keys(read)).toHaveLength(value === undefined ? 0 : 1);
});

test("a header that is not there is left out", () => {
  expect(readHeaders({ headers: new Headers() }, { a: "string", b: ["number"] })).toEqual({});
});
