import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";

/**
 * The commits that changed a description's folder, the newest first.
 *
 * @param most how many at most.
 * @returns full hashes; none where there is no git or no repository.
 */
export async function commitsOf(spec: string, most: number): Promise<readonly string[]> {
  const args = ["log", `--max-count=${most}`, "--format=%H", "HEAD", "--", ...patterns];
  const found = await git(dirname(spec), args);
  return found?.toString("utf8").split("\n").filter(Boolean) ?? [];
}

/** The full hash of what a name like `main` or `HEAD~2` means; `undefined` where it means nothing. */
export async function resolveCommit(spec: string, name: string): Promise<string | undefined> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  const found = await git(dirname(spec), args);
  return found?.toString("utf8").trim();
}

/**
 * Gives a description as it was at a commit, with all that its folder then had of JSON and YAML, in
 * a folder that is there while `use` runs. Nothing in the repository or its index is touched.
 *
 * @returns what `use` gives; `undefined` where the commit does not have the description.
 */
export async function withDescriptionAt<T>(
  commit: string,
  spec: string,
  use: (spec: string) => Promise<T>,
): Promise<T | undefined> {
  const listing = await git(dirname(spec), ["ls-tree", "-r", "-z", "--full-tree", `${commit}:./`]);
  const entries = (listing?.toString("utf8") ?? "").split("\0").flatMap((line) => {
    const [, hash, path] = /^100\d+ blob (\w+)\t(.+\.(?:ya?ml|json))$/i.exec(line) ?? [];
    return hash === undefined || path === undefined ? [] : [{ hash, path }];
  });
  if (!entries.some(({ path }) => path === basename(spec))) return undefined;
  const batch = entries.map(({ hash }) => `${hash}\n`).join("");
  const contents = await git(dirname(spec), ["cat-file", "--batch"], batch);
  if (!contents) return undefined;

  const folder = await mkdtemp(join(tmpdir(), "openapi-actions-"));
  try {
    let offset = 0;
    for (const { path } of entries) {
      // `HASH blob SIZE`, the content, and a line end.
      const start = contents.indexOf("\n", offset) + 1;
      const size = Number(contents.toString("utf8", offset, start).split(" ")[2]);
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), contents.subarray(start, start + size));
      offset = start + size + 1;
    }
    return await use(join(folder, basename(spec)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const patterns = ["*.yaml", "*.yml", "*.json"];

/** Runs git; `undefined` where there is none, or where it fails. */
async function git(
  folder: string,
  args: readonly string[],
  input: string = "",
): Promise<Buffer | undefined> {
  const child = spawn("git", args, {
    cwd: folder,
    // A hook of git runs with these set, for another folder than this one.
    env: { ...process.env, GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_PREFIX: undefined },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const exit = new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
  // A git that has ended does not read on: its exit code tells.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const output = buffer(child.stdout).catch(() => undefined);
  return (await exit) ? output : undefined;
}
