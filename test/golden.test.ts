import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate, type GenerateOptions } from "../generator/generate.ts";
import { DescriptionError } from "../generator/diagnostics/problem.ts";
import { formatProblems } from "../generator/diagnostics/format-text.ts";
import { compileErrors, type Compiler } from "./helpers/compile.ts";
import { sample } from "./helpers/sample.ts";

// A folder is a case: `input.*` is given, perhaps with an overlay beside it and `options.json`; `expected/` holds the files, but for the runtime and mostly for
// those of the package, and `problems.txt` what is said. `vitest run -u` writes both: read them before they are committed.
const golden = join(import.meta.dirname, "golden/generate");
const cases = (await readdir(golden)).sort();

/** The files that make a folder a package differ little: only these cases compare them. */
const wholePackages = new Set([
  "aws-query",
  "by-tag",
  "pagination",
  "responses",
  "security",
  "tags",
]);
const packageFiles = new Set(["package.json", "tsconfig.json", "README.md"]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "golden-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(cases)("%s", (name) => {
  test("gives the expected files and problems", async () => {
    const given = await readdir(join(golden, name));
    const input = given.find((file) => /^input\.(?!overlay\.)/.test(file));
    const options = given.includes("options.json")
      ? (JSON.parse(await readFile(join(golden, name, "options.json"), "utf8")) as GenerateOptions)
      : {};
    const { files, problems } = await run(join(golden, name, input ?? "input.yaml"), options);
    const isKept = (file: string): boolean =>
      !file.startsWith("runtime/") && (wholePackages.has(name) || !packageFiles.has(file));
    const kept = [...files].filter(([file]) => isKept(file));

    await expect(problems).toMatchFileSnapshot(join(golden, name, "problems.txt"));
    for (const [file, text] of kept) {
      await expect(text).toMatchFileSnapshot(join(golden, name, "expected", file));
    }
    expect((await filesBelow(join(golden, name, "expected"))).filter(isKept)).toEqual(
      kept.map(([file]) => file).sort(),
    );
    for (const [file, text] of files) {
      await mkdir(dirname(join(folder, name, file)), { recursive: true });
      await writeFile(join(folder, name, file), text);
    }
  });
});

const compilers = sample<readonly Compiler[]>({
  some: ["typescript7"],
  more: ["typescript7", "typescript"],
  all: ["typescript7", "typescript"],
});
test.each(compilers)("every package compiles under the strictest flags of %s", async (compiler) => {
  const files = (await filesBelow(folder)).filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(50);
  const paths = files.map((file) => join(folder, file));
  expect(await compileErrors(paths, {}, compiler)).toEqual([]);
});

async function run(
  spec: string,
  options: GenerateOptions,
): Promise<{ files: ReadonlyMap<string, string>; problems: string }> {
  const shown = (text: string): string => text.replaceAll(dirname(spec), ".");
  try {
    const { files, problems } = await generate(spec, options);
    return { files, problems: shown(formatProblems(problems, { verbose: true })) };
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    return { files: new Map(), problems: shown(formatProblems(error.problems, { verbose: true })) };
  }
}

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}
