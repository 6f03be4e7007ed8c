import { lstatSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeFolder } from "../../../generator/output/write-folder.ts";
import {
  type Tree,
  MANIFEST,
  MARK,
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
  stamps,
} from "./folders.ts";

describe("writeFolder", () => {
  test("makes the folder and its parents, and lists its files in a manifest", async () => {
    const folder = join(newFolder(), "deep", "er");
    const result = await writeFolder(folder, files({ "b/c.ts": "ü\r\n\n", "a.ts": "" }));
    expect(result).toEqual({ written: [MANIFEST, "a.ts", "b/c.ts"], removed: [], unchanged: 0 });
    expect(treeOf(folder)).toEqual({
      [MANIFEST]: manifest({ "a.ts": "", "b/c.ts": "ü\r\n\n" }),
      "a.ts": "",
      "b/c.ts": "ü\r\n\n",
    });
  });

  test("replaces, adds and removes what differs, and says so", async () => {
    const folder = await written(OLD);
    expect(await writeFolder(folder, files(NEW))).toEqual({
      written: [MANIFEST, "index.ts", "ops/a.ts", "types/t.ts"],
      removed: ["ops/b.ts"],
      unchanged: 1,
    });
    expect(treeOf(folder)).toEqual(whole(NEW));
  });

  test("touches nothing where nothing differs", async () => {
    const folder = await written(OLD);
    const before = stamps(folder);
    expect(await writeFolder(folder, files(OLD))).toEqual({
      written: [],
      removed: [],
      unchanged: 4,
    });
    expect(stamps(folder)).toEqual(before);
  });

  test("leaves an unchanged file alone beside a single changed one", async () => {
    const folder = await written(OLD);
    const before = stamps(folder);
    await writeFolder(folder, files({ ...OLD, "ops/a.ts": "new" }));
    const touched = [...before].filter(([path, stamp]) => stamps(folder).get(path) !== stamp);
    expect(touched.map(([path]) => path)).toEqual([".", MANIFEST, "ops", "ops/a.ts"]);
  });

  test.each<[string, Tree, Tree]>([
    ["a file becomes a folder", { a: "1" }, { "a/b": "2", "a/c": "3" }],
    ["a folder becomes a file", { "a/b": "2", "a/c": "3" }, { a: "1" }],
    [
      "a name changes its case only",
      { "Task.ts": "1", "Ops/a": "" },
      { "task.ts": "1", "ops/a": "" },
    ],
    ["a folder loses its last file", { "a/b/c": "1", d: "" }, { d: "" }],
    ["everything goes", OLD, {}],
    [
      "names are those of Object.prototype",
      OLD,
      { __proto__x: "", constructor: "", "toString/valueOf": "" },
    ],
  ])("exchanges whole shapes: %s", async (_, before, after) => {
    const folder = await written(before);
    await writeFolder(folder, files(after));
    expect(treeOf(folder)).toEqual(whole(after));
  });

  test("overwrites a marked file that somebody edited, and restores a deleted one", async () => {
    const folder = await written(OLD);
    plant(folder, { "ops/a.ts": `${MARK}\nedited` });
    rmSync(join(folder, "index.ts"));
    expect((await writeFolder(folder, files(OLD))).written).toEqual(["index.ts", "ops/a.ts"]);
    expect(generatedOf(folder)).toEqual(OLD);
  });

  test("writes to the target of a folder that is a link", async () => {
    const folder = newFolder();
    const link = join(newFolder(), "link");
    symlinkSync(folder, link);
    await writeFolder(link, files(OLD));
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(generatedOf(folder)).toEqual(OLD);
  });
});
