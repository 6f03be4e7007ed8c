import { spawnSync } from "node:child_process";
import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeFolder } from "../../../generator/output/write-folder.ts";
import {
  type Tree,
  childArguments,
  MANIFEST,
  LOCK,
  OLD,
  NEW,
  newFolder,
  written,
  files,
  plant,
  treeOf,
  refusal,
} from "./folders.ts";

describe("refuses", () => {
  test.each<[string, (folder: string) => void, RegExp]>([
    [
      "a folder with files and no manifest",
      (folder) => plant(folder, { "a.txt": "" }),
      /is not empty/,
    ],
    ["a manifest that is cut short", (folder) => plant(folder, { [MANIFEST]: "{" }), /no list of/],
    [
      "a manifest without version",
      (folder) => plant(folder, { [MANIFEST]: '{"files":[]}' }),
      /no list of/,
    ],
    [
      "a manifest of a newer version",
      (folder) => plant(folder, { [MANIFEST]: '{"version":3}' }),
      /newer/,
    ],
    [
      "a manifest with a number",
      (folder) => plant(folder, { [MANIFEST]: '{"version":2,"files":{"a":1}}' }),
      /no list of/,
    ],
    [
      "a manifest that lists a path outside",
      (folder) => plant(folder, { [MANIFEST]: '{"version":2,"files":{"../a":""}}' }),
      /no list of/,
    ],
    [
      "a manifest that lists git's files",
      (folder) => plant(folder, { [MANIFEST]: '{"version":1,"files":[".git/HEAD"]}' }),
      /no list of/,
    ],
    [
      "a manifest that is a link",
      (folder) => symlinkSync("a", join(folder, MANIFEST)),
      /no list of/,
    ],
    ["a lock that is a link", (folder) => symlinkSync(".", join(folder, LOCK)), /in the way/],
  ])("%s", async (_, prepare, message) => {
    const folder = newFolder();
    prepare(folder);
    const before = treeOf(folder);
    expect(await refusal(writeFolder(folder, files(NEW)))).toMatch(message);
    expect(treeOf(folder)).toEqual(before);
  });

  test.each<[string, (folder: string) => string, RegExp]>([
    ["a file", (folder) => join(folder, "file"), /not a folder/],
    ["a folder below a file", (folder) => join(folder, "file/below"), /cannot be a folder/],
    ["a link to nothing", (folder) => join(folder, "link"), /not a folder/],
  ])("an output folder that is %s", async (_, name, message) => {
    const folder = newFolder();
    plant(folder, { file: "mine" });
    symlinkSync("nothing", join(folder, "link"));
    expect(await refusal(writeFolder(name(folder), files(NEW)))).toMatch(message);
    expect(treeOf(folder)).toEqual({ file: "mine", link: "-> nothing" });
  });

  test.each([
    "",
    "/a",
    "a/",
    "a//b",
    ".",
    "..",
    "../a",
    "a/../../b",
    "a/./b",
    "a\\b",
    "C:a",
    "a\0",
    "a\nb",
    "CON",
    "con.ts",
    "ops/aux",
    "a.",
    "a ",
    "a?b",
    ".git/config",
    ".GIT/config",
    MANIFEST,
    `${LOCK}/a`,
  ])("a generated file named %j", async (name) => {
    const folder = await written(OLD);
    const before = treeOf(folder);
    expect(await refusal(writeFolder(folder, files({ [name]: "" })))).toMatch(/plain path/);
    expect(treeOf(folder)).toEqual(before);
  });

  test.each<[string, Tree, RegExp]>([
    ["by case", { "a.ts": "", "A.ts": "" }, /cannot tell it from/],
    ["by the case of a folder", { "a/b.ts": "", "A/c.ts": "" }, /cannot tell it from/],
    ["by Unicode form", { "\u00e9.ts": "", "e\u0301.ts": "" }, /cannot tell it from/],
    ["as file and folder", { "a/b": "", a: "" }, /a is a file/],
  ])("generated files that collide %s", async (_, tree, message) => {
    const folder = newFolder();
    expect(await refusal(writeFolder(folder, files(tree)))).toMatch(message);
    expect(treeOf(folder)).toEqual({});
  });

  test.skipIf(process.platform === "win32")("a read-only folder", async () => {
    const folder = await written(OLD);
    const before = treeOf(folder);
    chmodSync(folder, 0o555);
    const message = await unprivileged(() => refusal(writeFolder(folder, files(NEW))));
    expect(message).toMatch(/may not be read or written. Change its permissions/);
    expect(treeOf(folder)).toEqual(before);
  });

  test.skipIf(process.platform === "win32")("files for which there is no room", async () => {
    const parent = newFolder();
    const script = childArguments(
      `await writeFolder(folder + "/new", new Map([["a", "a"], ["big", "x".repeat(1e6)]]))
         .catch((error) => console.log(error.message));`,
    );
    const { stdout } = spawnSync(
      "sh",
      ["-c", 'ulimit -f 100; exec "$0" "$@"', process.execPath, ...script, parent],
      { encoding: "utf8" },
    );
    expect(stdout).toMatch(/new has no room for the files. Free some space/);
    expect(treeOf(parent)).toEqual({});
  });
});

/** Root may write anywhere, so it steps down for a moment. */
async function unprivileged<T>(action: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid?.("nobody");
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}
