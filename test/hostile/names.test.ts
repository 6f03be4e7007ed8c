import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { digest } from "../../generator/naming/unique-names.ts";
import { checkFiles } from "../../generator/output/paths.ts";
import { runs } from "../helpers/sample.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "names-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Names {
  readonly schemas?: readonly string[];
  readonly operations?: readonly string[];
  readonly schemes?: readonly string[];
  /** Pointers into a file beside the description. */
  readonly referenced?: readonly string[];
}

/** The files of a description with these names: every one of them in use. */
async function filesOf(given: Names): Promise<void> {
  const { schemas = [], operations = [], schemes = [], referenced = [] } = given;
  const object = { type: "object", properties: { a: { type: "string" } } };
  const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
  const refs = [
    ...schemas.map((name) => `#/components/schemas/${encodeURIComponent(escaped(name))}`),
    ...referenced.map((name) => `other.json#/${encodeURIComponent(escaped(name))}`),
  ];
  const gets = operations.map((operationId, index) => [
    `/o${index}`,
    { get: { operationId, responses: { 200: { description: "OK" } } } },
  ]);
  const posts = refs.map(($ref, index) => {
    const content = { "application/json": { schema: { $ref } } };
    const responses = { 200: { description: "OK", content } };
    return [`/s${index}`, { post: { operationId: `use schema ${index}`, responses } }];
  });
  const entries = <T>(names: readonly string[], value: T): object =>
    Object.fromEntries(names.map((name) => [name, value]));
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: Object.fromEntries([...gets, ...posts]),
    components: {
      schemas: entries(schemas, object),
      securitySchemes: entries(schemes, { type: "http", scheme: "bearer" }),
    },
  };
  await writeFile(join(folder, "other.json"), JSON.stringify(entries(referenced, object)));
  const spec = join(folder, "api.json");
  await writeFile(spec, JSON.stringify(description));
  const { files } = await generate(spec);
  checkFiles(files);
  const count = (start: string): number =>
    [...files.keys()].filter((file) => file.startsWith(start)).length;
  expect(count("operations/")).toBe(operations.length + refs.length);
  expect(count("schemas/")).toBe(refs.length);
  const credentials = /interface Credentials \{\n([^]*?)\n\}/.exec(files.get("security.ts") ?? "");
  expect(credentials?.[1]?.match(/readonly/g)?.length ?? 0).toBe(schemes.length);
}

/** The names that the last resort gives to two things, and further ones that are called like them. */
function withForgeries(first: string, second: string, ending: string): string[] {
  const marked = [first, second].flatMap((name) =>
    [6, 8, 10].map((length) => `AB${ending}${digest(name, length)}`),
  );
  return [first, second, `AB${ending}`, ...marked];
}

describe("nothing is overwritten where it is called as what another one falls back to", () => {
  test.each<[string, Names]>([
    ["schemas", { schemas: withForgeries("a-b", "a.b", "Model") }],
    ["operations", { operations: withForgeries("a-b", "a.b", "") }],
    ["security schemes", { schemes: withForgeries("a b", "a\tb", "Scheme") }],
    ["schemas of another file", { referenced: withForgeries("a-b", "a.b", "Model") }],
    [
      "schemas here and in another file",
      {
        schemas: withForgeries("a-b", "a.b", "Model"),
        referenced: ["AB", "a-b", "Other", "other"],
      },
    ],
  ])("%s", async (_, names) => {
    await filesOf(names);
  });
});

test("every schema, operation and scheme has a place of its own, whatever they are called", async () => {
  const letters = fc.constantFrom(...Array.from("abABaé1_-. $/~\u200dİıſKßẞΣσςﬁ\u0301\u3164日"));
  const name = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: letters, minLength: 1, maxLength: 4 }) },
    fc.constantFrom("index", "constructor", "__proto__", "con", "Credentials", "createClient"),
    fc.string({ unit: "binary", minLength: 1 }).map((text) => text.toWellFormed()),
  );
  const names = fc.uniqueArray(name, { maxLength: 25 });
  const given = fc.record({ schemas: names, operations: names, schemes: names, referenced: names });
  await fc.assert(fc.asyncProperty(given, filesOf), runs({ some: 3, more: 50, all: 300 }));
}, 300_000);
