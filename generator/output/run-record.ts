// The records of runs, by which one that would change nothing is known. Imports little, because where
// a run is known nothing else is loaded.
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Problem } from "../diagnostics/problem.ts";
import { cacheFolder, programFolder } from "../text/program.ts";
import { FilesDigest } from "./files-digest.ts";
import { digest } from "./manifest.ts";
import { digestProgram } from "./program-digest.ts";
import { countRecorded, type RecordedFolder } from "./recorded-folder.ts";

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

/** What a run read and left, by which it is known that one now would change nothing. */
export interface Trace {
  /** Path → digest of what was read there. */
  readonly reads: Readonly<Record<string, string>>;
  readonly written: RecordedFolder;
}

/** A run as it is stored. */
export interface Stored extends Trace {
  readonly key: string;
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
      program ??= digestProgram(fileURLToPath(programFolder));
      return program;
    },
  };
}

/**
 * The last run into a folder, if one now would read the same, do the same and find the same.
 * Whatever was read and whatever was written is compared by its content.
 */
export function recallRun(cache: RunCache, options: RunOptions): LastRun | undefined {
  const { output } = options;
  const stored = readStored(cache, output);
  if (!stored || stored.key !== keyOf(cache, options)) return undefined;
  const files = countUnchanged(output, stored);
  if (files === undefined) return undefined;
  return { problems: stored.problems, reads: Object.keys(stored.reads), files };
}

/** Reads the record of the last run into a folder. */
export function readStored(cache: RunCache, output: string): Stored | undefined {
  return readRecord(fileOf(cache, output)) as Stored | undefined;
}

/** Returns how many files a run wrote, if all is as it read and left it. */
export function countUnchanged(output: string, { reads, written }: Trace): number | undefined {
  return areSame(reads) ? countRecorded(output, written) : undefined;
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

/** Reads a record; `undefined` where there is none, or it is damaged. */
export function readRecord(file: string): unknown {
  try {
    const [expected = "", record = ""] = readFileSync(file, "utf8").split("\n");
    return digest(record) === expected ? JSON.parse(record) : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a record, as {@link readRecord} reads it. */
export function recordText(record: object): string {
  const json = JSON.stringify(record);
  return `${digest(json)}\n${json}`;
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
    const content = new FilesDigest();
    content.addFile(path);
    // Where a link leads decides whether a reference may be read.
    return `${content.end()} ${digest(realpathSync.native(path))}`;
  } catch {
    return elsewhere;
  }
}
