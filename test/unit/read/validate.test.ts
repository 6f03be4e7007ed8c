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

const newFields = `openapi: 3.2.0
info: { title: T, version: "1" }
tags:
  - { name: cats, kind: nav, parent: pets }
  - { name: pets, summary: Pets }
servers: [{ url: "https://example.com", name: Live }]
paths:
  /a:
    query: { responses: { "200": { description: OK, summary: Found } } }
    additionalOperations: { PURGE: { responses: { "204": { description: OK } } } }
components:
  mediaTypes: { Lines: { itemSchema: { type: string } } }
`;

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
    ["nothing, where OpenAPI 3.2 has more fields than 3.1", newFields, []],
    [
      "what OpenAPI 3.2 does not allow in its own fields",
      newFields.replace("parent: pets", "parent: 1"),
      ["4:30 schema-violation `parent` must be string; reading it as far as possible."],
    ],
    [
      "fields of OpenAPI 3.2 in a description of 3.1",
      newFields.replace("3.2.0", "3.1.0"),
      [
        "8:3 schema-violation `~1a` must NOT have unevaluated properties; reading it as far as possible.",
        "6:11 schema-violation `0` must NOT have unevaluated properties; reading it as far as possible.",
        "4:5 schema-violation `0` must NOT have unevaluated properties; reading it as far as possible.",
        "5:5 schema-violation `1` must NOT have unevaluated properties; reading it as far as possible.",
      ],
    ],
  ])("%s", async (_, text, want) => {
    expect(await violations(text)).toEqual(want);
  });
});
