// The stage `output`. In: files as text. Out: a folder that holds them, or one that is as it was.
// Knows nothing of what is in the files.
import { lstatSync, mkdirSync, readFileSync, rmdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { exchange, stageFiles } from "./swap-files.ts";
import { attempt, withAdvice } from "./file-errors.ts";
import { lock, removeLeftovers, unlock } from "./lock.ts";
import { digestFiles, type Manifest, type Settings } from "./manifest.ts";
import { isLeftover, LOCK } from "./leftovers.ts";
import { checkFiles, exists, namesIn, rootOf } from "./paths.ts";
import {
  type Difference,
  inspect,
  type Inspection,
  readManifestIn,
  refuseForeign,
} from "./plan.ts";

/** The changes of a run to the folder. Paths are sorted and include the manifest. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** How many generated files were right already. */
  readonly unchanged: number;
}

/**
 * Makes a folder hold exactly these generated files beside whatever else is in it, or leaves it as
 * it was.
 *
 * All or nothing. The new files are staged inside the folder, so that it may be a mount point, the
 * current folder or in a read-only parent; then they are moved in by as few renames as possible: a
 * sub-folder without foreign files is exchanged as one. One changed file is replaced atomically. Node
 * cannot exchange several things at once, so for about a fifth of a millisecond a part of the package
 * is away; what is left is then part of the old package or part of the new one, never of both, and
 * the files at the top, with which readers begin, are the first to go and the last to come.
 *
 * Why not exchange the folder itself: Node cannot exchange two folders either (renameat2 is not in
 * its API), so that there would still be an instant without one; a folder that is a mount point, the
 * current folder of a process or watched by one cannot be renamed or is lost to it (Windows refuses);
 * foreign files in it would have to be moved along; and a stage beside it would show up in the user's
 * sources. A link in its place is atomic, but git and Windows do not keep such links.
 *
 * A kill in that instant is put right by the next run, and {@link compareFolder} reports it until
 * then. A kill at any other moment leaves the old package or the new one whole, with leftovers that
 * the next run clears. An error puts the old package back. Nothing is flushed to the disk: after a
 * power cut, run again.
 *
 * Foreign files. A manifest in the folder lists what runs wrote. Only listed files whose text has the
 * recorded digest, or that carry our mark, are replaced or removed: so a file of the user's that a
 * stranger's manifest lists is safe, and an edit is lost only in a file that says "Do not edit". The
 * manifest changes only together with a file, has a line for each, and is read even with the marks of
 * a merge in it. Links inside the folder are not followed; the folder itself may be one.
 *
 * Two runs at once. The second waits for two seconds, and is then refused.
 *
 * Where nothing differs, nothing is touched.
 *
 * @param folder made with its parents if missing; otherwise empty, or written by an earlier run.
 * @param files relative path with `/` → text, to be written as UTF-8 with the line ends it has.
 * @param settings what the manifest is to remember beside the files.
 * @throws {UnusableError} if it cannot be done.
 */
export async function writeFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
  settings: Settings = {},
): Promise<Written> {
  return withAdvice(folder, async () => {
    checkFiles(files);
    const root = rootOf(folder);
    const wanted = digestFiles(files);
    if (!namesIn(root).some(isLeftover)) {
      const inspection = inspect(folder, root, files, wanted, settings);
      refuseForeign(folder, inspection);
      if (inspection.differences.length === 0) return summary(inspection);
    }
    const made = makeFolder(root);
    try {
      return await writeLocked(folder, root, files, wanted, settings);
    } catch (error) {
      if (made !== undefined) removeEmpty(root, made);
      throw error;
    }
  });
}

/**
 * Says how a folder differs from these generated files, sorted by path. Writes nothing.
 *
 * A file is unchanged if git only turned its LF into CRLF, and the manifest if only its format
 * differs. Where something else is in place of a file, such as a link, the file is changed.
 *
 * @param folder may be missing: then so is every file.
 * @param files relative path with `/` → text.
 * @throws {UnusableError} if the folder cannot be read, or was not written by an earlier run.
 */
export async function compareFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  return withAdvice(folder, async () => {
    checkFiles(files);
    return inspect(folder, rootOf(folder), files, digestFiles(files), {}).differences;
  });
}

/** The text of a file of the folder; `undefined` where there is none, or none of ours. */
export function readText(folder: string, file: string): string | undefined {
  const path = join(resolve(folder), file);
  try {
    return lstatSync(path).isFile() ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads the manifest of an earlier run; `undefined` where the folder is empty.
 *
 * @throws {UnusableError} if the folder cannot be read, or was not written by an earlier run.
 */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  return withAdvice(folder, async () => readManifestIn(folder, rootOf(folder)));
}

// Calls of the file system are synchronous: for thousands of small files that is several times as
// fast, and nothing else of this process comes between two renames.

/**
 * Makes a folder with its parents, and says which is the first that it made. Node's own `recursive`
 * never comes to an end where the file system knows no new folders, as below /proc.
 */
function makeFolder(folder: string): string | undefined {
  if (exists(folder)) return undefined;
  const parent = dirname(folder);
  const made = parent === folder ? undefined : makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return made ?? folder;
}

async function writeLocked(
  folder: string,
  root: string,
  files: ReadonlyMap<string, string>,
  wanted: Manifest["files"],
  settings: Settings,
): Promise<Written> {
  const holder = await lock(folder, root);
  try {
    removeLeftovers(root);
    const inspection = inspect(folder, root, files, wanted, settings);
    refuseForeign(folder, inspection);
    if (inspection.differences.length > 0) {
      const stage = join(root, LOCK, holder);
      stageFiles(stage, root, inspection);
      exchange(folder, stage, root, inspection);
    }
    return summary(inspection);
  } finally {
    unlock(root, holder);
  }
}

function summary({ differences, unchanged }: Inspection): Written {
  const removed = differences.filter(({ kind }) => kind === "extra");
  const written = differences.filter(({ kind }) => kind !== "extra");
  return {
    written: written.map(({ file }) => file),
    removed: removed.map(({ file }) => file),
    unchanged,
  };
}

/** Takes back the folders that this run made, from `folder` up to `made`. */
function removeEmpty(folder: string, made: string): void {
  attempt(() => rmdirSync(folder));
  if (folder.length > made.length) removeEmpty(dirname(folder), made);
}
