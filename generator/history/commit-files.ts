import { dirname, isAbsolute, posix, relative, resolve, sep } from "node:path";
import { mebibytes, raiseHint } from "../diagnostics/phrases.ts";
import { UnusableError } from "../diagnostics/problem.ts";
import { disk } from "../source/disk.ts";
import type { SourceFiles } from "../source/files.ts";
import { exceededLimit, type Limits } from "../source/limits.ts";
import { git } from "./git.ts";
import { GitObjects } from "./git-objects.ts";

/** The files of a commit, and of the disk what is outside of its repository. */
export interface CommitFiles extends SourceFiles {
  /** Whether the commit has a path in its repository, whatever is there. */
  covers(path: string): boolean;
}

/**
 * Lets `use` read files as they were at a commit. Each is read from git's objects when it is asked for
 * and nothing is unpacked, so that no name in a tree (`..`, a link, a drive) becomes a path of the disk.
 *
 * @param commit its full hash.
 * @param spec a file in the repository.
 */
export async function withCommit<T>(
  commit: string,
  spec: string,
  use: (files: CommitFiles) => Promise<T>,
): Promise<T> {
  const folder = dirname(spec);
  const prefix = (await git(folder, ["rev-parse", "--show-prefix"]))?.replace(/\n$/, "");
  const objects = new GitObjects(folder);

  /** The path from the top of the repository; `undefined` outside of it. */
  function pathInTree(path: string): string | undefined {
    const fromSpec = relative(folder, path);
    if (prefix === undefined || isAbsolute(fromSpec)) return undefined;
    const fromTop = posix.join(prefix, fromSpec.replaceAll(sep, "/"));
    return /^\.\.(?:\/|$)/.test(fromTop) ? undefined : fromTop.replace(/^\.$|\/$/, "");
  }

  async function read(path: string, limits: Limits): Promise<Uint8Array> {
    const inTree = pathInTree(path);
    if (inTree === undefined) return disk.read(path, limits);
    const content = await objects.read(`${commit}:${inTree}`, limits.bytes);
    if (content instanceof Uint8Array) return content;
    if (content === undefined) {
      throw new UnusableError(`The commit ${commit} has no file "${path}".`);
    }
    const limit = exceededLimit("bytes", limits);
    const sizes = `${mebibytes(content)}, more than the limit of ${mebibytes(limit.value)},`;
    throw new UnusableError(`"${path}" has ${sizes} in the commit ${commit}. ${raiseHint(limit)}`);
  }

  async function namesIn(path: string): Promise<readonly string[]> {
    const inTree = pathInTree(path);
    if (inTree === undefined) return disk.namesIn(path);
    const listing = await git(folder, [
      "ls-tree",
      "--full-tree",
      "-z",
      "--name-only",
      `${commit}:${inTree}`,
    ]);
    return listing?.split("\0").filter(Boolean) ?? [];
  }

  const files: CommitFiles = {
    read,
    namesIn,
    // A link in a tree is not followed.
    realPath: async (path) =>
      pathInTree(resolve(path)) === undefined ? disk.realPath(path) : undefined,
    covers: (path) => pathInTree(path) !== undefined,
  };
  try {
    return await use(files);
  } finally {
    objects.close();
  }
}
