import { copyFileSync, lstatSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UnusableError } from "../diagnostics/problem.ts";
import { joinFiles, manifestFile, manifestText } from "./manifest.ts";
import { exists, joinPath, namesIn } from "./paths.ts";
import { renameFile } from "./rename.ts";
import type { Inspection } from "./plan.ts";

/** Writes everything into the stage, so that nothing but renames is left. */
export function stageFiles(
  stage: string,
  root: string,
  { swaps, owned, wanted, settings }: Inspection,
): void {
  const made = new Set([stage]);
  // One by one: a stage that was lost to another run must not come back.
  const make = (path: string): void => {
    if (made.has(path)) return;
    make(dirname(path));
    mkdirSync(path);
    made.add(path);
  };
  const write = (path: string, text: string): void => {
    const file = join(stage, path);
    make(dirname(file));
    writeFileSync(file, text);
  };
  for (const [index, { files }] of swaps.entries()) {
    for (const [path, text] of files) write(joinPath(`new/${index}`, path), text);
  }
  make(join(stage, "old"));
  if (owned) copyFileSync(join(root, manifestFile), join(stage, "manifest-before"));
  write("manifest-between", manifestText(settings, joinFiles(owned ?? new Map(), wanted)));
  write("manifest-after", manifestText(settings, wanted));
}

/**
 * Moves the old files into the stage and the new ones out of it. Meanwhile the manifest lists both,
 * so that the next run knows whatever a kill leaves.
 *
 * A single file is replaced by one rename, which is atomic. Of several things all that is old goes
 * before any of the new comes, so that no reader finds a mixture; and the files at the top, with
 * which readers begin, go first and come last: where they are new, all that they refer to is there.
 *
 * @param rename renames a file or folder, and replaces a file that is in its place.
 */
export function exchange(
  folder: string,
  stage: string,
  root: string,
  { swaps, owned }: Inspection,
  rename: (from: string, to: string) => void = renameFile,
): void {
  const manifest = join(root, manifestFile);
  const undo: (() => void)[] = [];
  const move = (from: string, to: string): void => {
    rename(from, to);
    undo.push(() => rename(to, from));
  };
  const all = swaps.map(({ path, isOutgoing, files }, index) => ({
    path,
    isOutgoing,
    isIncoming: files.size > 0,
    isFile: files.has(""),
    target: join(root, path),
    old: join(stage, "old", String(index)),
    staged: join(stage, "new", String(index)),
  }));
  const [only, ...others] = all;
  const isAtTop = (one: (typeof all)[number]): boolean => one.isFile && !one.path.includes("/");
  const [atTop, below] = [all.filter(isAtTop), all.filter((one) => !isAtTop(one))];

  try {
    rename(join(stage, "manifest-between"), manifest);
    undo.push(() => {
      if (owned) rename(join(stage, "manifest-before"), manifest);
      else rmSync(manifest);
    });
    if (only && others.length === 0 && only.isOutgoing && only.isFile && isPlainFile(only.target)) {
      copyFileSync(only.target, only.old);
      rename(only.staged, only.target);
      undo.push(() => rename(only.old, only.target));
    } else {
      for (const { isOutgoing, target, old } of [...atTop, ...below])
        if (isOutgoing) move(target, old);
      for (const { isIncoming, target, staged } of [...below, ...atTop]) {
        if (isIncoming && exists(target)) throw concurrentChange(folder);
        if (isIncoming) move(staged, target);
      }
      for (const { isOutgoing, path, old } of all) {
        if (isOutgoing && !isOwned(old, path, owned)) throw concurrentChange(folder);
      }
    }
    rename(join(stage, "manifest-after"), manifest);
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Whether what was moved away is ours to the last file: somebody may have added one meanwhile. */
function isOwned(target: string, path: string, owned: Inspection["owned"]): boolean {
  if (!lstatSync(target).isDirectory()) return owned?.has(path) ?? false;
  return namesIn(target).every((name) => isOwned(join(target, name), joinPath(path, name), owned));
}

function concurrentChange(folder: string): UnusableError {
  return new UnusableError(
    `Another program changed ${folder} while it was being written, so it was left as it was. ` +
      "Run again.",
  );
}
