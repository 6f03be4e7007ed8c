import { exec, execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sample } from "../helpers/sample.ts";

const root = join(import.meta.dirname, "../..");
/** What takes long runs in CI alone. */
const isWhole = sample({ some: false, more: true, all: true });
const generated = join(root, "generated");
const compilers = sample<readonly Compiler[]>({
  some: ["typescript7"],
  more: ["typescript", "typescript7"],
  all: ["typescript", "typescript7"],
});
type Compiler = "typescript" | "typescript7";
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
  // Not what a build of the reader's own has left there.
  const filter = (path: string): boolean => path !== join(generated, "dist");
  await cp(generated, built, { recursive: true, filter });
  await compile("typescript7", ["-p", built]);
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
});

afterAll(() => rm(folder, { recursive: true }));

/** Runs a script on this Node: what it prints, which is also what its failure says. */
async function run(script: string, args: readonly string[] = []): Promise<string> {
  const done = promisify(execFile)(process.execPath, [script, ...args], { cwd: folder });
  const { stdout } = await done.catch((error: unknown) => {
    const said = error instanceof Error && "stdout" in error ? error.stdout : "";
    throw typeof said === "string" && said !== "" ? new Error(said) : error;
  });
  return stdout;
}

async function compile(compiler: Compiler, args: readonly string[]): Promise<void> {
  await run(join(root, "node_modules", compiler, "bin/tsc"), args);
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
const mode = ["--module", "nodenext", "--target", "es2022", "--lib", "es2023,dom,dom.iterable"];
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
  let file: string;
  beforeAll(async () => {
    await cp(generated, join(folder, "client"), { recursive: true });
    file = join(folder, "by-path.ts");
    await writeFile(file, consumer("./client/index.ts"));
  });

  test.each(compilers)("compile under the strictest flags of %s", async (compiler) => {
    await compile(compiler, ["-p", built, "--noEmit", ...strictest]);
  });

  test.each(compilers)("compile inside a consumer's project, by path: %s", async (compiler) => {
    const args = [file, ...mode, "--noEmit", "--allowImportingTsExtensions", ...strictest];
    await compile(compiler, args);
  });

  test("run as they are, with their types stripped", async () => {
    expect(await run(file)).toBe(sent);
  });
});

describe("the build", () => {
  let file: string;
  beforeAll(async () => {
    file = join(folder, "by-name.ts");
    await writeFile(file, consumer("aws-data-pipeline-client"));
  });

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

  test("has an entry for each operation and schema, which spares the compiler the others", async () => {
    const deep = join(folder, "by-entry.ts");
    await writeFile(
      deep,
      `import { createClient } from "aws-data-pipeline-client/runtime";
import { pollForTask } from "aws-data-pipeline-client/operations/poll-for-task";
import type { Task } from "aws-data-pipeline-client/schemas/task";
const fetch = async (): Promise<Response> => Response.json({ taskObject: { taskId: "t" } });
const client = createClient({ baseUrl: "http://127.0.0.1:1", fetch });
const task: Task | undefined = (await client.send(pollForTask({ workerGroup: "etl" }))).taskObject;
console.log(task);
`,
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const opened = await run(tsc, [deep, ...mode, "--noEmit", "--listFiles"]);
    expect(opened).toContain("dist/operations/poll-for-task.d.ts");
    expect(opened).not.toContain("dist/operations/set-task-status.d.ts");
    expect(opened).not.toContain("dist/index.d.ts");
    expect(await run(deep)).toBe("{ taskId: 't' }\n");
  });

  test.each(compilers)("has types for those who import it by name: %s", async (compiler) => {
    await compile(compiler, [file, ...mode, "--noEmit", ...strictest]);
  });

  test("runs when imported by name", async () => {
    expect(await run(file)).toBe(sent);
  });

  test("gives publint nothing to say", async () => {
    const { messages } = await publint({ pkgDir: built, level: "suggestion", strict: true });
    expect(messages.map(({ code }) => code)).toEqual([]);
  });

  test.runIf(isWhole)("gives Are The Types Wrong nothing to say", async () => {
    const pack = "npm pack ./node_modules/aws-data-pipeline-client --ignore-scripts --offline";
    const tarball = (await promisify(exec)(pack, { cwd: folder })).stdout.trim();
    const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
    // The package is ESM alone: what CommonJS would see of it is no fault.
    await run(attw, [join(folder, tarball), "--profile", "esm-only", "--no-emoji"]);
  });
});

describe("the runtime", () => {
  test("has no export that neither a module nor the generator names", async () => {
    const modules = await readSources(join(root, "templates/runtime"));
    const named = new Set<string>();
    for (const text of modules.values()) {
      for (const [, names = ""] of text.matchAll(/^import (?:type )?\{([^}]*)\}/gm)) {
        for (const name of names.match(/\w+/g) ?? []) named.add(name);
      }
    }
    for (const text of (await readSources(join(root, "generator"))).values()) {
      for (const [, name = ""] of text.matchAll(/code`(\w+)`/g)) named.add(name);
    }
    // The second entry of the package exports these to users.
    const entry = modules.get("index.ts") ?? "";
    for (const [, names = ""] of entry.matchAll(/^export (?:type )?\{([^}]*)\}/gm)) {
      for (const name of names.match(/\w+/g) ?? []) named.add(name);
    }
    const whole = [...entry.matchAll(/^export (?:type )?\* from "\.\/(.*)";$/gm)].map(
      ([, file]) => file,
    );
    const exported = /^export (?:async )?(?:function\*?|class|const|interface|type) (\w+)/gm;
    const unused = [...modules].flatMap(([file, text]) => {
      const names = [...text.matchAll(exported)].map(([, name = ""]) => name);
      if (file !== "index.ts") expect(names, file).not.toEqual([]);
      if (whole.includes(file)) return [];
      return names.filter((name) => !named.has(name)).map((name) => `${file}: ${name}`);
    });
    expect(unused).toEqual([]);
  });

  async function readSources(from: string): Promise<Map<string, string>> {
    const sources = new Map<string, string>();
    for (const file of await readdir(from, { recursive: true })) {
      if (file.endsWith(".ts")) sources.set(file, await readFile(join(from, file), "utf8"));
    }
    return sources;
  }
});

