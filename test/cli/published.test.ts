import { exec, execFile } from "node:child_process";
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileErrors } from "../helpers/compile.ts";
import { sample } from "../helpers/sample.ts";

const root = join(import.meta.dirname, "../..");
/** What takes long runs in CI alone. */
const isWhole = sample({ some: false, more: true, all: true });
const seed = join(root, "spec/aws-data-pipeline.yaml");
const run = promisify(execFile);

/** The tarball of `npm pack`, built outside the checkout. */
let folder: string;
let program: string;
let main: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "published-"));
  program = join(folder, "node_modules/openapi-actions");
  main = join(program, "dist/main.js");
  await mkdir(program, { recursive: true });
  await run(process.execPath, [join(root, ".ci/build.ts"), join(program, "dist")]);
  for (const name of ["package.json", "README.md", "LICENSE", "templates"]) {
    await cp(join(root, name), join(program, name), { recursive: true });
  }
  await writeFile(join(folder, "package.json"), '{ "type": "commonjs" }');
  // Of what the checkout has installed, no more than package.json promises, and Node's types.
  const { dependencies = {} } = await readManifest();
  for (const name of [...Object.keys(dependencies), "@types"]) {
    await symlink(join(root, "node_modules", name), join(folder, "node_modules", name), "junction");
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

async function readManifest(): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Manifest;
}

