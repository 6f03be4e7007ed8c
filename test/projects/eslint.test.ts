// ESLint's recommended rules and those of typescript-eslint have nothing to say about generated
// code, so that nobody has to turn them off for it.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import js from "@eslint/js";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";

const root = join(import.meta.dirname, "../..");

/** Between them they have every module of the runtime, and names and texts that need escapes. */
const cases = [
  ["aws-query", "aws-rest-xml", "bodies", "directions", "multipart-parts", "pagination"],
  ["parameters-3.1", "response-streams", "responses", "security", "schemas-3.1", "xml"],
].flat();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "eslint-"));
  const runtime = new Set<string>();
  for (const name of cases) {
    const spec = join(root, "test/golden/generate", name, "input.yaml");
    for (const [file, text] of (await generate(spec, { layout: "source" })).files) {
      // The runtime is the same in each: it is looked at once.
      const own = file.startsWith("runtime/") ? file : join(name, file);
      if (runtime.has(own)) continue;
      runtime.add(own);
      await mkdir(dirname(join(folder, own)), { recursive: true });
      const isShared = own === file;
      const placed = text.replaceAll(/"(\.\.?)\/runtime\//g, (_, up) =>
        up === "." ? '"../runtime/' : '"../../runtime/',
      );
      await writeFile(join(folder, own), isShared ? text : placed);
    }
  }
  const compilerOptions = {
    allowImportingTsExtensions: true,
    lib: ["es2022", "dom", "dom.iterable"],
    module: "esnext",
    moduleResolution: "bundler",
    noEmit: true,
    strict: true,
    target: "es2022",
    types: [],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
});
afterAll(() => rm(folder, { recursive: true }));

test("the recommended rules say nothing", async () => {
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    allowInlineConfig: false,
    overrideConfig: [
      js.configs.recommended,
      ...tseslint.configs.recommendedTypeChecked,
      { languageOptions: { parserOptions: { project: true, tsconfigRootDir: folder } } },
    ],
  });
  const results = await eslint.lintFiles(["**/*.ts"]);
  const said = results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => [filePath, line, ruleId, message].join(" ")),
  );
  expect(results.length).toBeGreaterThan(100);
  expect(said).toEqual([]);
});
