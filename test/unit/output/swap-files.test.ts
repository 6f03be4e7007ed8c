import { globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { digestFiles } from "../../../generator/output/manifest.ts";
import { exchange, stageFiles } from "../../../generator/output/swap-files.ts";
import { inspect } from "../../../generator/output/plan.ts";
import { writeFolder } from "../../../generator/output/write-folder.ts";

type Tree = Readonly<Record<string, string>>;

const temporary = mkdtempSync(join(tmpdir(), "exchange-test-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const before: Tree = { "index.ts": "1", "ops/a.ts": "1", "ops/b.ts": "1", "types/t.ts": "1" };

/** The package that is left where the process ends before the given rename. */
async function killedBefore(step: number, after: Tree): Promise<{ left: Tree; isDone: boolean }> {
  const folder = mkdtempSync(join(temporary, "folder-"));
  await writeFolder(folder, new Map(Object.entries(before)));
  const stage = join(folder, ".openapi-actions.tmp");
  mkdirSync(stage);
  const expected = new Map(Object.entries(after));
  const plan = inspect(folder, folder, expected, digestFiles(expected), {});
  stageFiles(stage, folder, plan);
  let count = 0;
  const rename = (from: string, to: string): void => {
    if (count === step) throw new Error("killed");
    count += 1;
    renameSync(from, to);
  };
  let isDone = true;
  try {
    exchange(folder, stage, folder, plan, rename);
  } catch {
    isDone = false;
  }
  const files = globSync("**/*.ts", { cwd: folder, exclude: [".openapi-actions.tmp"] });
  const entries = files.map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);
  return { left: Object.fromEntries(entries), isDone };
}

test.each<[string, Tree]>([
  ["every file", { "index.ts": "2", "ops/a.ts": "2", "ops/c.ts": "2", "types/t.ts": "2" }],
  ["files and a folder", { "index.ts": "2", "ops/a.ts": "2", "ops/b.ts": "1", "new/t.ts": "2" }],
  ["a single file", { ...before, "ops/a.ts": "2" }],
])(
  "a kill while %s is exchanged leaves no mixture, and no entry without the rest",
  async (name, after) => {
    let states = 0;
    for (let step = 0; ; step += 1) {
      const { left, isDone } = await killedBefore(step, after);
      const [isOld, isNew] = [before, after].map((tree) =>
        Object.entries(left).every(([file, text]) => tree[file] === text),
      );
      expect({ left, isOneOfBoth: isOld || isNew }).toMatchObject({ isOneOfBoth: true });
      const isWhole = [before, after].some(
        (tree) =>
          JSON.stringify(Object.entries(left).sort()) ===
          JSON.stringify(Object.entries(tree).sort()),
      );
      if (left["index.ts"] !== undefined || name === "a single file") {
        expect({ left, isWhole }).toMatchObject({ isWhole: true });
      }
      states += 1;
      if (isDone) break;
    }
    expect(states).toBeGreaterThan(name === "a single file" ? 3 : 6);
  },
);
