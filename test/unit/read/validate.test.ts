import { describe, expect, test } from "vitest";
import { parseSource } from "../../../generator/source/load.ts";
import { Places } from "../../../generator/source/positions.ts";
import type { Problem } from "../../../generator/diagnostics/problem.ts";
import { upgrade } from "../../../generator/upgrade/upgrade.ts";
import { validate } from "../../../generator/read/validate.ts";

async function violations(text: string): Promise<string[]> {
  const source = await parseSource("a.yaml", text);
  const places = new Places();
  places.enter(source, source.root);
  const problems: Problem[] = [];
  const document = upgrade(source.root, places, () => undefined);
  const before = JSON.stringify(document);
  await validate(document, places, (problem) => problems.push(problem));
  expect(JSON.stringify(document)).toBe(before);
  return problems.map(
    ({ code, place, message }) => `${place.line}:${place.column} ${code} ${message}`,
  );
}

const head = 'swagger: "2.0"\ninfo: { title: T, version: "1" }\n';
const paths = "paths: { /a: { get: { responses: { 200: { description: OK } } } } }\n";

describe("what the specification does not allow", () => {
  test.each<[name: string, text: string, want: readonly string[]]>([
    ["nothing, where all is well", head + paths, []],
    [
      "a field of the wrong type, at its line",
      head + paths + "tags:\n  - name: a\n    description: 1\n",
      ["6:5 invalid `description` must be string; read as far as it can be"],
    ],
    [
      "a missing field, at what lacks it",
      head + paths + "tags:\n  - description: a\n",
      ["5:5 invalid `0` must have required property 'name'; read as far as it can be"],
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
