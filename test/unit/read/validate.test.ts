import { describe, expect, test } from "vitest";
import { parseSource } from "../../../generator/source/load.ts";
import { ReadContext } from "../../../generator/source/read-context.ts";
import { upgrade } from "../../../generator/upgrade/upgrade.ts";
import { validate } from "../../../generator/read/validate.ts";

async function violations(text: string): Promise<string[]> {
  const source = await parseSource("a.yaml", text);
  const context = new ReadContext();
  context.positions.add(source, source.root);
  const document = upgrade(source.root, context);
  const before = JSON.stringify(document);
  const { length } = context.problems;
  await validate(document, context);
  expect(JSON.stringify(document)).toBe(before);
  return context.problems
    .slice(length)
    .map(({ code, location, message }) => `${location.line}:${location.column} ${code} ${message}`);
}

const head = 'swagger: "2.0"\ninfo: { title: T, version: "1" }\n';
const paths = "paths: { /a: { get: { responses: { 200: { description: OK } } } } }\n";

describe("what the specification does not allow", () => {
  test.each<[name: string, text: string, want: readonly string[]]>([
    ["nothing, where all is well", head + paths, []],
    [
      "a field of the wrong type, at its line",
      head + paths + "tags:\n  - name: a\n    description: 1\n",
      ["6:5 schema-violation `description` must be string; reading it as far as possible."],
    ],
    [
      "a missing field, at what lacks it",
      head + paths + "tags:\n  - description: a\n",
      [
        "5:5 schema-violation `0` must have required property 'name'; reading it as far as possible.",
      ],
    ],
    [
      "not a schema's name that Swagger 2.0 allowed",
      head + paths + 'definitions: { "List<Pet>": { type: string } }\n',
      [],
    ],
  ])("%s", async (_, text, want) => {
    expect(await violations(text)).toEqual(want);
  });
});
