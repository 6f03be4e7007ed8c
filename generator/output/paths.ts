import { type Dirent, lstatSync, readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { UnusableError } from "../diagnostics/problem.ts";
import { foldCase } from "../text/fold-case.ts";
import { codeOf } from "./file-errors.ts";

// Paths in the output folder: which are safe to write, and how the file system is looked at.

/** The final check of all file names: inside the folder, and distinct files on every system. */
export function checkFiles(files: ReadonlyMap<string, string>): void {
  const spellings = new Map<string, string>();
  const refuse = (path: string, reason: string): never => {
    throw new UnusableError(
      `No file can be named ${JSON.stringify(path)}: ${reason}. ` +
        "This is a fault of openapi-actions, please report it.",
    );
  };
  for (const path of files.keys()) {
    if (!isSafePath(path)) refuse(path, "it is not a plain path inside the folder");
    for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
      const prefix = path.slice(0, end);
      const spelling = spellings.get(foldCase(prefix)) ?? prefix;
      spellings.set(foldCase(prefix), prefix);
      if (spelling !== prefix) refuse(path, `some systems cannot tell it from ${spelling}`);
      if (prefix !== path && files.has(prefix)) refuse(path, `${prefix} is a file`);
    }
  }
}

export function isSafePath(path: string): boolean {
  return path.split("/").every((segment) => segment !== "" && !UNSAFE_SEGMENT.test(segment));
}

/** Not portable (Windows), not inside, or not ours to write: git's and our own names. */
const UNSAFE_SEGMENT =
  /[<>:"|?*\\\p{Cc}]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|^\.(?:git$|openapi-actions)/iu;

export function joinPath(path: string, name: string): string {
  return path === "" || name === "" ? path + name : `${path}/${name}`;
}

export function rootOf(folder: string): string {
  const target = statSync(folder, { throwIfNoEntry: false });
  if (target ? target.isDirectory() : !exists(folder)) return resolve(folder);
  throw new UnusableError(`${folder} is not a folder. Choose another with --output.`);
}

export function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

export function namesIn(folder: string): string[] {
  return entriesOf(folder).map(({ name }) => name);
}

/** Lists the entries of a folder; empty if there is no such folder. */
export function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}
