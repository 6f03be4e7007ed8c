// The stage `history`. In: a commit. Out: the description as it was then. Knows nothing of the
// command line.
import { basename, dirname, join } from "node:path";
import type { Description } from "../description.ts";
import { readDescription, type ReadOptions } from "../generate.ts";
import { withCommit, type CommitFiles } from "./commit-files.ts";
import { commitsOf, resolveCommit } from "./git.ts";
import { DescriptionError, UnusableError } from "../diagnostics/problem.ts";
import { digestService } from "../output/digests.ts";
import { isRemoteInput } from "../source/uri.ts";

/** An earlier version of a description. */
export interface Base {
  /** Its name: `main`, or the start of a commit's hash. */
  readonly name: string;
  readonly description: Description;
}

/** The number of commits that are searched for the description of the last run. */
const maxCommits = 30;

/**
 * Reads the description as it was at a commit.
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
  if (isRemoteInput(spec)) {
    throw new UnusableError(
      "git has no earlier version of what a URL or standard input gives. Keep a copy with the key " +
        "`save` of the configuration, and commit it.",
    );
  }
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
 * Finds the description that a package was generated from, among the last commits that changed it.
 *
 * @param digest of its model.
 */
export async function findBase(
  digest: string,
  spec: string,
  options: ReadOptions,
): Promise<Base | undefined> {
  for (const commit of await commitsOf(spec, maxCommits)) {
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
  return withCommit(commit, spec, async (files) => {
    const show = (path: string): string => (files.covers(path) ? `${name}:${join(path)}` : path);
    try {
      const present = overlay && (await presentIn(files, overlay));
      return await readDescription(spec, { ...options, overlay: present }, { show, files });
    } catch (error) {
      if (error instanceof DescriptionError || error instanceof UnusableError) return undefined;
      throw error;
    }
  });
}

/** The overlays that there were already. */
async function presentIn(files: CommitFiles, overlays: readonly string[]): Promise<string[]> {
  const present: string[] = [];
  for (const path of overlays) {
    if ((await files.namesIn(dirname(path))).includes(basename(path))) present.push(path);
  }
  return present;
}
