import { dirname, join, relative } from "node:path";
import type { Description } from "../description.ts";
import { readDescription, type ReadOptions } from "../generate.ts";
import { commitsOf, resolveCommit, withFolderAt } from "./git.ts";
import { DescriptionError, UnusableError } from "../diagnostics/problem.ts";
import { digestService } from "../output/digests.ts";

/** An earlier version of a description. */
export interface Base {
  /** What it is called: `main`, or the start of a commit's hash. */
  readonly name: string;
  readonly description: Description;
}

/** How many commits are looked through for the description of the last run. */
const farthest = 30;

/**
 * The description as it was at a commit.
 *
 * @param name a branch, tag or commit.
 * @returns `undefined` where the description is not in it, or cannot be used as it is there.
 * @throws UnusableError where git knows no such commit.
 */
export async function readBase(
  name: string,
  spec: string,
  options: ReadOptions,
): Promise<Base | undefined> {
  const commit = await resolveCommit(spec, name);
  if (commit === undefined) {
    throw new UnusableError(
      `git knows no commit "${name}" here. In CI, fetch it first: a checkout is often shallow.`,
    );
  }
  const description = await readAt(commit, name, spec, options);
  return description && { name, description };
}

/**
 * The description that a package was generated from, among the last commits that changed it.
 *
 * @param digest of its model.
 */
export async function findBase(
  digest: string,
  spec: string,
  options: ReadOptions,
): Promise<Base | undefined> {
  for (const commit of await commitsOf(spec, farthest)) {
    const name = commit.slice(0, 7);
    const description = await readAt(commit, name, spec, options);
    if (description && digestService(description.service) === digest) return { name, description };
  }
  return undefined;
}

async function readAt(
  commit: string,
  name: string,
  spec: string,
  { strict: _, onRead: __, overlay, ...options }: ReadOptions,
): Promise<Description | undefined> {
  return withFolderAt(commit, spec, async (find) => {
    const file = find(spec);
    if (file === undefined) return undefined;
    const overlays = overlay?.flatMap((one) => find(one) ?? []);
    const show = (shown: string): string => {
      const path = relative(dirname(file), shown);
      return path.startsWith("..") ? shown : `${name}:${join(dirname(spec), path)}`;
    };
    try {
      return await readDescription(file, { ...options, overlay: overlays }, { show });
    } catch (error) {
      if (error instanceof DescriptionError || error instanceof UnusableError) return undefined;
      throw error;
    }
  });
}
