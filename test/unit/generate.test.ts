import { globSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse, parseAllDocuments, stringify } from "yaml";
import { generate } from "../../generator/generate.ts";
import { compareFolder } from "../../generator/output/write-folder.ts";
import { DescriptionError } from "../../generator/diagnostics/problem.ts";

const spec = join(import.meta.dirname, "../../spec/aws-data-pipeline.yaml");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "generate-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function filesOf(text: string): Promise<ReadonlyMap<string, string>> {
  const path = join(folder, "aws-data-pipeline.yaml");
  await writeFile(path, text);
  return (await generate(path)).files;
}

test("the checked-in package is what the description gives", async () => {
  const generated = join(import.meta.dirname, "../../generated");
  const { files } = await generate(spec, { openapiTypes: true });
  expect(await compareFolder(generated, files)).toEqual([]);
});

test("the same description gives the same bytes in another folder", async () => {
  const { files } = await generate(spec);
  for (const name of ["aws-data-pipeline.yaml", "aws-data-pipeline.overlay.yaml"]) {
    await cp(join(spec, "..", name), join(folder, name));
  }
  expect((await generate(join(folder, "aws-data-pipeline.yaml"))).files).toEqual(files);
});

test("line ends of another machine change nothing", async () => {
  const text = (await readFile(spec, "utf8")).replaceAll("\r\n", "\n");
  expect(await filesOf(text.replaceAll("\n", "\r\n"))).toEqual(await filesOf(text));
});

test("the order of maps changes nothing", async () => {
  const text = await readFile(spec, "utf8");
  const [body = ""] = text.replace(/^---\s*/, "").split(/^---$/m);
  expect(await filesOf(stringify(reversed(parse(body))))).toEqual(await filesOf(text));
});

test.each(globSync("golden/generate/*/input.yaml", { cwd: import.meta.dirname }).sort())(
  "the order of paths, methods, keywords, statuses and components changes nothing in %s",
  async (input) => {
    const text = await readFile(join(import.meta.dirname, input), "utf8");
    const [document] = parseAllDocuments(text);
    const given: unknown = document && "errors" in document ? document.toJS() : undefined;
    const isSelfContained = !/\$ref:? *["'](?!#)/.test(text) && typeof given === "object";
    if (!isSelfContained) return;
    expect(await outcomeOf(JSON.stringify(turned(given, 0)))).toEqual(
      await outcomeOf(JSON.stringify(given)),
    );
  },
);

/** The files; how many problems there are where it is refused, whatever their order. */
async function outcomeOf(text: string): Promise<unknown> {
  try {
    return await filesOf(text);
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    return error.problems.length;
  }
}

/** The maps of a description the other way round, but for properties, forms and media types. */
function turned(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth > 4) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, turned(child, isSchema(value) ? 5 : depth + 1)]),
  );
}

function isSchema(value: object): boolean {
  return "type" in value || "properties" in value || "content" in value || "schema" in value;
}

test("no file tells where or when it was made", async () => {
  const { files } = await generate(spec);
  for (const [file, text] of files) {
    expect.soft(text, file).not.toContain(import.meta.dirname);
    expect.soft(text, file).not.toMatch(/\b20\d\d-\d\d-\d\d\b/);
  }
});

/** The same document with the keys of every map the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, reversed(child)]),
  );
}
