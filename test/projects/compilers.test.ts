// Generated sources compile without an error by every compiler that is still in use, whatever the
// project around them has for target, library and flags.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { withImportExtension } from "../../generator/emit/typescript/import-extension.ts";
import { generate } from "../../generator/generate.ts";
import { run } from "./install.ts";

const tools = inject("tools");
const folder = join(tools, "compilers");
const root = join(import.meta.dirname, "../..");

/** Between them they have every kind of body, parameter, response and pagination. */
const cases = ["bodies", "parameters-3.1", "responses", "pagination", "security", "directions"];

/** The folder with every module of the runtime, those that no case imports too. */
const runtime = "every-runtime-module";

beforeAll(async () => {
  const sources = join(root, "templates/runtime");
  for (const file of await readdir(sources, { recursive: true })) {
    if (!file.endsWith(".ts")) continue;
    const path = join(folder, runtime, file);
    await mkdir(dirname(path), { recursive: true });
    const text = await readFile(join(sources, file), "utf8");
    await writeFile(path, withImportExtension(text, "none"));
  }
  for (const name of cases) {
    const spec = join(root, "test/golden/generate", name, "input.yaml");
    const { files } = await generate(spec, { layout: "source", importExtension: "none" });
    for (const [file, text] of files) {
      const path = join(folder, name, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
  }
});

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
};
/** Without null checks, a function that returns `undefined` alone returns `any`. */
const loose = { strict: false, noImplicitAny: true };
/** As Nest has it: an empty list without a type is of `never`. */
const nullChecked = { strict: false, strictNullChecks: true, noImplicitAny: false };
/** Flags that not every compiler knows, and since when. */
const newer = { isolatedDeclarations: 5.5, erasableSyntaxOnly: 5.8 };

const libraries: Readonly<Record<string, object>> = {
  "ES2017 target, as Next.js has it": { target: "es2017", lib: ["es2020", "dom"], types: [] },
  "ES2020 and DOM without iterable": { target: "es2020", lib: ["es2020", "dom"], types: [] },
  "tslib's helpers": { target: "es2017", lib: ["es2020", "dom"], types: [], importHelpers: true },
  "no DOM, Node's types": { target: "es2022", lib: ["es2022"], types: ["node"] },
  "Workers of Cloudflare": {
    target: "es2022",
    lib: ["es2022"],
    types: ["@cloudflare/workers-types"],
  },
};

const compilers = ["5.0", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "", "7"];

describe.each(compilers)("TypeScript %s", (version) => {
  const number = version === "" ? 5.9 : Number(version);
  const known = Object.entries(newer)
    .filter(([, since]) => number >= since)
    .map(([name]) => [name, true]);
  const flags = {
    strict: { ...strict, declaration: true, ...Object.fromEntries(known) },
    loose,
    nullChecked,
  };

  test.each(
    Object.keys(libraries).flatMap((library, index) =>
      // Whether it compiles without the strict flags depends on no library.
      Object.entries(flags)
        .slice(0, index === 0 ? 3 : 1)
        .map(([name, options]) => [library, name, options] as const),
    ),
  )("%s, %s flags", async (library, name, options) => {
    const config = join(folder, `tsconfig.${version}.${library.slice(0, 6)}.${name}.json`);
    const compilerOptions = {
      ...libraries[library],
      ...options,
      module: "esnext",
      moduleResolution: "bundler",
      noEmit: true,
      skipLibCheck: true,
    };
    await writeFile(config, JSON.stringify({ compilerOptions, include: [...cases, runtime] }));
    const tsc = join(tools, "node_modules", `typescript${version}`, "bin/tsc");
    await expect(run(process.execPath, [tsc, "-p", config], folder)).resolves.toBe("");
  });
});
