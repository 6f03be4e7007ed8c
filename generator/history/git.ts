import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative } from "node:path";
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
 * Gives a description's folder as it was at a commit: all that it then had of JSON and YAML, in
 * another folder, which is there while `use` runs. Nothing in the repository is touched.
 *
 * @param use takes what finds a file there: `undefined` where the commit does not have it, and the
 *   file itself where it is outside of the description's folder.
 */
export async function withFolderAt<T>(
  commit: string,
  spec: string,
  use: (find: (file: string) => string | undefined) => Promise<T>,
): Promise<T> {
  const listing = await git(dirname(spec), ["ls-tree", "-r", "-z", "--full-tree", `${commit}:./`]);
  const entries = (listing?.toString("utf8") ?? "").split("\0").flatMap((line) => {
    const [, hash, path] = /^100\d+ blob (\w+)\t(.+\.(?:ya?ml|json))$/is.exec(line) ?? [];
    return hash === undefined || path === undefined || !isInside(path) ? [] : [{ hash, path }];
  });
  const batch = entries.map(({ hash }) => `${hash}\n`).join("");
  const contents = await git(dirname(spec), ["cat-file", "--batch"], batch);

  const folder = await mkdtemp(join(tmpdir(), "openapi-actions-"));
  try {
    const written = new Set<string>();
    let rest = contents ?? Buffer.alloc(0);
    for (const { path } of entries) {
      // `HASH blob SIZE`, the content, and a line end.
      const start = rest.indexOf("\n") + 1;
      if (start === 0) break;
      const end = start + Number(rest.toString("utf8", 0, start).split(" ")[2]);
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, rest.subarray(start, end));
      written.add(file);
      rest = rest.subarray(end + 1);
    }
    return await use((file) => {
      const path = relative(dirname(spec), file);
      if (path.startsWith("..") || isAbsolute(path)) return file;
      return written.has(join(folder, path)) ? join(folder, path) : undefined;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Whether a path of a git tree stays below the folder it is unpacked into, on every system. Git itself
 * only warns of a tree with an entry `..`; `.git` and Windows' separators and drives are no better.
 */
function isInside(path: string): boolean {
  return path
    .split("/")
    .every((segment) => !/^(?:|\.{1,2}|\.git|[a-z]:.*)$|[\\\0]/is.test(segment));
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
