import { hash } from "node:crypto";
import {
  type Dirent,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { withPlainLocation, type Problem } from "../diagnostics/problem.ts";
import { cacheFolder, programFolder } from "../text/program.ts";
import { digest, manifestFile, parseManifest, type Settings } from "./manifest.ts";
import { isLeftover } from "./paths.ts";

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

interface Stored {
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
  const home = fileURLToPath(programFolder);
  const files = ["dist", "templates"].flatMap((name) => filesBelow(join(home, name)));
  const digests = files.map((file) => [file.slice(home.length), digestAt(file)]);
  return { folder: fileURLToPath(folder), program: digest(JSON.stringify(digests)) };
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name)).sort();
}

/** Notes what is read at the time it is read, so that later changes are seen. */
export class InputDigests {
  readonly #digests = new Map<string, string>();

  /** To be called before a file or folder is read, or looked for. */
  add(path: string): void {
    if (!this.#digests.has(path)) this.#digests.set(path, digestAt(path));
  }

  /**
   * The files that were read; `undefined` where one changed meanwhile, or came from a source that
   * cannot be read again: the network, standard input.
   */
  settled(): Readonly<Record<string, string>> | undefined {
    const all = [...this.#digests];
    const isSettled = all.every(([path, one]) => one !== elsewhere && one === digestAt(path));
    return isSettled ? Object.fromEntries(all) : undefined;
  }
}

/**
 * The last run into a folder, if one now would read the same, do the same and find the same.
 * Whatever was read and whatever was written is compared by its content.
 */
export function recallRun(cache: RunCache, options: RunOptions): LastRun | undefined {
  const { output } = options;
  const stored = readStored(fileOf(cache, output));
  const key = keyOf(cache, options);
  if (!stored || key === undefined || stored.key !== key) return undefined;
  const reads = Object.entries(stored.reads);
  if (reads.some(([path, one]) => digestAt(path) !== one)) return undefined;
  const files = filesAsWritten(output, stored.manifest);
  if (files === undefined) return undefined;
  return { problems: stored.problems, reads: reads.map(([path]) => path), files };
}

/** A run that ended well, and what it read. */
export interface EndedRun {
  readonly inputs: InputDigests;
  readonly files: ReadonlyMap<string, string>;
  readonly settings: Settings;
  readonly problems: readonly Problem[];
}

/** Remembers a run. If that fails, the next run is a whole one. */
export function rememberRun(
  cache: RunCache,
  options: RunOptions,
  { inputs, files, settings, problems }: EndedRun,
): void {
  const reads = inputs.settled();
  const manifest = readOrNothing(join(options.output, manifestFile));
  const key = keyOf(cache, options);
  if (key === undefined || !reads || !manifest || !describes(manifest.toString(), files, settings))
    return;
  const stored: Stored = {
    key,
    reads,
    manifest: digestOf(manifest),
    problems: problems.map(withPlainLocation),
  };
  const file = fileOf(cache, options.output);
  try {
    mkdirSync(cache.folder, { recursive: true });
    const staged = `${file}.${process.pid}`;
    writeFileSync(staged, JSON.stringify(stored));
    renameSync(staged, file);
  } catch {
    // A folder that cannot be written to.
  }
}

/** One file for each folder that is generated. */
function fileOf({ folder }: RunCache, output: string): string {
  return join(folder, `${digest(resolve(output))}.json`);
}

/** The key of a run; `undefined` where a function decides over the files, such as an emitter. */
function keyOf({ program }: RunCache, options: RunOptions): string | undefined {
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  const functions: unknown[] = [];
  const text = JSON.stringify([program, process.version, process.cwd(), sorted], (_, value) => {
    if (typeof value === "function") functions.push(value);
    return value as unknown;
  });
  return functions.length > 0 ? undefined : digest(text);
}

function readStored(file: string): Stored | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Stored;
  } catch {
    return undefined;
  }
}

/**
 * Whether a manifest lists these files with what they hold, and tells the next run how they were
 * made: otherwise that run would read the project around the folder.
 */
function describes(
  manifest: string,
  files: ReadonlyMap<string, string>,
  { layout, importExtension }: Settings,
): boolean {
  const listed = parseManifest(manifest);
  if (typeof listed !== "object" || listed.files.size !== files.size) return false;
  const { settings } = listed;
  if (settings.layout !== layout || settings.importExtension !== importExtension) return false;
  return [...files].every(([file, text]) => listed.files.get(file) === digest(text));
}

/** How many files a folder has, if they are what its manifest lists and nothing is left over. */
function filesAsWritten(folder: string, manifestDigest: string): number | undefined {
  const present = new Map<string, ReadonlyMap<string, Dirent>>();
  // A link in place of a file or folder of ours is none of ours, whatever it leads to.
  const isOurs = (path: string, kind: "isFile" | "isDirectory"): boolean => {
    const parent = dirname(path);
    if (parent !== "." && !isOurs(parent, "isDirectory")) return false;
    const entries = present.get(parent) ?? entriesOf(join(folder, parent));
    present.set(parent, entries);
    return entries.get(basename(path))?.[kind]() ?? false;
  };
  if (!isOurs(manifestFile, "isFile")) return undefined;
  if ([...(present.get(".")?.keys() ?? [])].some(isLeftover)) return undefined;
  const manifest = readFileSync(join(folder, manifestFile));
  if (digestOf(manifest) !== manifestDigest) return undefined;
  const listed = parseManifest(manifest.toString());
  if (typeof listed !== "object") return undefined;
  const isWritten = [...listed.files].every(
    ([file, one]) => isOurs(file, "isFile") && digestOf(readFileSync(join(folder, file))) === one,
  );
  return isWritten ? listed.files.size : undefined;
}

function entriesOf(folder: string): ReadonlyMap<string, Dirent> {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Map(entries.map((entry) => [entry.name, entry]));
  } catch {
    return new Map();
  }
}

const missing = "missing";
const elsewhere = "elsewhere";

/** The digest of a file's bytes, or of the names in a folder. */
function digestAt(path: string): string {
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
function digestOf(bytes: Uint8Array): string {
  return hash("sha256", bytes, "hex").slice(0, 16);
}

function readOrNothing(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
