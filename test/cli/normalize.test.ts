import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate, readDescription } from "../../generator/generate.ts";
import { openapiActions } from "../helpers/cli.ts";
import { yamlText } from "../../generator/cli/commands/normalize.ts";
import { parseSource } from "../../generator/source/load.ts";
import { normalize } from "../../generator/emit/openapi/document.ts";
import { violationsIn } from "../../generator/read/schema-violations.ts";
import { DescriptionError } from "../../generator/diagnostics/problem.ts";
import { oneIn, runs } from "../helpers/sample.ts";

const golden = join(import.meta.dirname, "../golden/generate");

/** The descriptions of the golden folders from which something is generated. */
const accepted: string[] = [];
for (const name of (await readdir(golden)).sort()) {
  const files = await readdir(join(golden, name));
  if (files.includes("expected")) accepted.push(name);
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "normalize-"));
});
afterAll(() => rm(folder, { recursive: true }));

// test/corpus does the same with real descriptions.
describe.each(oneIn({ some: 2, more: 1, all: 1 }, accepted))("%s", (name) => {
  const spec = join(golden, name, "input.yaml");

  test("is valid by the schema of its version of OpenAPI", async () => {
    const normalized = normalize(await readDescription(spec, { asDescribed: true }));
    expect(await violationsIn(normalized)).toEqual([]);
  });

  test("generates the same client", async () => {
    const again = join(folder, "input.yaml");
    await writeFile(
      again,
      JSON.stringify(normalize(await readDescription(spec, { asDescribed: true }))),
    );
    const { files } = await generate(again);
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries((await generate(spec)).files));
  });
});

test("YAML and JSON say the same", async () => {
  const spec = join(golden, "addresses/input.yaml");
  const read = async (...flags: string[]): Promise<unknown> => {
    const { out } = await openapiActions("normalize", spec, ...flags);
    await writeFile(join(folder, "out.yaml"), out);
    return normalize(await readDescription(join(folder, "out.yaml")));
  };
  expect(await read()).toEqual(await read("--json"));
});

test("a description that is refused is refused here too", async () => {
  const spec = join(golden, "no-paths/input.yaml");
  await expect(readDescription(spec)).rejects.toThrow(DescriptionError);
  expect(await openapiActions("normalize", spec)).toMatchObject({ code: 1 });
});

describe("YAML", () => {
  /** What YAML 1.1 or 1.2 reads as something else where it is plain. */
  const words = (
    "<< = ~ null yes No on OFF y N true 0o14 014 1_000 1:20 190:20:30 0b1 0x1F 1e3 .5 +1 .inf -.INF " +
    ".nan 2001-01-01 2001-12-14t21:59:43.10-05:00 - ? : # & * ! | > % @ ` --- ... [ { __proto__"
  ).split(" ");
  const word = fc.oneof(
    fc.constantFrom("", " a", "a ", "a: b", "a #b", "- a", "\ufeffa", "\u0085", "\u2028", ...words),
    fc.string({ unit: "binary" }).map((one) => one.toWellFormed()),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 3 }, word, tie("list"), tie("map")),
    list: fc.array(tie("any"), { maxLength: 3 }),
    map: fc.dictionary(word, tie("any"), { maxKeys: 3, noNullPrototype: true }),
  })).map;

  test("is read as the data that it was made of, by us and by readers of YAML 1.1", async () => {
    await fc.assert(
      fc.asyncProperty(value, async (data) => {
        const text = await yamlText(data);
        const want = JSON.stringify(data);
        expect(JSON.stringify((await parseSource("x.yaml", text)).root)).toBe(want);
        expect(JSON.stringify(parse(text, { version: "1.1" }))).toBe(want);
      }),
      runs({ some: 100, more: 1_000, all: 10_000 }),
    );
  });

  test.each(["<<", "="])("quotes %s, as a key and as a value", async (sign) => {
    expect(await yamlText({ [sign]: { a: sign } })).toBe(`"${sign}":\n  a: "${sign}"\n`);
  });
});
