import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withPlainLocation, type Problem } from "../diagnostics/problem.ts";
import { digestFiles, manifestFile, parseManifest, type Settings } from "./manifest.ts";
import { recordFolder } from "./recorded-folder.ts";
import {
  digestAt,
  elsewhere,
  fileOf,
  keyOf,
  recordText,
  type RunCache,
  type RunOptions,
  type Stored,
} from "./run-record.ts";

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
  if (key === undefined || !reads || !manifest || !describes(manifest, files, settings)) return;
  const stored: Stored = {
    key,
    reads,
    written: recordFolder(files, manifest),
    problems: problems.map(withPlainLocation),
  };
  store(cache, fileOf(cache, options.output), stored);
}

/** Writes a record, where the folder can be written to. */
export function store({ folder }: RunCache, file: string, record: object): void {
  try {
    mkdirSync(folder, { recursive: true });
    const staged = `${file}.${process.pid}`;
    writeFileSync(staged, recordText(record));
    renameSync(staged, file);
  } catch {
    // The next run is a whole one.
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
  return [...digestFiles(files)].every(([file, one]) => listed.files.get(file) === one);
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
