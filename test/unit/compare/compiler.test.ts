import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { diff } from "../../../generator/compare/compare.ts";
import { generate, readDescription } from "../../../generator/generate.ts";
import { compileFolder } from "../../helpers/compile.ts";
import { runs } from "../../helpers/sample.ts";

const components = {
  Text: { type: "string" },
  Thing: { type: "object", properties: { thing: { type: "string" } } },
  Texts: { type: "array", items: { $ref: "#/components/schemas/Text" } },
  Tree: { type: "object", properties: { tree: { $ref: "#/components/schemas/Tree" } } },
  Word: { enum: ["x", "y"] },
};
const references = Object.keys(components).map((name) => ({
  $ref: `#/components/schemas/${name}`,
}));
const objects = ["Thing", "Tree"].map((name) => ({ $ref: `#/components/schemas/${name}` }));
const letters = ["a", "b", "c"];

/** Any schema but maps: TypeScript lets no interface stand for one, whatever is in it. */
const { schema } = fc.letrec<{ schema: object }>((tie) => {
  const inner = tie("schema");
  const some = fc.array(inner, { minLength: 1, maxLength: 3 });
  const leaf = fc.oneof(
    fc.constantFrom<object>({}, { type: "string" }, { type: "integer" }, ...references),
    fc.constantFrom<object>({ type: ["string", "null"] }, { type: ["string", "integer"] }),
    fc.uniqueArray(fc.constantFrom(...letters), { minLength: 1 }).map((values) => ({
      enum: values,
    })),
  );
  const thing = fc.record(
    {
      type: fc.constant("object"),
      properties: fc.dictionary(fc.constantFrom(...letters), inner, { minKeys: 1, maxKeys: 3 }),
      required: fc.subarray(letters),
      nullable: fc.boolean(),
    },
    { requiredKeys: ["type", "properties"] },
  );
  const other = fc.oneof(
    inner.map((items) => ({ type: "array", items })),
    some.map((oneOf) => ({ oneOf })),
    some.map((anyOf) => ({ anyOf })),
    fc.tuple(fc.constantFrom(...objects), thing).map(([base, own]) => ({ ...own, allOf: [base] })),
  );
  return { schema: fc.oneof({ maxDepth: 3, depthSize: "small" }, leaf, thing, other, thing) };
});

/** A schema with one thing in it that is another. */
const changed = fc
  .tuple(schema, schema, fc.nat(), fc.nat(15))
  .map(([before, other, where, chosen]): readonly [object, object] => {
    const after = structuredClone(before);
    const spots: (readonly [Record<string, unknown>, string])[] = [];
    const walk = (node: unknown): void => {
      if (typeof node !== "object" || node === null) return;
      const map = node as Record<string, unknown>;
      for (const key of Object.keys(map)) {
        if (key === "properties" || key === "allOf") walk(map[key]);
        else if (key !== "type" && key !== "$ref") {
          spots.push([map, key]);
          if (key !== "enum" && key !== "required") walk(map[key]);
        }
      }
    };
    walk(after);
    const [holder, key = ""] = spots[where % Math.max(1, spots.length)] ?? [];
    if (!holder) return [before, other];
    const few = [...letters, "d"].filter((_, bit) => (chosen >> bit) & 1);
    if (key === "enum") holder[key] = few.length > 0 ? few : ["d"];
    else if (key === "required") holder[key] = few;
    else if (key === "nullable") holder[key] = holder[key] !== true;
    else if (["oneOf", "anyOf"].includes(key)) holder[key] = [holder[key], other].flat();
    else holder[letters.includes(key) && chosen < 4 ? "d" : key] = other;
    return [before, after];
  });

function description(schemas: readonly object[]): object {
  const json = (schema: object): object => ({ content: { "application/json": { schema } } });
  const paths = schemas.flatMap((schema, index) => [
    [`/in${index}`, { post: { requestBody: { required: true, ...json(schema) }, responses: {} } }],
    [`/out${index}`, { get: { responses: { 200: { description: "", ...json(schema) } } } }],
  ]);
  return {
    openapi: "3.1.0",
    info: { title: "Changes", version: "1" },
    paths: Object.fromEntries(paths) as object,
    components: { schemas: components },
  };
}

test("code for the old package compiles with the new one where diff sees nothing breaking", async () => {
  const pairs = fc.sample(changed, runs({ some: 60, more: 600, all: 2_000 }));
  const folder = await mkdtemp(join(tmpdir(), "changes-"));
  const specs = await Promise.all(
    (["before", "after"] as const).map(async (side, index) => {
      const spec = join(folder, `${side}.json`);
      const schemas = pairs.map((pair) => pair[index] ?? {});
      await writeFile(spec, JSON.stringify(description(schemas)));
      for (const [file, text] of (await generate(spec)).files) {
        await mkdir(dirname(join(folder, side, file)), { recursive: true });
        await writeFile(join(folder, side, file), text);
      }
      return readDescription(spec);
    }),
  );
  const [before, after] = specs;
  if (!before || !after) throw new Error("two descriptions were written");

  const lines = pairs.flatMap((_, index) => [
    `export const postIn${index} = (given: Before.PostIn${index}Params): After.PostIn${index}Params => given;`,
    `export const getOut${index} = (got: After.GetOut${index}Response): Before.GetOut${index}Response => got;`,
  ]);
  const imports = ["Before", "After"].map(
    (side) => `import type * as ${side} from "./${side.toLowerCase()}/index.ts";`,
  );
  await writeFile(join(folder, "check.mts"), [...imports, ...lines].join("\n"));
  const complaints = await compileFolder(folder);
  const broken = new Set(
    Array.from(complaints.matchAll(/^check\.mts\((\d+),\d+\): error/gm), ([, line = "0"]) => {
      return /const (\w+)/.exec(lines[Number(line) - imports.length - 1] ?? "")?.[1] ?? "";
    }),
  );
  expect(/^(?!check\.mts)\S.*error TS.*$/m.exec(complaints)).toBeNull();
  // Enough for the rest to mean something.
  expect(broken.size).toBeGreaterThan(pairs.length / 10);

  const changes = diff(before, after);
  const told = new Set(
    changes.filter((change) => change.class === "breaking").map((change) => change.subject.name),
  );
  const missed = [...broken].filter((name) => !told.has(name));
  const shown = missed.map((name) => JSON.stringify(pairs[Number(name.replace(/\D/g, ""))]));
  expect(shown).toEqual([]);
  await rm(folder, { recursive: true });
}, 900_000);
