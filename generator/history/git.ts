import { spawn } from "node:child_process";
import { dirname } from "node:path";

/**
 * The commits that changed a description's folder, the newest first.
 *
 * @param most how many at most.
 * @returns full hashes; none where there is no git or no repository.
 */
export async function commitsOf(spec: string, most: number): Promise<readonly string[]> {
  const patterns = ["*.yaml", "*.yml", "*.json"];
  const args = ["rev-list", `--max-count=${most}`, "HEAD", "--", ...patterns];
  const found = await git(dirname(spec), args);
  return found?.split("\n").filter(Boolean) ?? [];
}

/** The full hash of what a name like `main` or `HEAD~2` means; `undefined` where it means nothing. */
export async function resolveCommit(spec: string, name: string): Promise<string | undefined> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  return (await git(dirname(spec), args))?.trim();
}

/** How much output of git is read, in bytes: more is no list of names. */
const maxOutput = 16 * 1024 * 1024;

/** Runs git; `undefined` where there is none, or where it fails or writes too much. */
export async function git(folder: string, args: readonly string[]): Promise<string | undefined> {
  const child = spawn("git", args, {
    cwd: folder,
    env: gitEnvironment(),
    stdio: ["ignore", "pipe", "ignore"],
  });
  const exit = new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
  const parts: Uint8Array[] = [];
  let size = 0;
  child.stdout.on("data", (part: Uint8Array) => {
    size += part.length;
    if (size > maxOutput) child.kill();
    else parts.push(part);
  });
  const isDone = await exit;
  return isDone && size <= maxOutput ? Buffer.concat(parts).toString("utf8") : undefined;
}

/**
 * The environment for git. A hook of git runs with some variables set for another folder than this
 * one. Objects that a partial clone lacks are not fetched: nothing is, unless it is allowed by name.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    GIT_DIR: undefined,
    GIT_WORK_TREE: undefined,
    GIT_PREFIX: undefined,
    GIT_NO_LAZY_FETCH: "1",
  };
}
