// The records of runs, by which one that would change nothing is known. Imports little, because where
// a run is known nothing else is loaded.
import { hash } from "node:crypto";
import {
  closeSync,
  type Dirent,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Problem } from "../diagnostics/problem.ts";
import { cacheFolder, programFolder } from "../text/program.ts";
import { digest, manifestFile, parseManifest } from "./manifest.ts";
import { isLeftover } from "./leftovers.ts";

/**
 * Where runs are remembered, so that one that would change nothing is skipped.
 *
 * Not in the generated folder: that is checked in, and whoever edits a file there by hand could edit
 * what is remembered of it too, and `check` would pass.
 */
export interface RunCache {
  readonly folder: string;
  /** The digest of this program, templates included. */
  readonly program: string;
}

/** The settings that determine the output of a run, besides the files that it reads. */
export interface RunOptions {
  readonly output: string;
  readonly [option: string]: unknown;
}

/** The state that a run leaves behind, to recognise that nothing has changed. */
export interface LastRun {
  readonly problems: readonly Problem[];
  /** The files that the run read. */
  readonly reads: readonly string[];
  /** How many files it wrote. */
  readonly files: number;
}

/** A run as it is stored. */
export interface Stored {
  readonly key: string;
  /** Path → digest of what was read there. */
  readonly reads: Readonly<Record<string, string>>;
  readonly manifest: string;
  readonly problems: readonly Problem[];
}

/**
 * The cache of the published program. One that runs from its sources has none: it is being worked
 * on, and so are the packages that it is made with.
 */
export function findRunCache(): RunCache | undefined {
  if (import.meta.url.endsWith(".ts")) return undefined;
  const folder = cacheFolder();
  if (!folder) return undefined;
  let program: string | undefined;
  return {
    folder: fileURLToPath(folder),
    // Where there is no record, nothing has to be compared.
    get program() {
      program ??= digestProgram();
      return program;
    },
  };
}

function digestProgram(): string {
  const home = fileURLToPath(programFolder);
  const files = ["dist", "templates"].flatMap((name) => filesBelow(join(home, name)));
  const isRun = (file: string): boolean => !file.endsWith(".d.ts") && !file.endsWith(".txt");
  const digests = files
    .filter(isRun)
    .map((file) => [file.slice(home.length), digestOf(readShort(file))]);
  return digest(JSON.stringify(digests));
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name)).sort();
}

/**
 * The last run into a folder, if one now would read the same, do the same and find the same.
 * Whatever was read and whatever was written is compared by its content.
 */
export function recallRun(cache: RunCache, options: RunOptions): LastRun | undefined {
  const { output } = options;
  const stored = readStored(cache, output);
  return stored && recall(stored, output, keyOf(cache, options));
}

/** The last run into a folder, by the key of its options. */
export function recallKey(cache: RunCache, output: string, key: string): LastRun | undefined {
  const stored = readStored(cache, output);
  return stored && recall(stored, output, key);
}

/** Reads the record of the last run into a folder. */
export function readStored(cache: RunCache, output: string): Stored | undefined {
  return readRecord(fileOf(cache, output)) as Stored | undefined;
}

function recall(stored: Stored, output: string, key: string | undefined): LastRun | undefined {
  if (stored.key !== key) return undefined;
  if (!areSame(stored.reads)) return undefined;
  const files = filesAsWritten(output, stored.manifest);
  if (files === undefined) return undefined;
  return { problems: stored.problems, reads: Object.keys(stored.reads), files };
}

/** Whether files and folders are as they were when their digests were taken. */
export function areSame(digests: Readonly<Record<string, string>>): boolean {
  return Object.entries(digests).every(([path, one]) => digestAt(path) === one);
}

/** One file for each folder that is generated. */
export function fileOf({ folder }: RunCache, output: string): string {
  return join(folder, `${digest(resolve(output))}.json`);
}

/** The key of a run; `undefined` where a function decides over the files, such as an emitter. */
export function keyOf({ program }: RunCache, options: RunOptions): string | undefined {
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  const functions: unknown[] = [];
  const text = JSON.stringify([program, process.version, process.cwd(), sorted], (_, value) => {
    if (typeof value === "function") functions.push(value);
    return value as unknown;
  });
  return functions.length > 0 ? undefined : digest(text);
}

/** Reads a record; `undefined` where there is none. */
export function readRecord(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** How many files a folder has, if they are what its manifest lists and nothing is left over. */
function filesAsWritten(folder: string, manifestDigest: string): number | undefined {
  const atTop = entriesOf(folder);
  if (!atTop.get(manifestFile)?.isFile()) return undefined;
  if ([...atTop.keys()].some(isLeftover)) return undefined;
  const manifest = readFileSync(join(folder, manifestFile));
  if (digestOf(manifest) !== manifestDigest) return undefined;
  const listed = parseManifest(manifest.toString());
  if (typeof listed !== "object") return undefined;
  // A link in place of a file or folder of ours is none of ours, whatever it leads to.
  const present = new Map([["", atTop]]);
  const entriesIn = (path: string): Entries => {
    const known = present.get(path);
    if (known) return known;
    const entries = entryOf(path)?.isDirectory() ? entriesOf(join(folder, path)) : new Map();
    present.set(path, entries);
    return entries;
  };
  const entryOf = (path: string): Dirent | undefined => {
    const slash = path.lastIndexOf("/");
    return entriesIn(path.slice(0, Math.max(0, slash))).get(path.slice(slash + 1));
  };
  for (const [file, one] of listed.files) {
    if (!entryOf(file)?.isFile() || digestOf(readShort(`${folder}/${file}`)) !== one) {
      return undefined;
    }
  }
  return listed.files.size;
}

type Entries = ReadonlyMap<string, Dirent>;

const buffer = Buffer.allocUnsafe(2 ** 18);

/** Reads a file into memory that the next call uses again: of thousands, that halves the time. */
function readShort(file: string): Uint8Array {
  const descriptor = openSync(file, "r");
  try {
    const length = readSync(descriptor, buffer, 0, buffer.length, null);
    return length < buffer.length ? buffer.subarray(0, length) : readFileSync(file);
  } finally {
    closeSync(descriptor);
  }
}

function entriesOf(folder: string): Entries {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Map(entries.map((entry) => [entry.name, entry]));
  } catch {
    return new Map();
  }
}

const missing = "missing";
export const elsewhere = "elsewhere";

/** The digest of a file's bytes, or of the names in a folder. */
export function digestAt(path: string): string {
  if (path === "-" || /^[a-z][a-z\d+.-]+:\/\//i.test(path)) return elsewhere;
  try {
    const status = statSync(path, { throwIfNoEntry: false });
    if (!status) return missing;
    if (status.isDirectory()) return `folder ${digest(JSON.stringify(readdirSync(path).sort()))}`;
    // To read a pipe would take what it holds.
    if (!status.isFile()) return elsewhere;
    // Where a link leads decides whether a reference may be read.
    return `${digestOf(readFileSync(path))} ${digest(realpathSync(path))}`;
  } catch {
    return elsewhere;
  }
}

/** Equals {@link digest} for UTF-8 text with LF line endings. */
export function digestOf(bytes: Uint8Array): string {
  return hash("sha256", bytes, "hex").slice(0, 16);
}
