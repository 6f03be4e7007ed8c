import { expect, test } from "vitest";
import { dateTime } from "../../templates/runtime/date-time.ts";
import { exactJsonParser } from "../../templates/runtime/exact-json.ts";
import { int64 } from "../../templates/runtime/int64.ts";
import { readHeaders } from "../../templates/runtime/response-headers.ts";

const large = 9007199254740993n;

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
  ["9007199254740993", int64, large],
  ["1, 2", [int64], [1n, 2n]],
  ["1.5", int64, undefined],
  ["2020-01-02T03:04:05Z", dateTime, new Date("2020-01-02T03:04:05Z")],
  ["a|b, c", ["string", "|"], ["a", "b, c"]],
  ["1 2", ["number", " "], [1, 2]],
  ['{"a":[1,"\\u00e9"]}', "json", { a: [1, "é"] }],
  ["null", "json", null],
  ["{", "json", undefined],
  ['{"id":9007199254740993}', exactJsonParser({ properties: { id: int64 } }), { id: large }],
  ['{"id":1.5}', exactJsonParser({ properties: { id: int64 } }), undefined],
  ["R,100,G,x", { isExploded: false, properties: { R: "number" } }, { R: 100, G: "x" }],
  ["R=100, G=a=b", { isExploded: true, properties: { R: "number" } }, { R: 100, G: "a=b" }],
  ["R,1,G", { isExploded: false, properties: { R: "number" } }, undefined],
  ["R", { isExploded: true, properties: {} }, undefined],
  ["R=many", { isExploded: true, properties: { R: "number" } }, undefined],
  ["A=1", { isExploded: true, properties: {}, others: "number" }, { A: 1 }],
  ["constructor=1", { isExploded: true, properties: {} }, { constructor: "1" }],
  ["", { isExploded: true, properties: {} }, undefined],
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

test("a property of an object may have the name of the prototype", () => {
  const headers = new Headers({ a: "__proto__,x" });
  const { a } = readHeaders<{ a?: object }>(
    { headers },
    { a: { isExploded: false, properties: {} } },
  );
  expect(Object.entries(a ?? {})).toEqual([["__proto__", "x"]]);
  expect(Object.getPrototypeOf(a)).toBe(Object.prototype);
});

test("cookies are a list of what was sent, commas and all", () => {
  const headers = new Headers();
  const cookies = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"];
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  const kinds = { "Set-Cookie": ["string"] } as const;
  expect(readHeaders({ headers }, kinds)).toEqual({ "Set-Cookie": cookies });
  const old = { get: (name: string) => headers.get(name) } as Headers;
  expect(readHeaders({ headers: old }, { "Set-Cookie": ["string"] })).toEqual({
    "Set-Cookie": cookies.join(", ").split(", "),
  });
});

test("a header that is not there is left out", () => {
  expect(readHeaders({ headers: new Headers() }, { a: "string", b: ["number"] })).toEqual({});
});
