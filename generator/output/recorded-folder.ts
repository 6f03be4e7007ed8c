import { type Dirent, readdirSync } from "node:fs";
import { FilesDigest } from "./files-digest.ts";
import { isLeftover } from "./leftovers.ts";
import { manifestFile } from "./manifest.ts";

/** The generated files of a folder as a run left them. */
export interface RecordedFolder {
  readonly names: FolderNames;
  /** The digest of all files, in the order of their names. */
  readonly digest: string;
}

/** The names of the files in a folder, and of the folders in it. */
interface FolderNames {
  readonly files: readonly string[];
  readonly folders: readonly (readonly [name: string, names: FolderNames])[];
}

/**
 * Records a folder that holds these files and this manifest.
 *
 * @param files relative path with `/` → text.
 */
export function recordFolder(files: ReadonlyMap<string, string>, manifest: string): RecordedFolder {
  const all = new Map(files).set(manifestFile, manifest);
  const names = namesOf([...all.keys()].map((path) => path.split("/")));
  const digest = new FilesDigest();
  addTexts(digest, "", names, all);
  return { names, digest: digest.end() };
}

function namesOf(paths: readonly (readonly string[])[]): FolderNames {
  const files: string[] = [];
  const below = new Map<string, (readonly string[])[]>();
  for (const [name = "", ...rest] of paths) {
    const inside = below.get(name);
    if (rest.length === 0) files.push(name);
    else if (inside) inside.push(rest);
    else below.set(name, [rest]);
  }
  return { files, folders: Array.from(below, ([name, inside]) => [name, namesOf(inside)]) };
}

function addTexts(
  digest: FilesDigest,
  path: string,
  { files, folders }: FolderNames,
  texts: ReadonlyMap<string, string>,
): void {
  for (const name of files) digest.addText(texts.get(path + name) ?? "");
  for (const [name, names] of folders) addTexts(digest, `${path}${name}/`, names, texts);
}

/** Returns how many files a folder has, if all are as recorded, and no killed run left anything. */
export function countRecorded(
  folder: string,
  { names, digest }: RecordedFolder,
): number | undefined {
  const entries = entriesOf(folder);
  if ([...entries.keys()].some(isLeftover)) return undefined;
  const found = new FilesDigest();
  try {
    const isWhole = addFiles(found, folder, names, entries) && found.end() === digest;
    // The manifest is none of the generated files.
    return isWhole ? found.count - 1 : undefined;
  } catch {
    return undefined;
  }
}

/** Whether all files are there. A link in place of one is none of ours, whatever it leads to. */
function addFiles(
  digest: FilesDigest,
  path: string,
  { files, folders }: FolderNames,
  entries: Entries,
): boolean {
  for (const name of files) {
    if (!entries.get(name)?.isFile()) return false;
    digest.addFile(`${path}/${name}`);
  }
  return folders.every(([name, names]) => {
    if (!entries.get(name)?.isDirectory()) return false;
    const inside = `${path}/${name}`;
    return addFiles(digest, inside, names, entriesOf(inside));
  });
}

type Entries = ReadonlyMap<string, Dirent>;

function entriesOf(folder: string): Entries {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Map(entries.map((entry) => [entry.name, entry]));
  } catch {
    return new Map();
  }
}
