import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { generate } from "../../generator/generate.ts";
import { withCommit } from "../../generator/history/commit-files.ts";
import { readBase } from "../../generator/history/base.ts";
import { defaultLimits } from "../../generator/source/limits.ts";

const temporary = mkdtempSync(join(tmpdir(), "git-test-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

let folder: string;
let spec: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(temporary, "repository-")), "inner");
  mkdirSync(folder);
  git(["init", "-q"]);
  spec = join(folder, "api.json");
});
afterEach(() => vi.unstubAllEnvs());

function git(args: readonly string[], input: string | Buffer = ""): string {
  const identity = ["-c", "user.name=a", "-c", "user.email=a@b.example"];
  const { status, stdout, stderr } = spawnSync("git", [...identity, ...args], {
    cwd: folder,
    input,
  });
  if (status !== 0) throw new Error(stderr.toString());
  return stdout.toString().trim();
}

function blob(content: string): string {
  return git(["hash-object", "-w", "--stdin"], content);
}

type Entry = readonly [mode: "100644" | "40000" | "120000" | "160000", name: string, id: string];

/** An object of git, written as it is: git's own commands refuse some of these entries. */
function tree(entries: readonly Entry[]): string {
  const bytes = [...entries]
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([mode, name, id]) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, "hex")]),
    );
  const args = ["hash-object", "-t", "tree", "-w", "--stdin", "--literally"];
  return git(args, Buffer.concat(bytes));
}

function commitOf(entries: readonly Entry[]): string {
  return git(["commit-tree", "-m", "a", tree(entries)]);
}

function description(schemas: object, title = "T"): string {
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title, version: "1" },
    paths: { "/a": { get: { operationId: "call", responses: {} } } },
    components: { schemas },
  });
}

const part = JSON.stringify({ allOf: [{ $ref: "a/c.json" }, { $ref: "b/c.json" }] });
const schema = JSON.stringify({ type: "object" });

describe("a tree with an entry", () => {
  test.each<[string, readonly string[]]>([
    ["for a folder above", ["..", "evil.json"]],
    ["for folders above", ["..", "..", "evil.json"]],
    ["for the folder itself", [".", "evil.json"]],
    ["for a folder of git", [".git", "evil.json"]],
    ["with a separator of Windows", ["..\\evil.json"]],
    ["with a drive", ["c:evil.json"]],
    ["with a line end", ["a\nHEAD:api.json"]],
  ])("%s is compared, and nothing is written", async (_, path) => {
    const [entry = "", ...names] = path;
    const inner = names.reduceRight<Entry>(
      ([mode, name, id], outer) => ["40000", outer, tree([[mode, name, id]])],
      ["100644", names.at(-1) ?? entry, blob(schema)],
    );
    const $ref = path.map(encodeURIComponent).join("/");
    const commit = commitOf([
      names.length === 0 ? inner : ["40000", entry, tree([inner])],
      ["100644", "api.json", blob(description({ A: { $ref } }, "Old"))],
    ]);
    writeFileSync(spec, description({}));
    const output = join(folder, "client");
    await run(["generate", spec, "-o", output], { out: () => undefined, err: () => undefined });

    const before = [readdirSync(join(folder, "..")), readdirSync(folder), readdirSync(temporary)];
    // Where nothing can be unpacked.
    vi.stubEnv("TMPDIR", join(folder, "missing"));
    let printed = "";
    const print = (more: string): void => {
      printed += more;
    };
    const args = ["check", spec, "-o", output, "--base", commit];
    const code = await run(args, { out: print, err: print });
    expect(printed).not.toContain("This is a bug");
    expect(code).toBe(0);
    expect([readdirSync(join(folder, "..")), readdirSync(folder), readdirSync(temporary)]).toEqual(
      before,
    );
  });
});

