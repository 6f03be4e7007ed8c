import { randomUUID } from "node:crypto";
import {
  copyFileSync,
  type Dirent,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UnusableError } from "../diagnostics/problem.ts";
import { digest, manifestFile, manifestText, parseManifest } from "./manifest.ts";
import type { Manifest, Settings } from "./manifest.ts";

/** How a file in the folder differs from what a run would write now. */
export interface Difference {
  /** Relative to the folder, with `/` between the segments. */
  readonly file: string;
  /** `extra`: an earlier run wrote it, and this one would not. */
  readonly kind: "changed" | "missing" | "extra";
}

/** What a run did to the folder. Paths are sorted, and the manifest is among them. */
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
 * sub-folder without foreign files is exchanged as one. Node cannot exchange several at once, so for
 * about a fifth of a millisecond a part of the package is away; what is left is then part of the
 * old package or part of the new one, never of both. A kill in that instant is put right by the
 * next run, and {@link compareFolder} reports it until then. A kill at any other moment leaves the
 * old package or the new one whole, with rubbish that the next run clears. An error puts the old
 * package back. Nothing is flushed to the disk: after a power cut, run again.
 *
 * Foreign files. A manifest in the folder lists what runs wrote; only that is ever replaced, also where
 * somebody edited it, and of that only is removed what is the text that was written or bears our mark. It changes only together with a file, has a line for each,
 * and is read even with the marks of a merge in it. Links inside the folder are not
 * followed; the folder itself may be one.
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
  return explaining(folder, async () => {
    checkFiles(files);
    const root = rootOf(folder);
    if (!names(root).some(isRubbish)) {
      const inspection = inspect(folder, root, files, settings);
      refuseForeign(folder, inspection);
      if (inspection.differences.length === 0) return summary(inspection);
    }
    const made = makeFolder(root);
    try {
      return await writeLocked(folder, root, files, settings);
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
 * differs. Where something else stands in place of a file, such as a link, the file is changed.
 *
 * @param folder may be missing: then so is every file.
 * @param files relative path with `/` → text.
 * @throws {UnusableError} if the folder cannot be read, or was not written by an earlier run.
 */
export async function compareFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  return explaining(folder, async () => {
    checkFiles(files);
    return inspect(folder, rootOf(folder), files, {}).differences;
  });
}

/** The text of a file of the folder; `undefined` where no file stands there, or none of ours. */
export function readText(folder: string, file: string): string | undefined {
  const path = join(resolve(folder), file);
  try {
    return lstatSync(path).isFile() ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
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
  settings: Settings,
): Promise<Written> {
  const holder = await lock(folder, root);
  try {
    sweep(root);
    const inspection = inspect(folder, root, files, settings);
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

// Looking: how the folder differs, and what would have to be exchanged.

interface Inspection {
  readonly differences: Difference[];
  readonly swaps: readonly Swap[];
  /** What stands in the way of a generated file, and no earlier run wrote. */
  readonly foreign: string[];
  unchanged: number;
  /** The files that the manifest lists; `undefined` without a manifest. */
  readonly owned: Manifest["files"] | undefined;
  /** The files as the manifest is to list them. */
  readonly wanted: Manifest["files"];
  readonly settings: Settings;
}

/** The coarsest thing that can be exchanged by renaming it, without touching anything foreign. */
interface Swap {
  readonly path: string;
  /** Whether something stands there that has to go. */
  readonly away: boolean;
  /** What comes: path below `path` → text. The path below is empty where `path` is a file. */
  readonly files: ReadonlyMap<string, string>;
}

/** A path that a run wrote or would write, or a folder on the way to such a path. */
interface PathNode {
  owned: boolean;
  /** The digest of the text that an earlier run wrote there; empty where it is not known. */
  digest: string;
  text: string | undefined;
  readonly below: Map<string, PathNode>;
}

function inspect(
  folder: string,
  root: string,
  files: ReadonlyMap<string, string>,
  settings: Settings,
): Inspection {
  const manifest = readManifestIn(folder, root);
  const owned = manifest?.files;
  const wanted = new Map([...files].map(([path, text]) => [path, digest(text)]));
  const found: Findings = { differences: [], foreign: [], unchanged: 0 };
  const { swaps } = inspectFolder(root, "", pathTree(owned ?? new Map(), files), found);
  if (!manifest) found.differences.push({ file: manifestFile, kind: "missing" });
  else if (!isCurrent(manifest, wanted)) {
    found.differences.push({ file: manifestFile, kind: "changed" });
  }
  found.differences.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { ...found, swaps, owned, wanted, settings };
}

type Findings = Pick<Inspection, "differences" | "foreign" | "unchanged">;

function pathTree(owned: Manifest["files"], files: ReadonlyMap<string, string>): PathNode {
  const root = emptyNode();
  const at = (path: string): PathNode =>
    path.split("/").reduce((node, segment) => {
      const child = node.below.get(segment) ?? emptyNode();
      node.below.set(segment, child);
      return child;
    }, root);
  for (const [path, written] of owned) Object.assign(at(path), { owned: true, digest: written });
  for (const [path, text] of files) at(path).text = text;
  return root;
}

function emptyNode(): PathNode {
  return { owned: false, digest: "", text: undefined, below: new Map() };
}

/** Descends only towards paths of ours: a foreign folder may be of any size. */
function inspectFolder(
  root: string,
  path: string,
  node: PathNode,
  found: Findings,
): { readonly swaps: Swap[]; readonly onlyOurs: boolean } {
  const swaps: Swap[] = [];
  const absent = new Map(node.below);
  const strangers = new Map<string, string>();
  let onlyOurs = true;

  for (const entry of entries(join(root, path))) {
    const here = below(path, entry.name);
    const ours = node.below.get(entry.name);
    absent.delete(entry.name);
    if (!ours) {
      onlyOurs = false;
      strangers.set(fold(entry.name), here);
      continue;
    }
    const files = filesOf(ours);
    const isReplaced = ours.text !== undefined;
    if (
      entry.isFile() &&
      ours.owned &&
      (isReplaced || isGenerated(join(root, here), ours.digest))
    ) {
      if (ours.text !== undefined && holds(join(root, here), ours.text)) {
        found.unchanged += 1;
        continue;
      }
      if (ours.text === undefined) found.differences.push({ file: here, kind: "extra" });
      found.differences.push(...arrivals(here, files, "changed"));
      swaps.push({ path: here, away: true, files });
    } else if (entry.isDirectory() && ours.below.size > 0) {
      const inner = inspectFolder(root, here, ours, found);
      onlyOurs &&= inner.onlyOurs;
      if (ours.text !== undefined) found.differences.push({ file: here, kind: "changed" });
      if (ours.text !== undefined && !inner.onlyOurs) found.foreign.push(here);
      const asOne = files.size === 0 || ours.text !== undefined || inner.swaps.length > 1;
      if (inner.onlyOurs && asOne) swaps.push({ path: here, away: true, files });
      else swaps.push(...inner.swaps);
    } else {
      onlyOurs = false;
      if (files.size > 0) found.foreign.push(here);
      found.differences.push(...arrivals(here, files, "changed"));
    }
  }

  for (const [name, ours] of absent) {
    const files = filesOf(ours);
    if (files.size === 0) continue;
    const here = below(path, name);
    const stranger = strangers.get(fold(name));
    if (stranger !== undefined) found.foreign.push(stranger);
    found.differences.push(...arrivals(here, files, "missing"));
    swaps.push({ path: here, away: false, files });
  }
  return { swaps, onlyOurs };
}

/** The files wanted at a path and below it: path below → text. */
function filesOf({ text, below: children }: PathNode): Map<string, string> {
  const files = new Map<string, string>();
  if (text !== undefined) files.set("", text);
  for (const [name, child] of children) {
    for (const [path, content] of filesOf(child)) files.set(below(name, path), content);
  }
  return files;
}

/** A wanted file that stands at the path itself is as told; those below it are missing. */
function arrivals(
  path: string,
  files: ReadonlyMap<string, string>,
  kind: "changed" | "missing",
): Difference[] {
  return [...files.keys()].map((file) => ({
    file: below(path, file),
    kind: file === "" ? kind : "missing",
  }));
}

/**
 * Whether a file that the manifest lists is generated, so that it may be removed. Anyone can check in
 * a manifest that lists a file of the user's: the text has to be what a run wrote, or bear our mark.
 */
function isGenerated(file: string, written: string): boolean {
  const text = readFileSync(file, "utf8");
  return digest(text) === written || text.slice(0, 1_000).includes("Generated by openapi-actions");
}

function holds(file: string, text: string): boolean {
  const lf = (value: string): string => value.replaceAll("\r\n", "\n");
  const found = readFileSync(file, "utf8");
  return found === text || lf(found) === lf(text.toWellFormed());
}

function refuseForeign(folder: string, { foreign }: Inspection): void {
  if (foreign.length === 0) return;
  throw new UnusableError([
    `Generated files would take the place of what openapi-actions did not write in ${folder}. ` +
      "Move or delete these, then run again:",
    ...foreign.sort().map((file) => `    ${file}`),
  ]);
}

// The manifest.

/**
 * What an earlier run wrote into a folder, and how; `undefined` where the folder is empty.
 *
 * @throws {UnusableError} if the folder cannot be read, or was not written by an earlier run.
 */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  return explaining(folder, async () => readManifestIn(folder, rootOf(folder)));
}

function readManifestIn(folder: string, root: string): Manifest | undefined {
  const file = join(root, manifestFile);
  const status = lstatSync(file, { throwIfNoEntry: false });
  if (!status) {
    if (names(root).every(isRubbish)) return undefined;
    throw new UnusableError(
      `${folder} is not empty, and openapi-actions did not write it: there is no ${manifestFile}. ` +
        "Choose another folder with --output, or empty this one.",
    );
  }
  const manifest = status.isFile() ? parseManifest(readFileSync(file, "utf8")) : undefined;
  if (manifest === "newer") {
    throw new UnusableError(
      `${folder} was written by a newer openapi-actions. Update openapi-actions, then run again.`,
    );
  }
  if (manifest && [...manifest.files.keys()].every(isSafePath)) return manifest;
  throw new UnusableError(
    `${join(folder, manifestFile)} is no list of generated files. Restore it from version control ` +
      "or empty the folder, then run again.",
  );
}

/** Whether a manifest says of these files what it would say now. */
function isCurrent({ files, isMerged }: Manifest, wanted: ReadonlyMap<string, string>): boolean {
  return (
    !isMerged &&
    files.size === wanted.size &&
    [...wanted].every(([path, hash]) => files.get(path) === hash)
  );
}

// Writing: all is made ready in the stage, so that nothing but renames is left.

function stageFiles(
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
    for (const [path, text] of files) write(below(`new/${index}`, path), text);
  }
  make(join(stage, "old"));
  if (owned) copyFileSync(join(root, manifestFile), join(stage, "manifest-before"));
  write("manifest-between", manifestText(settings, new Map([...(owned ?? []), ...wanted])));
  write("manifest-after", manifestText(settings, wanted));
}

/**
 * Moves the old files into the stage and the new ones out of it. Meanwhile the manifest lists both,
 * so that the next run knows whatever a kill leaves.
 */
function exchange(folder: string, stage: string, root: string, { swaps, owned }: Inspection): void {
  const manifest = join(root, manifestFile);
  const undo: (() => void)[] = [];
  const move = (from: string, to: string): void => {
    renameSync(from, to);
    undo.push(() => renameSync(to, from));
  };
  const moves = swaps.map(({ path, away, files }, index) => ({
    path,
    away,
    comes: files.size > 0,
    place: join(root, path),
    old: join(stage, "old", String(index)),
    staged: join(stage, "new", String(index)),
  }));

  try {
    renameSync(join(stage, "manifest-between"), manifest);
    undo.push(() =>
      owned ? renameSync(join(stage, "manifest-before"), manifest) : rmSync(manifest),
    );
    for (const { away, place, old } of moves) if (away) move(place, old);
    for (const { comes, place, staged } of moves) {
      if (comes && exists(place)) throw disturbed(folder);
      if (comes) move(staged, place);
    }
    for (const { away, path, old } of moves) {
      if (away && !isOwned(old, path, owned)) throw disturbed(folder);
    }
    renameSync(join(stage, "manifest-after"), manifest);
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** Whether what was moved away is ours to the last file: somebody may have added one meanwhile. */
function isOwned(place: string, path: string, owned: Inspection["owned"]): boolean {
  if (!lstatSync(place).isDirectory()) return owned?.has(path) ?? false;
  return names(place).every((name) => isOwned(join(place, name), below(path, name), owned));
}

function disturbed(folder: string): UnusableError {
  return new UnusableError(
    `Another program changed ${folder} while it was being written, so it was left as it was. ` +
      "Run again.",
  );
}

/** Takes back the folders that this run made, from `folder` up to `made`. */
function removeEmpty(folder: string, made: string): void {
  attempt(() => rmdirSync(folder));
  if (folder.length > made.length) removeEmpty(dirname(folder), made);
}

// One run at a time. The lock is a folder with one folder in it, the stage, named for its holder.
// Both come into being by one rename, so no lock is ever without a holder; and since every holder's
// stage has another path, a run that lost its lock cannot write into the work of the next.

/** What begins with this name is the lock, or the rubbish of a run that was killed. */
const LOCK = ".openapi-actions.tmp";
/** Milliseconds that a run waits for another. */
const PATIENCE = 2_000;
/** Milliseconds after which a lock is void, since a process of another machine cannot be seen. */
const LOCK_LIFE = 60_000;
const HOST = hostname();
/** The holders of this process: its number alone may be that of a run that was killed. */
const held = new Set<string>();

/** @returns the holder: the name of this run's stage in the lock. */
async function lock(folder: string, root: string): Promise<string> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const me = tryLock(folder, root);
    if (me !== undefined) return me;
    const [holder] = names(join(root, LOCK));
    if (holder === undefined) attempt(() => rmdirSync(join(root, LOCK)));
    else if (isVoid(holder)) unlock(root, holder);
    if (Date.now() > deadline) {
      throw new UnusableError(
        `Another run of openapi-actions is writing to ${folder}. Run again when it has ended.`,
      );
    }
    await sleep(20);
  }
}

/** @returns `undefined` if another run holds the lock. */
function tryLock(folder: string, root: string): string | undefined {
  const place = join(root, LOCK);
  const me = [process.pid, Date.now(), randomUUID().slice(0, 8), HOST].join(".");
  const prepared = join(root, `${LOCK}-${me}`);
  try {
    mkdirSync(prepared);
    mkdirSync(join(prepared, me));
    renameSync(prepared, place);
    held.add(me);
    return me;
  } catch (error) {
    attempt(() => rmSync(prepared, { recursive: true, force: true }));
    const taken = lstatSync(place, { throwIfNoEntry: false });
    if (taken && !taken.isDirectory()) {
      throw new UnusableError(`${join(folder, LOCK)} is in the way. Delete it, then run again.`);
    }
    const code = codeOf(error);
    // Windows says EPERM of a rename onto a folder, and ENOENT means that another run swept.
    const busy = ["EEXIST", "ENOTEMPTY", "ENOENT"].includes(code) || (code === "EPERM" && taken);
    if (!busy) throw error;
    return undefined;
  }
}

/** Whether the holder of a lock has ended, or has held it for too long. */
function isVoid(holder: string): boolean {
  const [pid, since, , ...host] = holder.split(".");
  if (!(Math.abs(Date.now() - Number(since)) < LOCK_LIFE)) return true;
  return host.join(".") === HOST && !held.has(holder) && !isAnotherProcess(Number(pid));
}

function isAnotherProcess(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Ends a lock by moving the stage out of it, and clears the stage. */
function unlock(root: string, holder: string): void {
  held.delete(holder);
  const rubbish = join(root, `${LOCK}-${holder}`);
  attempt(() => renameSync(join(root, LOCK, holder), rubbish));
  attempt(() => rmdirSync(join(root, LOCK)));
  attempt(() => rmSync(rubbish, { recursive: true, force: true }));
}

function sweep(root: string): void {
  for (const name of names(root)) {
    if (isRubbish(name) && name !== LOCK) {
      attempt(() => rmSync(join(root, name), { recursive: true, force: true }));
    }
  }
}

function isRubbish(name: string): boolean {
  return name.startsWith(LOCK);
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // Whatever stays behind is cleared by the next run.
  }
}

// Paths and errors.

/** The last fence, whoever made the names: inside the folder, and distinct files on every system. */
function checkFiles(files: ReadonlyMap<string, string>): void {
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
      const spelling = spellings.get(fold(prefix)) ?? prefix;
      spellings.set(fold(prefix), prefix);
      if (spelling !== prefix) refuse(path, `some systems cannot tell it from ${spelling}`);
      if (prefix !== path && files.has(prefix)) refuse(path, `${prefix} is a file`);
    }
  }
}

function isSafePath(path: string): boolean {
  return path.split("/").every((segment) => segment !== "" && !UNSAFE_SEGMENT.test(segment));
}

/** Not portable (Windows), not inside, or not ours to write: git's and our own names. */
const UNSAFE_SEGMENT =
  /[<>:"|?*\\\p{Cc}]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|^\.(?:git$|openapi-actions)/iu;

/** The same for two names that a system may take for one. */
function fold(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

function below(path: string, name: string): string {
  return path === "" || name === "" ? path + name : `${path}/${name}`;
}

function rootOf(folder: string): string {
  const target = statSync(folder, { throwIfNoEntry: false });
  if (target ? target.isDirectory() : !exists(folder)) return resolve(folder);
  throw new UnusableError(`${folder} is not a folder. Choose another with --output.`);
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function names(folder: string): string[] {
  return entries(folder).map(({ name }) => name);
}

/** What is in a folder; nothing if there is no such folder. */
function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/** Says what to do about an error of the file system. */
async function explaining<T>(folder: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const code = codeOf(error);
    if (code === "") throw error;
    throw new UnusableError(`${folder} ${advice(code)}`, { cause: error });
  }
}

function advice(code: string): string {
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "may not be read or written. Change its permissions, or choose another with --output.";
    case "EBUSY":
      return "has a file that another program holds. Close that program, then run again.";
    case "EDQUOT":
    case "EFBIG":
    case "ENOSPC":
      return "has no room for the files. Free some space, then run again.";
    case "EEXIST":
    case "ENOTDIR":
      return "cannot be a folder. Choose another with --output.";
    case "ENAMETOOLONG":
      return "makes paths that are too long. Choose a shorter one with --output.";
    case "ENOENT":
      return "was changed by another program meanwhile. Run again.";
    default:
      return `could not be read or written (${code}).`;
  }
}

/** The code of an error of the operating system; empty for any other error. */
function codeOf(error: unknown): string {
  return error instanceof Error && "syscall" in error && "code" in error ? String(error.code) : "";
}
