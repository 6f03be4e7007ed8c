import { expect, test } from "vitest";
import { dateTime } from "../../templates/runtime/date-time.ts";
import { int64 } from "../../templates/runtime/int64.ts";
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
  ["9007199254740993", int64, 9007199254740993n],
  ["1, 2", [int64], [1n, 2n]],
  ["1.5", int64, undefined],
  ["2020-01-02T03:04:05Z", dateTime, new Date("2020-01-02T03:04:05Z")],
  ["Thu, 02 Jan 2020 03:04:05 GMT", dateTime, undefined],
];

test.each(rows)("%j as %o is %o", (text, kind, value) => {
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
