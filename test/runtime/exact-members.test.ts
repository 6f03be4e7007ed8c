import { expect, test } from "vitest";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { exactMembers } from "../../templates/runtime/exact-members.ts";
import { int64Digits } from "../../templates/runtime/int64.ts";

const large = "9007199254740993";

test("what is an object, or a list with one, becomes JSON with all digits", () => {
  const id = BigInt(large);
  const at = new Date(0);
  const value = { id, ids: [id], at, none: undefined, one: { id }, all: [{ id }] };
  const written = { one: `{"id":${large}}`, all: `[{"id":${large}}]` };
  expect(exactMembers(value)).toEqual({ ...value, ...written });
});

test("digits become numbers first", () => {
  const codec = { properties: { one: { properties: { id: int64Digits } } } };
  expect(exactMembers({ one: { id: large } }, codec)).toEqual({ one: `{"id":${large}}` });
  expect(() => exactMembers({ one: { id: "many" } }, codec)).toThrow(ParameterError);
});

test("nothing stays nothing", () => {
  expect(exactMembers(undefined)).toEqual({});
  expect(exactMembers(null)).toEqual({});
});
