import { expect, test } from "vitest";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { encodeHeaders } from "../../templates/runtime/headers.ts";
import { quotedList } from "../../templates/runtime/quoted-list.ts";
import { unsendable } from "./unsendable.ts";

test.each<[name: string, list: readonly unknown[], field: string]>([
  ["leaves plain values as they are", ["a", "b c", 1, true], "a,b c,1,true"],
  ["quotes a value with a comma", ["b,c", "a"], '"b,c",a'],
  ["quotes a value with a quote, which is escaped", ['"def"'], '"\\"def\\""'],
  ["escapes backslashes where it quotes", ["a\\,", "a\\"], '"a\\\\,",a\\'],
  ["leaves out what is not there", [undefined, "a", null], "a"],
])("a list in a header %s", (_, list, field) => {
  expect(encodeHeaders({ "X-List": quotedList(list) })).toEqual({ "x-list": field });
});

test("an empty list is left out", () => {
  expect(encodeHeaders({ "X-List": quotedList([]) })).toEqual({});
});

test.each(unsendable)("a list with %s is refused by its name", (_, value) => {
  expect(() => encodeHeaders({ "X-List": quotedList(["a", value]) })).toThrow(
    new ParameterError("X-List"),
  );
});
