import { expect, test } from "vitest";
import { at, openapi, operationOf, run } from "./upgraded.ts";
import { parseSource } from "../../../generator/source/load.ts";
import { ReadContext } from "../../../generator/source/read-context.ts";
import { upgrade } from "../../../generator/upgrade/upgrade.ts";

test.each<[type: unknown, given: readonly unknown[], want: readonly unknown[] | undefined]>([
  ["string", ["a", "2020"], ["a", "2020"]],
  ["string", [2020, 2021], ["2020", "2021"]],
  ["string", ["yes", true, null], ["yes", "true", null]],
  [
    ["string", "null"],
    ["a", 1, null],
    ["a", "1", null],
  ],
  ["integer", ["1", "2"], [1, 2]],
  ["integer", [1, 2.5], [1, 2.5]],
  ["number", ["1.5", "one", "01"], [1.5]],
  ["boolean", ["true", false, "no"], [true, false]],
  ["string", [{ a: 1 }, ["b"]], undefined],
  ["array", [["a"]], [["a"]]],
  [
    ["string", "integer"],
    ["a", 1],
    ["a", 1],
  ],
  [undefined, ["a", 1], ["a", 1]],
])("an enum of %j that lists %j has %j", (type, given, want) => {
  const schema = { type, enum: given };
  const parameters = [{ name: "a", in: "query", schema }];
  const description = { ...openapi({ parameters }), openapi: "3.1.0" };
  const upgraded = run(description);
  expect(at(operationOf(upgraded), "parameters", "0", "schema", "enum")).toEqual(want);
  const isChanged = JSON.stringify(given) !== JSON.stringify(want);
  expect(upgraded.problems).toEqual(
    isChanged ? ["invalid-enum /paths/~1a~1{id}/post/parameters/0/schema/enum"] : [],
  );
});

test("names and descriptions stay with their values where another one is ignored", () => {
  const schema = {
    type: "integer",
    enum: ["one", 1, 2],
    "x-enum-varnames": ["Word", "Low", "High"],
    "x-enum-descriptions": ["w", "l", "h"],
  };
  const parameters = [{ name: "a", in: "query", schema }];
  const upgraded = run({ ...openapi({ parameters }), openapi: "3.1.0" });
  expect(at(operationOf(upgraded), "parameters", "0", "schema")).toEqual({
    type: "integer",
    enum: [1, 2],
    "x-enum-varnames": ["Low", "High"],
    "x-enum-descriptions": ["l", "h"],
  });
});

test("a number keeps the digits that the description has", async () => {
  const text = `openapi: 3.1.0
info: { title: T, version: "1" }
paths: {}
components: { schemas: { Version: { type: string, enum: [1.10, 1.9] } } }
`;
  const source = await parseSource("a.yaml", text);
  const context = new ReadContext();
  context.positions.add(source, source.root);
  const { components } = upgrade(source.root, context);
  expect(at(components.schemas, "Version", "enum")).toEqual(["1.10", "1.9"]);
  expect(context.problems.map(({ message }) => message)).toEqual([
    '`1.1` in `enum` is not of type `string`; reading it as `"1.10"`.',
  ]);
});
