import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { compileFolder } from "../helpers/compile.ts";
import { runs } from "../helpers/sample.ts";

const types = ["string", "integer", "number", "boolean", "object", "array", "null", "file"];
const values = ["a", 1, true, null, {}, [], { a: 1 }, ["a"]];
const named = ["Text", "Thing", "Texts", "Either", "Tree", "Word", ...numbered(30)];
const references = named.map((name) => ({ $ref: `#/components/schemas/${name}` }));

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `S${index}`);
}

/** A schema that nobody would write, of some keywords of which each has a meaning. */
const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
  const inner = tie("schema");
  const keywords = fc.record(
    {
      type: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom<unknown>(...types) },
        { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...types), { minLength: 1 }) },
      ),
      format: fc.constantFrom("binary", "date", "int32"),
      contentMediaType: fc.constantFrom("application/octet-stream", "image/png"),
      enum: fc.array(fc.constantFrom(...values), { maxLength: 3 }),
      const: fc.constantFrom(...values),
      items: inner,
      prefixItems: fc.array(inner, { maxLength: 2 }),
      properties: fc.dictionary(fc.constantFrom("a", "b"), inner, { maxKeys: 2 }),
      additionalProperties: inner,
      required: fc.subarray(["a", "b"]),
      nullable: fc.boolean(),
      readOnly: fc.boolean(),
      writeOnly: fc.boolean(),
      allOf: fc.array(inner, { minLength: 1, maxLength: 2 }),
      oneOf: fc.array(inner, { minLength: 1, maxLength: 2 }),
      anyOf: fc.array(inner, { minLength: 1, maxLength: 2 }),
      not: inner,
      $ref: fc.constantFrom(...references.map(({ $ref }) => $ref)),
      discriminator: fc.constant({ propertyName: "a", mapping: { x: references[1]?.$ref } }),
    },
    { requiredKeys: [] },
  );
  const some = keywords.chain((all) =>
    fc
      .subarray(Object.entries(all), { maxLength: 3 })
      .map((entries) => Object.fromEntries(entries)),
  );
  const plain = fc.constantFrom<unknown>(true, {}, { type: "string" }, ...references);
  return { schema: fc.oneof({ maxDepth: 3, depthSize: "small" }, plain, some) };
});

const components = {
  Text: { type: "string" },
  Thing: { type: "object", properties: { a: { type: "string" } } },
  Texts: { type: "array", items: references[0] },
  Either: { oneOf: [references[0], references[1]] },
  Tree: {
    type: "object",
    properties: { tree: references[4], id: { type: "integer", readOnly: true } },
  },
  Word: { enum: ["x", "y"] },
};

const styles = [
  {},
  { style: "form", explode: false },
  { style: "deepObject", explode: true },
  { style: "pipeDelimited", explode: false },
  { content: true },
];

/** Each schema in every place that can hold one. */
function description(schemas: readonly unknown[]): object {
  const answer = (schema: unknown): object => ({
    200: { description: "", content: { "application/json": { schema } } },
  });
  const paths = schemas.map((schema, index) => {
    const { content, ...style } = { content: false, ...styles[index % styles.length] };
    const query = content ? { content: { "application/json": { schema } } } : { schema, ...style };
    const parameters = [
      { name: "p", in: "path", required: true, schema },
      { name: "q", in: "query", ...query },
      { name: "h", in: "header", schema },
      { name: "c", in: "cookie", schema },
    ];
    const bodies = ["application/x-www-form-urlencoded", "multipart/form-data"].map(
      (type, place) => {
        const form = { type: "object", properties: { f: schema } };
        const whole = { requestBody: { content: { [type]: { schema } } } };
        const field = { requestBody: { content: { [type]: { schema: form } } } };
        return [
          [`/whole${place}/${index}`, { post: { ...whole, responses: answer(schema) } }],
          [`/field${place}/${index}`, { post: { ...field, responses: {} } }],
        ];
      },
    );
    const json = { requestBody: { content: { "application/json": { schema } } }, responses: {} };
    return [
      [`/given${index}/{p}`, { get: { parameters, responses: {} } }],
      [`/json${index}`, { post: json }],
      ...bodies.flat(),
    ];
  });
  const spare = Object.fromEntries(numbered(30).map((name, index) => [name, schemas[index]]));
  return {
    openapi: "3.1.0",
    info: { title: "Schemas", version: "1" },
    paths: Object.fromEntries(paths.flat()),
    components: { schemas: { ...components, ...spare } },
  };
}

test("what a type lets a caller pass can be written, for any schema in any place", async () => {
  const sixty = fc.array(schema, { minLength: 60, maxLength: 60 });
  const rounds = fc.sample(sixty, runs({ some: 1, more: 6, all: 40 }));
  for (const schemas of rounds) {
    const folder = await mkdtemp(join(tmpdir(), "schemas-"));
    const spec = join(folder, "schemas.json");
    await writeFile(spec, JSON.stringify(description(schemas)));
    const { files } = await generate(spec);
    for (const [file, text] of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    expect(await compileFolder(folder), JSON.stringify(schemas)).toBe("");
    await rm(folder, { recursive: true });
  }
}, 900_000);
