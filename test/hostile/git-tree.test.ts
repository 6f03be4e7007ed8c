import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { withFolderAt } from "../../generator/history/git.ts";

const temporary = mkdtempSync(join(tmpdir(), "git-test-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

function git(folder: string, args: readonly string[], input: string | Buffer = ""): string {
  const identity = ["-c", "user.name=a", "-c", "user.email=a@b.example"];
  const { status, stdout, stderr } = spawnSync("git", [...identity, ...args], {
    cwd: folder,
    input,
  });
  if (status !== 0) throw new Error(stderr.toString());
  return stdout.toString().trim();
}

/** An object of git with one entry, written as it is: git's own commands refuse some of these. */
function tree(
  folder: string,
  entries: readonly (readonly [mode: string, name: string, id: string])[],
): string {
  const bytes = entries.map(([mode, name, id]) =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, "hex")]),
  );
  const args = ["hash-object", "-t", "tree", "-w", "--stdin", "--literally"];
  return git(folder, args, Buffer.concat(bytes));
}

test.each([
  ["a folder above", ["..", "evil.json"]],
  ["folders above", ["..", "..", "evil.json"]],
  ["the folder itself", [".", "evil.json"]],
  ["a folder of git", [".git", "evil.json"]],
  ["a separator of Windows", ["..\\evil.json"]],
  ["a drive", ["c:evil.json"]],
])("an entry for %s is not unpacked", async (_, path) => {
  const folder = mkdtempSync(join(temporary, "repository-"));
  git(folder, ["init", "-q"]);
  const blob = git(folder, ["hash-object", "-w", "--stdin"], "{}");
  const [entry = ""] = path;
  const inner = path
    .slice(1)
    .reduceRight<readonly [mode: string, id: string]>(
      ([mode, id], name) => ["40000", tree(folder, [[mode, name, id]])],
      ["100644", blob],
    );
  const root = tree(folder, [
    [inner[0], entry, inner[1]],
    ["100644", "api.json", blob],
  ]);
  const commit = git(folder, ["commit-tree", "-m", "a", root]);

  const spec = join(folder, "api.json");
  const [unpacked, around] = await withFolderAt(commit, spec, async (find) => {
    const file = find(spec) ?? "";
    return [
      readdirSync(dirname(file)),
      [1, 2].map((up) => join(dirname(file), ...Array<string>(up).fill(".."), "evil.json")),
    ];
  });
  expect(unpacked).toEqual(["api.json"]);
  expect(around.filter((file) => existsSync(file))).toEqual([]);
});

test("a commit's folder is unpacked with its sub-folders", async () => {
  const folder = mkdtempSync(join(temporary, "repository-"));
  git(folder, ["init", "-q"]);
  mkdirSync(join(folder, "a..b"));
  for (const file of ["api.json", "a..b/c.yaml", "a..b/d.txt"])
    writeFileSync(join(folder, file), "");
  git(folder, ["add", "."]);
  git(folder, ["commit", "-qm", "a"]);
  const spec = join(folder, "api.json");
  const found = await withFolderAt(git(folder, ["rev-parse", "HEAD"]), spec, async (find) => {
    return ["api.json", "a..b/c.yaml", "a..b/d.txt"].map(
      (file) => find(join(folder, file)) !== undefined,
    );
  });
  expect(found).toEqual([true, true, false]);
});
