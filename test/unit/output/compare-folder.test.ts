import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareFolder } from "../../../generator/output/write-folder.ts";
import {
  type Tree,
  MANIFEST,
  OLD,
  NEW,
  newFolder,
  written,
  files,
  manifest,
  plant,
  relink,
  stamps,
  refusal,
} from "./folders.ts";

describe("compareFolder", () => {
  test.each<[string, (folder: string) => void, Tree, string[]]>([
    ["nothing, when nothing differs", () => {}, OLD, []],
    [
      "what the next run would change",
      () => {},
      NEW,
      [
        `changed ${MANIFEST}`,
        "changed index.ts",
        "changed ops/a.ts",
        "extra ops/b.ts",
        "missing types/t.ts",
      ],
    ],
    [
      "an edited file",
      (folder) => plant(folder, { "ops/a.ts": "edited" }),
      OLD,
      ["changed ops/a.ts"],
    ],
    ["a deleted file", (folder) => rmSync(join(folder, "ops/a.ts")), OLD, ["missing ops/a.ts"]],
    [
      "a deleted folder",
      (folder) => rmSync(join(folder, "ops"), { recursive: true }),
      OLD,
      ["missing ops/a.ts", "missing ops/b.ts", "missing ops/c.ts"],
    ],
    ["no foreign file", (folder) => plant(folder, { "ops/x": "", "dist/y": "" }), OLD, []],
    [
      "a link in place of a file",
      (folder) => relink(join(folder, "ops/a.ts"), join(folder, "ops/b.ts")),
      OLD,
      ["changed ops/a.ts"],
    ],
    [
      "a folder in place of a file",
      (folder) => replaceByFolder(join(folder, "index.ts")),
      OLD,
      ["changed index.ts"],
    ],
    [
      "not that git made CRLF of LF",
      (folder) =>
        plant(folder, {
          "index.ts": "1\r\n2\r\n",
          [MANIFEST]: manifest({ "index.ts": "1\n2\n" }).replaceAll("\n", "\r\n"),
        }),
      { "index.ts": "1\n2\n" },
      [],
    ],
    [
      "not that a manifest was reformatted",
      (folder) =>
        plant(folder, {
          [MANIFEST]: JSON.stringify(JSON.parse(manifest(OLD))),
        }),
      OLD,
      [],
    ],
    [
      "what a manifest lists and nobody has",
      (folder) => plant(folder, { [MANIFEST]: manifest({ ...OLD, "gone.ts": "" }) }),
      OLD,
      [`changed ${MANIFEST}`],
    ],
  ])("reports %s", async (_, change, tree, want) => {
    const folder = await written(OLD);
    change(folder);
    const before = stamps(folder);
    const differences = await compareFolder(folder, files(tree));
    expect(differences.map(({ file, kind }) => `${kind} ${file}`)).toEqual(want);
    expect(stamps(folder)).toEqual(before);
  });

  test("reports every file of a folder that is missing, and does not make it", async () => {
    const folder = join(newFolder(), "none");
    const differences = await compareFolder(folder, files({ "a/b": "" }));
    expect(differences).toEqual([
      { file: MANIFEST, kind: "missing" },
      { file: "a/b", kind: "missing" },
    ]);
    expect(existsSync(folder)).toBe(false);
  });

  test("reads back a lone surrogate as it was written", async () => {
    const tree = { "a.ts": "\ud800" };
    expect(await compareFolder(await written(tree), files(tree))).toEqual([]);
  });

  test("refuses a folder that is not ours", async () => {
    const folder = newFolder();
    plant(folder, { "a.txt": "" });
    expect(await refusal(compareFolder(folder, files(NEW)))).toMatch(/is not empty/);
  });
});

function replaceByFolder(path: string): void {
  rmSync(path);
  mkdirSync(path);
}
