import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { compileErrors } from "../helpers/compile.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "alternatives-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Schemas = Readonly<Record<string, object>>;

const eight = Array.from({ length: 8 }, (_, index) => index);
const one = (part: number, index: number): object => ({
  type: "object",
  required: [`p${part}_${index}`],
  properties: { [`p${part}_${index}`]: { type: "string" } },
});
const choice = (part: number): object => ({ oneOf: eight.map((index) => one(part, index)) });
const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

/** Eight times eight alternatives that all hold at once, so 16,777,216 in all. */
const cases: readonly (readonly [string, Schemas])[] = [
  ["written out", { All: { allOf: eight.map(choice) } }],
  [
    "of named schemas",
    {
      All: { allOf: eight.map((part) => ref(`C${part}`)) },
      ...Object.fromEntries(eight.map((part) => [`C${part}`, choice(part)])),
    },
  ],
  [
    "of named schemas within each other",
    {
      All: { allOf: [ref("C7"), choice(9)] },
      ...Object.fromEntries(
        eight.map((part) => [
          `C${part}`,
          { allOf: [choice(part), ...(part > 0 ? [ref(`C${part - 1}`)] : [])] },
        ]),
      ),
    },
  ],
  [
    "of a schema that a discriminator changes",
    {
      Base: {
        oneOf: [ref("All")],
        discriminator: { propertyName: "kind", mapping: { all: ref("All").$ref } },
      },
      All: {
        type: "object",
        required: ["kind"],
        properties: { kind: { type: "string" } },
        allOf: [{ type: "object", properties: { a: {} } }, ...eight.map(choice)],
      },
    },
  ],
];

test.each(cases)(
  "alternatives %s that multiply compile, and are reported",
  async (name, schemas) => {
    const spec = join(folder, "api.json");
    const content = { "application/json": { schema: ref("All") } };
    const description = {
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      paths: {
        "/a": {
          post: {
            operationId: "call",
            requestBody: { content },
            responses: { 200: { description: "OK", content } },
          },
        },
      },
      components: { schemas },
    };
    await writeFile(spec, JSON.stringify(description));
    const { files, problems } = await generate(spec);
    expect(problems.map(({ code }) => code)).toContain("too-many-alternatives");
    const written: string[] = [];
    for (const [file, text] of files) {
      const path = join(folder, name.replaceAll(" ", "-"), file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      if (file.endsWith(".ts")) written.push(path);
    }
    expect(await compileErrors(written)).toEqual([]);
  },
);

test("many alternatives that do not multiply stay as they are", async () => {
  const spec = join(folder, "api.json");
  const many = Array.from({ length: 6_000 }, (_, index) => ({
    properties: { [`p${index}`]: true },
  }));
  const schema = { allOf: [{ oneOf: many }, { type: "object", properties: { a: {} } }] };
  const content = { "application/json": { schema } };
  const responses = { 200: { description: "OK", content } };
  const paths = { "/a": { get: { operationId: "call", responses } } };
  await writeFile(
    spec,
    JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths }),
  );
  const { files, problems } = await generate(spec);
  expect(problems).toEqual([]);
  expect(files.get("operations/call.ts")).toContain("p5999");
});
