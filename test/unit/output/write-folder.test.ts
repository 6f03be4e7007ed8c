import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test, vi } from "vitest";
import { compareFolder, writeFolder } from "../../../generator/output/write-folder.ts";
import { digest, manifestText } from "../../../generator/output/manifest.ts";
import { UnusableError } from "../../../generator/diagnostics/problem.ts";

type Tree = Readonly<Record<string, string>>;

const MANIFEST = ".openapi-actions.json";
const LOCK = ".openapi-actions.tmp";
const OLD: Tree = { "index.ts": "old", "ops/a.ts": "old a", "ops/b.ts": "old b", "ops/c.ts": "c" };
const NEW: Tree = { "index.ts": "new", "ops/a.ts": "new a", "ops/c.ts": "c", "types/t.ts": "t" };

const temporary = mkdtempSync(join(tmpdir(), "output-test-"));
chmodSync(temporary, 0o755);
vi.setConfig({ testTimeout: 60_000 }); // Starting a process takes seconds on a busy machine.
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

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

  test("overwrites a generated file that somebody edited, and restores a deleted one", async () => {
    const folder = await written(OLD);
    plant(folder, { "ops/a.ts": "edited" });
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

describe("foreign files", () => {
  const foreign: Tree = {
    ".git/HEAD": "ref",
    "dist/index.js": "built",
    "node_modules/x/ops/a.ts": "x",
    "ops/notes.txt": "mine",
    "types/deep/own.ts": "mine",
  };

  test("survive a manifest of a stranger that lists them", async () => {
    const folder = await written(OLD);
    plant(folder, { "src/main.ts": "mine", "ops/b.ts": "edited by hand" });
    const file = join(folder, MANIFEST);
    const listed = readFileSync(file, "utf8").replace(
      '"files": {',
      '"files": {\n    "src/main.ts": "0123456789abcdef",',
    );
    writeFileSync(file, listed);
    const { removed } = await writeFolder(folder, files(NEW));
    expect(removed).toEqual([]);
    const mine = { "src/main.ts": "mine", "ops/b.ts": "edited by hand" };
    expect(generatedOf(folder)).toEqual({ ...NEW, ...mine });
  });

  test("are not what bears our mark, edited or not", async () => {
    const folder = await written(OLD);
    plant(folder, {
      "ops/b.ts": "// Generated by openapi-actions from a.json. Do not edit.\nedited",
    });
    expect((await writeFolder(folder, files(NEW))).removed).toEqual(["ops/b.ts"]);
  });

  test("survive untouched, wherever they lie", async () => {
    const folder = await written(OLD);
    plant(folder, foreign);
    const before = stamps(folder);
    await writeFolder(folder, files(NEW));
    expect(generatedOf(folder)).toEqual({ ...NEW, ...foreign });
    const after = stamps(folder);
    for (const path of Object.keys(foreign)) expect(after.get(path)).toBe(before.get(path));
  });

  test("survive in a folder that the package no longer has", async () => {
    const folder = await written({ "ops/a.ts": "a", "ops/b.ts": "b" });
    plant(folder, { "ops/notes.txt": "mine" });
    await writeFolder(folder, files({ "index.ts": "" }));
    expect(generatedOf(folder)).toEqual({ "index.ts": "", "ops/notes.txt": "mine" });
  });

  test.each<[string, (folder: string, outside: string) => void, string[]]>([
    [
      "files",
      (folder) => plant(folder, { "types/t.ts": "t", "ops/d.ts": "d" }),
      ["ops/d.ts", "types/t.ts"],
    ],
    [
      "a folder where a file should be",
      (folder) => mkdirSync(join(folder, "ops/d.ts")),
      ["ops/d.ts"],
    ],
    ["a file where a folder should be", (folder) => plant(folder, { types: "t" }), ["types"]],
    [
      "a file that differs in case only",
      (folder) => plant(folder, { "ops/D.ts": "d" }),
      ["ops/D.ts"],
    ],
    [
      "a link in place of a new file",
      (folder, outside) => symlinkSync(join(outside, "t.ts"), join(folder, "ops/d.ts")),
      ["ops/d.ts"],
    ],
    [
      "a link in place of an old file",
      (folder, outside) => relink(join(folder, "ops/a.ts"), join(outside, "t.ts")),
      ["ops/a.ts"],
    ],
    [
      "a link in place of a new folder",
      (folder, outside) => symlinkSync(outside, join(folder, "types")),
      ["types"],
    ],
    [
      "a link in place of an old folder",
      (folder, outside) => relink(join(folder, "ops"), outside),
      ["ops"],
    ],
  ])("in the way are listed, and nothing is written: %s", async (_, obstruct, listed) => {
    const folder = await written(OLD);
    const outside = newFolder();
    plant(outside, { "t.ts": "outside", "a.ts": "outside" });
    obstruct(folder, outside);
    const before = treeOf(folder);
    const attempt = writeFolder(folder, files({ ...NEW, "ops/d.ts": "new" }));
    expect((await refusal(attempt)).split("\n    ").slice(1)).toEqual(listed);
    expect(treeOf(folder)).toEqual(before);
    expect(treeOf(outside)).toEqual({ "t.ts": "outside", "a.ts": "outside" });
  });

  test("a link in place of a file that goes is left alone", async () => {
    const folder = await written(OLD);
    const outside = newFolder();
    plant(outside, { "b.ts": "outside" });
    relink(join(folder, "ops/b.ts"), join(outside, "b.ts"));
    await writeFolder(folder, files(NEW));
    expect(treeOf(outside)).toEqual({ "b.ts": "outside" });
    expect(lstatSync(join(folder, "ops/b.ts")).isSymbolicLink()).toBe(true);
  });

  test.each([
    ["in a folder that is exchanged", "/ops/note"],
    ["in place of a new file", "/type.ts"],
  ])("that appear %s after any rename of a run are not lost", async (_, path) => {
    const parent = newFolder();
    const child = startChild(
      `for (let moment = 0, met = true; met; moment++) {
         const target = folder + "/" + moment;
         let planted = false;
         await write(${JSON.stringify(OLD)}, target);
         met = false;
         atRename(moment, (rename) => {
           rename();
           met = true;
           try {
             fs.writeFileSync(target + "${path}", "mine", { flag: "wx" });
             planted = true;
           } catch {}
         });
         await write(${JSON.stringify({ ...NEW, "type.ts": "new" })}, target);
         const found = planted ? fs.readFileSync(target + "${path}", "utf8") : "mine";
         if (found !== "mine") throw Error("overwritten after rename " + moment);
       }`,
      parent,
    );
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(readdirSync(parent).length).toBeGreaterThan(5);
  });
});

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

  const kills = Number(process.env["OUTPUT_KILLS"] ?? 30);
  test(
    `at any moment leaves one package, whole after the next run: ${kills} kills`,
    async () => {
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
    },
    10_000 + kills * 2_000,
  );
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

function newFolder(): string {
  const folder = mkdtempSync(join(temporary, "folder-"));
  chmodSync(folder, 0o755);
  return folder;
}

async function written(tree: Tree): Promise<string> {
  const folder = newFolder();
  await writeFolder(folder, files(tree));
  return folder;
}

function files(tree: Tree): Map<string, string> {
  return new Map(Object.entries(tree));
}

function manifest(tree: Tree): string {
  return manifestText(
    {},
    new Map(Object.entries(tree).map(([path, text]) => [path, digest(text)])),
  );
}

/** The folder of a package, and nothing else in it. */
function whole(tree: Tree): Tree {
  return { ...tree, [MANIFEST]: manifest(tree) };
}

/** A package of two folders and `count` operations, all of whose files tell its name. */
function packageOf(name: string, count: number): Tree {
  const tree: Record<string, string> = { "index.ts": name, [`${name}.ts`]: name, "ops/x.ts": name };
  for (let index = 0; index < count; index++) tree[`operations/o${index}.ts`] = name.repeat(500);
  return tree;
}

function plant(folder: string, tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function relink(path: string, target: string): void {
  rmSync(path, { recursive: true });
  symlinkSync(target, path);
}

function replaceByFolder(path: string): void {
  rmSync(path);
  mkdirSync(path);
}

/** All that is in a folder: path → text, `-> target` of a link, or `folder` if it is empty. */
function treeOf(folder: string): Tree {
  const tree: Record<string, string> = {};
  for (const path of pathsOf(folder)) {
    const place = join(folder, path);
    const status = lstatSync(place);
    if (status.isSymbolicLink()) tree[path] = `-> ${readlinkSync(place)}`;
    else if (status.isFile()) tree[path] = readFileSync(place, "utf8");
    else if (readdirSync(place).length === 0) tree[path] = "folder";
  }
  return tree;
}

/** {@link treeOf} without what is ours but no generated code. */
function generatedOf(folder: string): Tree {
  const isOurs = (path: string): boolean => path === MANIFEST || path.startsWith(LOCK);
  return Object.fromEntries(Object.entries(treeOf(folder)).filter(([path]) => !isOurs(path)));
}

/** What changes if anything is written: path → inode and time, of the folder too. */
function stamps(folder: string): Map<string, string> {
  const stamp = (path: string): string => {
    const { ino, mtimeNs } = lstatSync(join(folder, path), { bigint: true });
    return `${ino} ${mtimeNs}`;
  };
  return new Map([".", ...pathsOf(folder)].map((path) => [path, stamp(path)]));
}

function pathsOf(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths.map((path) => path.replaceAll("\\", "/")).sort();
}

/** The message with which a run refuses. */
async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof UnusableError
    ? error.message
    : expect.fail(`not refused: ${String(error)}`);
}

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

/**
 * A process with `folder`, `write(tree, target)` and `atRename(n, action)`, which takes the place of
 * the rename after n others: the moments that matter are too short to be met by chance.
 */
function childArguments(script: string): string[] {
  const output = new URL("../../../generator/output/write-folder.ts", import.meta.url);
  const prelude = `
    import fs from "node:fs";
    import { writeFolder } from ${JSON.stringify(output)};
    import { syncBuiltinESMExports } from "node:module";
    const folder = process.argv.at(-1);
    let renamesLeft = -1;
    let action = () => {};
    const { renameSync } = fs;
    fs.renameSync = (...paths) => {
      if (renamesLeft-- === 0) action(() => renameSync(...paths));
      else renameSync(...paths);
    };
    syncBuiltinESMExports();
    const atRename = (count, instead) => {
      renamesLeft = count;
      action = instead;
    };
    const write = (tree, target = folder) => writeFolder(target, new Map(Object.entries(tree))).catch((error) => {
      if (error.name !== "UnusableError") throw error;
    });`;
  return ["--input-type=module", "-e", `${prelude}\n${script}`];
}

function startChild(script: string, folder: string): ChildProcess {
  const announced = `console.log("ready");\n${script}`;
  return spawn(process.execPath, [...childArguments(announced), folder], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(temporary, "cache") },
  });
}

async function ready(child: ChildProcess): Promise<void> {
  if (child.stdout) await once(child.stdout, "data");
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
