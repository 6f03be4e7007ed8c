import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const generated = join(root, "generated");
const strictest = [
  "--strict",
  "--noUncheckedIndexedAccess",
  "--exactOptionalPropertyTypes",
  "--verbatimModuleSyntax",
  "--noPropertyAccessFromIndexSignature",
  "--erasableSyntaxOnly",
  "--isolatedDeclarations",
  "--declaration",
  "--skipLibCheck",
  "false",
];

/** A copy of the package, built as `npm run build` does. */
let folder: string;
let built: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "package-"));
  built = join(folder, "node_modules/aws-data-pipeline-client");
  await mkdir(join(folder, "node_modules"));
  await cp(generated, built, { recursive: true });
  await run("typescript", ["-p", built]);
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
});

afterAll(() => rm(folder, { recursive: true }));

/** Runs a TypeScript compiler; what it says is in the error. */
async function run(compiler: "typescript" | "typescript7", args: readonly string[]): Promise<void> {
  const tsc = join(root, "node_modules", compiler, "bin/tsc");
  await promisify(execFile)(process.execPath, [tsc, ...args], { cwd: folder }).catch(
    (error: unknown) => {
      const stdout = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
      throw new Error(stdout || String(error));
    },
  );
}

const consumer = (from: string): string => `
import { createClient, pollForTask, type PollForTaskParams } from "${from}";
const params: PollForTaskParams = { workerGroup: "etl" };
const request = pollForTask(params);
export const answer: Promise<unknown> = createClient({
  baseUrl: "http://127.0.0.1:1",
  fetch: async (url) => Response.json({ url }),
}).send(request);
console.log(JSON.stringify(await answer));
`;
const sent = '{"url":"http://127.0.0.1:1/?Action=PollForTask&workerGroup=etl"}\n';

describe("the manifest", () => {
  test("says what a consumer needs, and nothing to install", async () => {
    const manifest: unknown = JSON.parse(await readFile(join(generated, "package.json"), "utf8"));
    expect(manifest).toMatchObject({
      name: "aws-data-pipeline-client",
      type: "module",
      sideEffects: false,
      engines: { node: expect.any(String) },
    });
    const exports = (manifest as { exports: { ".": object } }).exports["."];
    expect(Object.keys(exports)[0]).toBe("types");
    expect(Object.keys(manifest as object).filter((key) => /dependencies/i.test(key))).toEqual([]);
  });
});

describe("the sources", () => {
  test.each(["typescript", "typescript7"] as const)(
    "compile under the strictest flags of %s",
    async (compiler) => {
      await run(compiler, ["-p", built, "--noEmit", ...strictest]);
    },
  );

  test("compile inside a consumer's project, by path", async () => {
    await cp(generated, join(folder, "client"), { recursive: true });
    const file = join(folder, "by-path.ts");
    await writeFile(file, consumer("./client/index.ts"));
    const mode = ["--module", "nodenext", "--target", "es2022", "--lib", "es2023,dom,dom.iterable"];
    await run("typescript", [
      file,
      ...mode,
      "--noEmit",
      "--allowImportingTsExtensions",
      ...strictest,
    ]);
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    expect(stdout).toBe(sent);
  });
});

describe("the build", () => {
  test("is JavaScript with declarations for each module", async () => {
    const sources = (await readdir(built, { recursive: true }))
      .filter((file) => file.endsWith(".ts") && !file.startsWith("dist"))
      .map((file) => file.slice(0, -".ts".length));
    const files = await readdir(join(built, "dist"), { recursive: true });
    for (const source of sources) {
      expect.soft(files).toContain(`${source}.js`);
      expect.soft(files).toContain(`${source}.d.ts`);
    }
    expect(sources.length).toBeGreaterThan(5);
  });

  test("is imported by the package's name, with its types", async () => {
    const file = join(folder, "by-name.ts");
    await writeFile(file, consumer("aws-data-pipeline-client"));
    const mode = ["--module", "nodenext", "--target", "es2022", "--lib", "es2023,dom,dom.iterable"];
    await run("typescript", [file, ...mode, "--noEmit", ...strictest]);
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    expect(stdout).toBe(sent);
  });

  test("gives publint nothing to say", async () => {
    const { messages } = await publint({ pkgDir: built, level: "suggestion", strict: true });
    expect(messages.map(({ code }) => code)).toEqual([]);
  });

  test("gives Are The Types Wrong nothing to say", async () => {
    const npm = { cwd: built, env: { ...process.env, npm_config_offline: "true" } };
    await symlink(join(root, "node_modules/typescript"), join(folder, "node_modules/typescript"));
    await promisify(execFile)(
      "npm",
      ["pack", "--ignore-scripts", "--pack-destination", folder],
      npm,
    );
    const tarball = (await readdir(folder)).find((file) => file.endsWith(".tgz")) ?? "";
    const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
    // The package is ESM alone: what CommonJS would see of it is no fault.
    const args = [attw, join(folder, tarball), "--profile", "esm-only", "--format", "json"];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { analysis } = JSON.parse(stdout) as { analysis: { problems: { kind: string }[] } };
    expect(analysis.problems.filter(({ kind }) => kind !== "CJSResolvesToESM")).toEqual([]);
  });
});

describe("one call, bundled and minified with all that it needs", () => {
  const entry = `
    import { createClient, pollForTask } from ${JSON.stringify(join(generated, "index.ts"))};
    export const poll = (baseUrl) => createClient({ baseUrl }).send(pollForTask({ workerGroup: "etl" }));
  `;
  async function bundle(): Promise<string> {
    const { outputFiles } = await build({
      stdin: { contents: entry, resolveDir: root },
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      write: false,
    });
    return outputFiles[0]?.text ?? "";
  }

  test("stays small", async () => {
    const text = await bundle();
    const bytes = Buffer.byteLength(text);
    const gzip = gzipSync(text, { level: 9 }).length;
    console.log(`one call: ${bytes} bytes, ${gzip} gzip`);
    expect(bytes).toBeLessThan(2_850);
    expect(gzip).toBeLessThan(1_450);
  });

  test("holds nothing of the other operation", async () => {
    const text = await bundle();
    expect(text).toContain("PollForTask");
    expect(text).not.toContain("SetTaskStatus");
  });
});
