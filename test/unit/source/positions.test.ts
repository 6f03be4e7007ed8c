import { describe, expect, test } from "vitest";
import { parseSource } from "../../../generator/source/load.ts";

describe("positions", () => {
  const yaml = [
    "# comment",
    "a:",
    "  b/c~d: &x",
    "    - 1",
    "    - e: 2",
    "  'f': >",
    "    text",
    "g: *x",
    "h: {<<: {i: 1}, j: {}}",
    "200: &y k",
  ].join("\n");
  const json = '\n{ "a": {"b/c~d": [ 1,\r\n\t{"\\u0065": 2} ], "f": "}\\"]" },\n"g": -1.0e5 }';
  const cases: [name: string, text: string, pointer: string, want: string][] = [
    ["the document", yaml, "", "2:1"],
    ["a key", yaml, "/a", "2:1"],
    ["a key with / and ~", yaml, "/a/b~1c~0d", "3:3"],
    ["an item", yaml, "/a/b~1c~0d/0", "4:7"],
    ["a map in a list", yaml, "/a/b~1c~0d/1", "5:7"],
    ["a key in a list", yaml, "/a/b~1c~0d/1/e", "5:7"],
    ["a quoted key", yaml, "/a/f", "6:3"],
    ["a key whose value is an alias", yaml, "/g", "8:1"],
    ["through an alias", yaml, "/g/1/e", "5:7"],
    ["what a merge key brought", yaml, "/h/i", "9:10"],
    ["a key in flow style", yaml, "/h/j", "9:17"],
    ["an integer key", yaml, "/200", "10:1"],
    ["past the end: the deepest that exists", yaml, "/a/b~1c~0d/7/x/y", "3:3"],
    ["past a scalar", yaml, "/a/f/x", "6:3"],
    ["nothing that exists", yaml, "/zzz", "2:1"],
    ["a name of Object.prototype", yaml, "/a/constructor/prototype", "2:1"],
    ["the JSON document", json, "", "2:1"],
    ["a JSON key", json, "/a", "2:3"],
    ["a JSON key with / and ~", json, "/a/b~1c~0d", "2:9"],
    ["a JSON item", json, "/a/b~1c~0d/0", "2:20"],
    ["a JSON map in a list", json, "/a/b~1c~0d/1", "3:2"],
    ["an escaped JSON key", json, "/a/b~1c~0d/1/e", "3:3"],
    ["a JSON key after a list", json, "/a/f", "3:19"],
    ["a JSON key after a string with signs", json, "/g", "4:1"],
    ["past the end of JSON", json, "/a/b~1c~0d/2/x", "2:9"],
  ];
  test.each(cases)("%s", async (_, text, pointer, want) => {
    const { line, column } = (await parseSource("x", text)).locate(pointer);
    expect(`${line}:${column}`).toBe(want);
  });

  test("of every key of one key after another, in YAML and JSON", async () => {
    const keys = Array.from({ length: 2000 }, (_, i) => `key${i}`);
    const inYaml = await parseSource("x.yaml", keys.map((key) => `${key}: {a: 1}\n`).join(""));
    const inJson = await parseSource(
      "x.json",
      `{${keys.map((key) => `"${key}":[{}]`).join(",\n")}}`,
    );
    const lines = keys.map((_, i) => i + 1);
    expect(keys.map((key) => inYaml.locate(`/${key}/a`).line)).toStrictEqual(lines);
    expect(keys.map((key) => inJson.locate(`/${key}/0`).line)).toStrictEqual(lines);
  });
});

describe("the spelling of a number", () => {
  const yaml = "a: 1.10\nb: 0x1F\nc: [1e3]\nd: 10\ne: '1.10'\nf: &v 2.0\ng: *v\n";
  const json = '{"a": 1.10, "b": [1E3 ], "c": 1, "d": "1.10"}';
  const cases: [name: string, text: string, pointer: string, want: string | undefined][] = [
    ["a zero at the end", yaml, "/a", "1.10"],
    ["a hexadecimal number", yaml, "/b", "0x1F"],
    ["a number in a list", yaml, "/c/0", "1e3"],
    ["a number that is written as JavaScript does", yaml, "/d", undefined],
    ["a text", yaml, "/e", undefined],
    ["an alias", yaml, "/g", "2.0"],
    ["nothing", yaml, "/a/b", undefined],
    ["JSON: a zero at the end", json, "/a", "1.10"],
    ["JSON: a number in a list", json, "/b/0", "1E3"],
    ["JSON: a number that is written as JavaScript does", json, "/c", undefined],
    ["JSON: a text", json, "/d", undefined],
    ["JSON: a map", json, "", undefined],
  ];
  test.each(cases)("%s", async (_, text, pointer, want) => {
    expect((await parseSource("x", text)).rawNumber(pointer)).toBe(want);
  });
});