test("a reference out of the folder is refused in a commit too", async () => {
  const commit = commitOf([
    ["100644", "api.json", blob(description({ A: { $ref: "../secret.json" } }))],
  ]);
  writeFileSync(join(folder, "../secret.json"), schema);
  expect(await readBase(commit, spec, {})).toBeUndefined();
  const base = await readBase(commit, spec, { allowReference: [join(folder, "..")] });
  expect(base?.description.service.schemas).toHaveLength(2);
});

test("a description in a sub-folder is read with what it refers to, as it was", async () => {
  mkdirSync(join(folder, "spec/a..b"), { recursive: true });
  spec = join(folder, "spec/api.json");
  writeFileSync(spec, description({ A: { $ref: "a..b/c.json" }, B: { $ref: "../d.json" } }));
  writeFileSync(join(folder, "spec/a..b/c.json"), schema);
  writeFileSync(join(folder, "d.json"), schema);
  writeFileSync(join(folder, "spec/api.overlay.json"), overlay("Overlaid"));
  git(["add", "."]);
  git(["commit", "-qm", "a"]);
  const commit = git(["rev-parse", "HEAD"]);
  for (const file of ["api.json", "a..b/c.json", "../d.json", "api.overlay.json"]) {
    rmSync(join(folder, "spec", file));
  }
  const base = await readBase(commit, spec, { allowReference: [folder] });
  expect(base?.description.service.title).toBe("Overlaid");
  expect(base?.description.problems).toEqual([]);
  expect(base?.description.service.schemas).toHaveLength(4);
});

function overlay(title: string): string {
  const actions = [{ target: "$.info", update: { title } }];
  return JSON.stringify({ overlay: "1.0.0", info: { title: "O", version: "1" }, actions });
}

test.skipIf(process.platform === "win32")(
  "links in a circle come to an end",
  async () => {
    mkdirSync(join(folder, "c"));
    for (const link of ["a", "b"]) symlinkSync(".", join(folder, "c", link));
    writeFileSync(join(folder, "c/c.json"), part);
    writeFileSync(spec, description({ A: { $ref: "c/c.json" } }));
    const problems = await generate(spec).catch((error: unknown) => String(error));
    expect(problems).toContain("too-many-files");
  },
  120_000,
);

test("trees that hold one another twice come to an end", async () => {
  const id = blob(part);
  let inner = tree([["100644", "c.json", id]]);
  for (let depth = 0; depth < 60; depth += 1) {
    inner = tree([
      ["40000", "a", inner],
      ["40000", "b", inner],
      ["100644", "c.json", id],
    ]);
  }
  const api = description({ A: { $ref: "c/c.json" } });
  const commit = commitOf([
    ["40000", "c", inner],
    ["100644", "api.json", blob(api)],
  ]);
  expect(await readBase(commit, spec, {})).toBeUndefined();
}, 120_000);

describe("what is no file of the usual size", () => {
  const limits = { ...defaultLimits, bytes: 1_000 };
  const read = async (commit: string, ...names: string[]): Promise<string[]> =>
    withCommit(commit, spec, async (files) => {
      const found: string[] = [];
      for (const name of names) {
        const content = files.read(join(folder, name), limits).then(
          (bytes) => `${bytes.length} bytes`,
          (error: unknown) => String(error),
        );
        found.push(await content);
      }
      return found;
    });

  test("is refused, and the next one is read", async () => {
    const small = blob("a".repeat(1_000));
    const commit = commitOf([
      ["100644", "large", blob("a".repeat(1_001))],
      ["100644", "small", small],
      ["40000", "tree", tree([["100644", "large", small]])],
      ["160000", "module", "1".repeat(40)],
    ]);
    const [large, ...others] = await read(
      commit,
      "large",
      "small",
      "tree",
      "module",
      "no",
      "small",
    );
    expect(large).toContain("more than the limit");
    expect(others).toEqual([
      "1000 bytes",
      expect.stringContaining("has no file"),
      expect.stringContaining("has no file"),
      expect.stringContaining("has no file"),
      "1000 bytes",
    ]);
  });
});
