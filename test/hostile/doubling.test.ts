import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubling-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Schema = Readonly<Record<string, unknown>>;

const leaf = {
  type: "object",
  properties: { id: { type: "string", readOnly: true }, name: { type: "string" } },
};

/** Sixty schemas, each made of the next one twice: followed one by one, the last is met 2⁶⁰ times. */
function doubling(make: (next: Schema) => Schema): Readonly<Record<string, Schema>> {
  const names = Array.from({ length: 60 }, (_, index) => `A${index}`);
  const next = (index: number): Schema => ({ $ref: `#/components/schemas/A${index + 1}` });
  return Object.fromEntries([
    ...names.map((name, index) => [name, make(next(index))] as const),
    ["A60", leaf] as const,
  ]);
}

const nested = Array.from({ length: 90 }).reduce<Schema>((items) => ({ type: "array", items }), {
  type: "string",
});

// Whoever follows every way does not come to an end before the test is given up.
test.each([
  ["allOf", doubling((next) => ({ allOf: [next, next] }))],
  ["oneOf", doubling((next) => ({ oneOf: [next, next] }))],
  ["anyOf in allOf", doubling((next) => ({ allOf: [next, { anyOf: [next, next] }] }))],
  ["properties", doubling((next) => ({ type: "object", properties: { a: next, b: next } }))],
  ["items", doubling((next) => ({ type: "array", items: next, prefixItems: [next, next] }))],
  ["lists in lists", { A0: nested }],
])("%s may branch as it likes", async (_, schemas) => {
  const schema = { $ref: "#/components/schemas/A0" };
  const spec = join(folder, "api.json");
  const content = (mediaType: string): object => ({ content: { [mediaType]: { schema } } });
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: {
      "/a": {
        post: {
          operationId: "call",
          parameters: [{ name: "q", in: "query", schema }],
          requestBody: content("application/x-www-form-urlencoded"),
          responses: { 200: { description: "OK", ...content("application/json") } },
        },
        put: {
          operationId: "put",
          requestBody: content("application/json"),
          responses: { 200: { description: "OK" } },
        },
      },
    },
    components: { schemas },
  };
  await writeFile(spec, JSON.stringify(description));
  const { files } = await generate(spec);
  expect(files.get("operations/call.ts")).toContain("function call");
});
