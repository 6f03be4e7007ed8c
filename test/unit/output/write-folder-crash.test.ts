import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sample } from "../../helpers/sample.ts";

// The program as a whole, against what its own tests cannot do to a function: see output.test.ts.

const root = join(import.meta.dirname, "../../..");
const main = join(root, "generator/main.ts");
const [odd, even] = ["schemas-3.1", "parameters"].map((name) =>
  join(import.meta.dirname, "../../golden/generate", name, "input.yaml"),
) as [string, string];

const temporary = mkdtempSync(join(tmpdir(), "writing-"));
afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

/** The files of each of the two descriptions: path → text. */
let packages: readonly [Tree, Tree];
beforeAll(() => {
  packages = [whole(odd), whole(even)];
});

type Tree = Readonly<Record<string, string>>;

function whole(spec: string): Tree {
  const folder = newFolder();
  expect(generate(spec, folder)).toEqual({ status: 0, message: "" });
  return treeOf(folder);
}

function newFolder(): string {
  return mkdtempSync(join(temporary, "folder-"));
}

function treeOf(folder: string): Tree {
  const paths = globSync("**/{*,.*}", { cwd: folder, withFileTypes: true });
  const files = paths
    .filter((path) => path.isFile())
    .map((path) => join(path.parentPath, path.name));
  return Object.fromEntries(
    files.map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")]).sort(),
  );
}

function generate(spec: string, folder: string): { status: number | null; message: string } {
  const { status, stderr } = spawnSync(process.execPath, [main, "generate", spec, "-o", folder], {
    encoding: "utf8",
  });
  return { status, message: status === 0 ? "" : stderr };
}

function start(spec: string, folder: string): ChildProcess {
  return spawn(process.execPath, [main, "generate", spec, "-o", folder], { stdio: "ignore" });
}

const kills = sample({ some: 1, more: 8, all: 200 });

test(
  `a run that is killed leaves one package, whole after the next run: ${kills} kills`,
  async () => {
    const folder = newFolder();
    generate(odd, folder);
    const started = performance.now();
    generate(even, folder);
    const duration = performance.now() - started;
    const found = { before: 0, after: 0, part: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      const [spec, before, after] =
        kill % 2 === 0 ? [odd, packages[1], packages[0]] : [even, packages[0], packages[1]];
      const child = start(spec, folder);
      const exit = once(child, "exit");
      // By chance a kill seldom meets the writing, which is short: so every second one waits for it.
      if (kill % 4 < 2) await sleep(Math.random() * duration);
      else await lockOf(folder, child);
      child.kill("SIGKILL");
      await exit;

      const left = packageIn(folder);
      const [isBefore, isAfter] = [before, after].map((tree) => isSame(left, tree));
      found[isBefore ? "before" : isAfter ? "after" : "part"] += 1;
      expect([before, after].some((tree) => isPart(left, tree))).toBe(true);
      expect(generate(spec, folder)).toEqual({ status: 0, message: "" });
      expect(treeOf(folder)).toEqual(after);
    }
    process.stdout.write(`${kills} kills left ${JSON.stringify(found)}\n`);
  },
  20_000 + kills * 10_000,
);

/** Waits until the run writes, and up to four milliseconds more. */
async function lockOf(folder: string, child: ChildProcess): Promise<void> {
  const lock = join(folder, ".openapi-actions.tmp");
  while (!existsSync(lock) && child.exitCode === null) await sleep(0);
  const end = performance.now() + Math.random() * 4;
  while (performance.now() < end);
}

/** The package without its manifest and the rubbish of a run. */
function packageIn(folder: string): Tree {
  const isOurs = ([path]: [string, string]): boolean => !path.startsWith(".openapi-actions");
  return Object.fromEntries(Object.entries(treeOf(folder)).filter(isOurs));
}

function isPart(left: Tree, tree: Tree): boolean {
  return Object.entries(left).every(([path, text]) => tree[path] === text);
}

function isSame(left: Tree, tree: Tree): boolean {
  const count = Object.keys(tree).filter((path) => !path.startsWith(".openapi-actions")).length;
  return isPart(left, tree) && Object.keys(left).length === count;
}