describe("one call, bundled and minified with all that it needs", () => {
  const entry = `
    import { createClient, pollForTask } from ${JSON.stringify(join(generated, "index.ts"))};
    export const poll = (baseUrl) => createClient({ baseUrl }).send(pollForTask({ workerGroup: "etl" }));
  `;
  const options = {
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
  } as const;

  async function bundle(): Promise<string> {
    const { outputFiles } = await build({
      ...options,
      stdin: { contents: entry, resolveDir: root },
    });
    return outputFiles[0]?.text ?? "";
  }

  /** The modules of the runtime that left something in a bundle. */
  async function modulesOf(contents: string): Promise<string[]> {
    const { metafile } = await build({ ...options, stdin: { contents, resolveDir: root } });
    return Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => {
        const [, module] = /runtime\/([\w/-]+)\.ts$/.exec(file) ?? [];
        return module !== undefined && bytesInOutput > 0 ? [module] : [];
      }),
    );
  }

  test("stays small", async () => {
    const text = await bundle();
    const bytes = Buffer.byteLength(text);
    const gzip = gzipSync(text, { level: 9 }).length;
    console.log(`one call: ${bytes} bytes, ${gzip} gzip`);
    expect(bytes).toBeLessThan(4_800);
    expect(gzip).toBeLessThan(2_280);
  });

  test("holds nothing of the other operation", async () => {
    const text = await bundle();
    expect(text).toContain("PollForTask");
    expect(text).not.toContain("SetTaskStatus");
  });

  const parts = new Map([
    ["apiKey", "middleware/auth"],
    ["basic", "middleware/auth"],
    ["bearer", "middleware/auth"],
    ["log", "middleware/log"],
    ["oauth2", "middleware/oauth2"],
    ["paginate", "pagination"],
    ["retry", "middleware/retry"],
    ["timeout", "middleware/timeout"],
  ]);

  /** The parts that a bundle holds. */
  async function partsOf(contents: string): Promise<string[]> {
    const modules = await modulesOf(contents);
    expect(modules).toContain("client");
    return [...new Set(parts.values())].filter((module) => modules.includes(module));
  }

  test("holds nothing of the parts around fetch", async () => {
    expect(await partsOf(entry)).toEqual([]);
  });

  test.each([...parts])(
    "holds %s, and no other part, where it is imported",
    async (name, module) => {
      const index = JSON.stringify(join(generated, "runtime/index.ts"));
      expect(await partsOf(`export { ${name} } from ${index}; ${entry}`)).toEqual([module]);
    },
  );
});