describe("the program as it is published", () => {
  test("generates what the checkout generates", async () => {
    await run(process.execPath, [main, "generate", seed, "-o", "out"], { cwd: folder });
    const { stdout } = await run(
      process.execPath,
      [join(root, "generator/main.ts"), "check", seed, "-o", "out"],
      { cwd: folder },
    );
    expect(stdout).toBe("out: up to date\n");
  });

  test("loads a configuration of TypeScript in a CommonJS project, without a warning", async () => {
    await writeFile(
      join(folder, "openapi-actions.config.ts"),
      `import { defineConfig } from "openapi-actions";
export default defineConfig({ input: ${JSON.stringify(seed)}, severities: { "empty-document": "off" } });`,
    );
    const { stderr } = await run(process.execPath, [main, "inspect"], { cwd: folder });
    expect(stderr).toBe("");
  });

  test("has an API with types, for which it needs nothing beside it", async () => {
    const script = `import { check, diff, generate, type Emitter } from "openapi-actions";
const titles: Emitter = {
  name: "titles",
  emit: ({ service }) => new Map([["title.txt", service.title]]),
};
const client = { input: ${JSON.stringify(seed)}, output: "by-api", emitters: [titles] };
const { files, changes } = await generate(client);
const { drift } = await check(client);
const { counts } = await diff(client.input, client.input);
const [breaking, causes]: [number, string[]] = [counts.breaking, drift?.causes.map(({ kind }) => kind) ?? []];
console.log(JSON.stringify([files.get("title.txt"), changes?.written.includes("title.txt"), causes, breaking]));
`;
    const file = join(folder, "script.mts");
    await writeFile(file, script);
    const options = { types: ["node"], skipLibCheck: false };
    expect(await compileErrors([file], options)).toEqual([]);
    const { stdout } = await run(process.execPath, [file], { cwd: folder });
    expect(stdout).toBe('["AWS Data Pipeline API Set Task Status",true,[],0]\n');
  });

  test("compiles the snippets of the README that import it", async () => {
    const readme = await readFile(join(root, "README.md"), "utf8");
    const snippets = [...readme.matchAll(/^```ts\n([^]*?)^```$/gm)]
      .map(([, code = ""]) => code)
      .filter((code) => code.includes('"openapi-actions"'));
    expect(snippets.length).toBeGreaterThan(1);
    const files = snippets.map((_, index) => join(folder, `snippet-${index}.mts`));
    for (const [index, code] of snippets.entries()) {
      // The flags want a default export with its type written out, as a library needs it.
      await writeFile(files[index] ?? "", code.replace("export default ", "void "));
    }
    expect(await compileErrors(files, { types: ["node"] })).toEqual([]);
  });

  test("validates and compares with what it bundles", async () => {
    const invalid = join(folder, "invalid.yaml");
    const text = await readFile(seed, "utf8");
    await writeFile(invalid, text.replace(/^---$/m, "tags: [{ description: nameless }]"));
    const strict = run(process.execPath, [main, "inspect", invalid, "--strict"], { cwd: folder });
    await expect(strict).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("required property 'name'"),
    });
    const { stdout } = await run(process.execPath, [main, "diff", seed, seed], { cwd: folder });
    expect(stdout).toBe("no change\n");
  });

  test("says in a sentence which Node it needs", async () => {
    // The version is all that it looks at, and nothing else is loaded before.
    const old = `Object.defineProperty(process.versions, "node", { value: "18.20.4" });`;
    await writeFile(join(folder, "old.cjs"), old);
    const args = ["--require", join(folder, "old.cjs"), main, "--version"];
    await expect(run(process.execPath, args)).rejects.toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^openapi-actions needs Node.js 20.19 .*18\.20\.4.*\n$/),
    });
  });

  test("has no static import in its executable, which an old Node could not resolve", async () => {
    expect(await readFile(main, "utf8")).not.toMatch(/^\s*import[\s{"*]/m);
  });
});

describe("a project of one's own, as the README begins it", () => {
  let project: string;
  let readme: string;
  beforeAll(async () => {
    readme = await readFile(join(root, "README.md"), "utf8");
    project = join(folder, "project");
    await mkdir(join(project, "node_modules/.bin"), { recursive: true });
    await symlink(program, join(project, "node_modules/openapi-actions"), "junction");
    await chmod(main, 0o755);
    await symlink(main, join(project, "node_modules/.bin/openapi-actions"));
    await writeFile(join(project, "package.json"), '{ "name": "project", "type": "module" }');
    const compilerOptions = { module: "nodenext", allowImportingTsExtensions: true, noEmit: true };
    await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    await mkdir(join(project, "spec"));
    await mkdir(join(project, "src"));
    await cp(seed, join(project, "spec/pipeline.yaml"));
  });

  test("init, generate and check run one after another", { timeout: 60_000 }, async () => {
    const [, block = ""] = /```sh\n(npm install --save-dev [^]*?)```/.exec(readme) ?? [];
    const [install, ...commands] = block.trim().split("\n");
    const { name, version } = JSON.parse(
      await readFile(join(root, "package.json"), "utf8"),
    ) as Record<string, string>;
    expect(install).toBe(`npm install --save-dev ./${name}-${version}.tgz`);
    const env = { ...process.env, npm_config_offline: "true", NO_UPDATE_NOTIFIER: "1" };
    let stdout = "";
    for (const command of commands) {
      ({ stdout } = await promisify(exec)(command, { cwd: project, env }));
    }
    expect(commands).toHaveLength(3);
    expect(stdout).toContain("src/api: up to date");
    const files = await readdir(join(project, "src/api"));
    expect(files).toContain("index.ts");
    expect(files).not.toContain("package.json");
  });

  test("the call compiles", async () => {
    const [, call = ""] = /```ts\n([^`]*"\.\/src\/api\/index\.ts"[^]*?)```/.exec(readme) ?? [];
    const file = join(project, "call.ts");
    await writeFile(file, call);
    expect(call).not.toBe("");
    expect(await compileErrors([file], { types: ["node"] })).toEqual([]);
  });
});

describe("the tarball", () => {
  let tarball: string;
  beforeAll(async () => {
    const pack = "npm pack ./node_modules/openapi-actions --ignore-scripts --offline";
    tarball = join(folder, (await promisify(exec)(pack, { cwd: folder })).stdout.trim());
  });

  test("gives publint nothing to say", async () => {
    const { messages } = await publint({ pkgDir: program, level: "suggestion", strict: true });
    expect(messages.map(({ code, path }) => [code, path])).toEqual([]);
  });

  test.runIf(isWhole)("gives Are The Types Wrong nothing to say", async () => {
    const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
    const args = [attw, tarball, "--profile", "esm-only", "--no-emoji"];
    await run(process.execPath, args, { cwd: folder }).catch((error: unknown) => {
      throw new Error((error as { stdout: string }).stdout);
    });
  });

  test("passes on the licences of what is bundled", async () => {
    const text = await readFile(join(program, "dist/THIRD-PARTY-LICENSES.txt"), "utf8");
    for (const name of ["commander", "handlebars", "prettier", "yaml"]) {
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "m"));
    }
  });

  test("has declarations of the public interface alone", async () => {
    const files = await readdir(join(program, "dist/types"), { recursive: true });
    expect(files).toContain("index.d.ts");
    expect(files.filter((file) => file.startsWith("cli"))).toEqual([]);
  });
});
