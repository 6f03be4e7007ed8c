import { type ChildProcess, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { compareFolder, writeFolder } from "../../../generator/output/write-folder.ts";
import { sample } from "../../helpers/sample.ts";
import {
  type Tree,
  MANIFEST,
  LOCK,
  OLD,
  NEW,
  newFolder,
  written,
  files,
  manifest,
  whole,
  plant,
  treeOf,
  generatedOf,
  refusal,
  startChild,
} from "./folders.ts";

describe("a run that was killed", () => {
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;

  test.each([
    ["by a process that has ended", `${dead}.${Date.now()}.x.${hostname()}`],
    ["by a process whose number is now ours", `${process.pid}.${Date.now()}.x.${hostname()}`],
    ["long ago, on another machine", "1.1700000000000.x.elsewhere"],
    ["by something else", "rubbish"],
  ])("leaves rubbish that the next run clears, though nothing differs: %s", async (_, holder) => {
    const folder = await written(OLD);
    const before = treeOf(folder);
    plant(folder, { [`${LOCK}/${holder}/new/0/a`]: "half", [`${LOCK}-1.2.3.x/new/0`]: "half" });
    expect(await writeFolder(folder, files(OLD))).toMatchObject({ written: [], unchanged: 4 });
    expect(treeOf(folder)).toEqual(before);
  });

  test("does not make an empty folder foreign", async () => {
    const folder = newFolder();
    plant(folder, { [`${LOCK}/rubbish/new/0/a`]: "half" });
    await writeFolder(folder, files(NEW));
    expect(generatedOf(folder)).toEqual(NEW);
  });

  test("between the renames is reported by a comparison and put right by the next run", async () => {
    const folder = newFolder();
    plant(folder, {
      [MANIFEST]: manifest({ ...OLD, ...NEW }),
      "types/t.ts": "t",
      [`${LOCK}/rubbish/old/0`]: "old",
    });
    expect(await compareFolder(folder, files(OLD))).toContainEqual({
      file: "index.ts",
      kind: "missing",
    });
    await writeFolder(folder, files(OLD));
    expect(treeOf(folder)).toEqual(whole(OLD));
  });

  const odd = packageOf("odd", 30);
  const even = packageOf("even", 25);
  const foreign = { "dist/a.js": "built", "ops/own.txt": "mine" };

  async function oddWithForeign(): Promise<string> {
    const folder = await written(odd);
    plant(folder, foreign);
    return folder;
  }

  async function expectOnePackageThenWhole(folder: string, next: Tree): Promise<void> {
    const found = Object.entries(generatedOf(folder));
    const isPartOf = (tree: Tree): boolean =>
      found.every(([path, text]) => ({ ...tree, ...foreign })[path] === text);
    expect(isPartOf(odd) || isPartOf(even)).toBe(true);
    await writeFolder(folder, files(next));
    expect(treeOf(folder)).toEqual({ ...whole(next), ...foreign });
  }

  test("before any of its renames leaves one package, whole after the next run", async () => {
    let ended = false;
    const lane = async (first: number): Promise<void> => {
      for (let fatal = first; !ended; fatal += 2) {
        const folder = await oddWithForeign();
        const script = `atRename(${fatal}, () => process.kill(process.pid, "SIGKILL"));
          await write(${JSON.stringify(even)});`;
        const [, signal] = await once(startChild(script, folder), "exit");
        ended ||= signal === null;
        await expectOnePackageThenWhole(folder, fatal % 4 < 2 ? odd : even);
      }
    };
    await Promise.all([lane(0), lane(1)]);
  });

  const kills = sample({ some: 6, more: 30, all: 200 });
  test(`at any moment leaves one package, whole after the next run: ${kills} kills`, async () => {
    let left = kills;
    const lane = async (): Promise<void> => {
      const folder = await oddWithForeign();
      const [first, second] = [JSON.stringify(even), JSON.stringify(odd)];
      while (left-- > 0) {
        const child = startChild(
          `for (;;) { await write(${first}); await write(${second}); }`,
          folder,
        );
        await ready(child);
        await sleep(Math.random() * 40);
        await kill(child);
        await expectOnePackageThenWhole(folder, left % 2 ? odd : even);
      }
    };
    await Promise.all([lane(), lane(), lane()]);
  }, 600_000);
});

test("a run in which any one rename fails leaves the old package or the new one", async () => {
  const parent = newFolder();
  const child = startChild(
    `for (let failing = 0, failed = true; failed; failing++) {
       const target = folder + "/" + failing;
       await write(${JSON.stringify(OLD)}, target);
       failed = false;
       atRename(failing, () => {
         failed = true;
         throw Object.assign(new Error(), { code: "EBUSY", syscall: "rename" });
       });
       await write(${JSON.stringify(NEW)}, target);
     }`,
    parent,
  );
  expect(await once(child, "exit")).toEqual([0, null]);
  const folders = readdirSync(parent);
  expect(folders.length).toBeGreaterThan(5);
  for (const folder of folders) {
    const target = join(parent, folder);
    const differences = [OLD, NEW].map((tree) => compareFolder(target, files(tree)));
    expect(await Promise.all(differences)).toContainEqual([]);
  }
});

describe("two runs at once", () => {
  test("of one process both succeed, and the folder is whole", async () => {
    const folder = await written(OLD);
    await Promise.all([OLD, NEW, OLD, NEW].map((tree) => writeFolder(folder, files(tree))));
    expect([OLD, NEW]).toContainEqual(generatedOf(folder));
  });

  test("of two processes succeed or are refused, and the folder is whole", async () => {
    const odd = packageOf("odd", 30);
    const even = packageOf("even", 25);
    const folder = await written(odd);
    const children = [odd, even].map((tree) =>
      startChild(`for (let i = 0; i < 60; i++) await write(${JSON.stringify(tree)});`, folder),
    );
    const ends = await Promise.all(children.map(async (child) => once(child, "exit")));
    expect(ends).toEqual([
      [0, null],
      [0, null],
    ]);
    expect([whole(odd), whole(even)]).toContainEqual(treeOf(folder));
  });

  test("refuse the second where the first takes long", async () => {
    const folder = await written(OLD);
    plant(folder, { [`${LOCK}/${process.ppid}.${Date.now()}.x.${hostname()}/new/0`]: "half" });
    const before = treeOf(folder);
    expect(await refusal(writeFolder(folder, files(NEW)))).toMatch(/Another run .* has ended/);
    expect(treeOf(folder)).toEqual(before);
  });
});

/** A package of two folders and `count` operations, all of whose files tell its name. */
function packageOf(name: string, count: number): Tree {
  const tree: Record<string, string> = { "index.ts": name, [`${name}.ts`]: name, "ops/x.ts": name };
  for (let index = 0; index < count; index++) tree[`operations/o${index}.ts`] = name.repeat(500);
  return tree;
}

async function ready(child: ChildProcess): Promise<void> {
  if (child.stdout) await once(child.stdout, "data");
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
