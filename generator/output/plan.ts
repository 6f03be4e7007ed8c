import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UnusableError } from "../diagnostics/problem.ts";
import { foldCase } from "../text/fold-case.ts";
import { hasMark } from "./mark.ts";
import {
  hasDigest,
  type Manifest,
  manifestFile,
  parseManifest,
  type Settings,
} from "./manifest.ts";
import { isLeftover } from "./leftovers.ts";
import { entriesOf, isSafePath, joinPath, namesIn } from "./paths.ts";

// How a folder differs from what a run would write, and what would have to be exchanged.

/** How a file in the folder differs from what a run would write now. */
export interface Difference {
  /** Relative to the folder, with `/` between the segments. */
  readonly file: string;
  /** `extra`: an earlier run wrote it, and this one would not. */
  readonly kind: "changed" | "missing" | "extra";
}

export interface Inspection {
  readonly differences: Difference[];
  readonly swaps: readonly Swap[];
  /** Files in the place of generated ones that no earlier run wrote. */
  readonly foreign: string[];
  unchanged: number;
  /** The files that the manifest lists; `undefined` without a manifest. */
  readonly owned: Manifest["files"] | undefined;
  /** The files as the manifest is to list them. */
  readonly wanted: Manifest["files"];
  readonly settings: Settings;
}

/** The coarsest thing that can be exchanged by renaming it, without touching anything foreign. */
export interface Swap {
  readonly path: string;
  /** Whether something there has to be removed. */
  readonly isOutgoing: boolean;
  /** The new files: path below `path` → text. The path below is empty where `path` is a file. */
  readonly files: ReadonlyMap<string, string>;
}

/** A path that a run wrote or would write, or a folder on the way to such a path. */
interface PathNode {
  owned: boolean;
  /** Digests of the files that earlier runs wrote there, from the manifest. */
  digests: string;
  text: string | undefined;
  readonly below: Map<string, PathNode>;
}

/** @param wanted the digests of the files. */
export function inspect(
  folder: string,
  root: string,
  files: ReadonlyMap<string, string>,
  wanted: Manifest["files"],
  settings: Settings,
): Inspection {
  const manifest = readManifestIn(folder, root);
  const owned = manifest?.files;
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
  for (const [path, written] of owned) Object.assign(at(path), { owned: true, digests: written });
  for (const [path, text] of files) at(path).text = text;
  return root;
}

function emptyNode(): PathNode {
  return { owned: false, digests: "", text: undefined, below: new Map() };
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
  const unmanaged = new Map<string, string>();
  let onlyOurs = true;

  for (const entry of entriesOf(join(root, path))) {
    const here = joinPath(path, entry.name);
    const ours = node.below.get(entry.name);
    absent.delete(entry.name);
    if (!ours) {
      onlyOurs = false;
      unmanaged.set(foldCase(entry.name), here);
      continue;
    }
    const files = filesOf(ours);
    if (entry.isFile() && ours.owned && holds(join(root, here), ours.text)) {
      found.unchanged += 1;
    } else if (entry.isFile() && ours.owned && isGenerated(join(root, here), ours.digests)) {
      if (ours.text === undefined) found.differences.push({ file: here, kind: "extra" });
      found.differences.push(...incoming(here, files, "changed"));
      swaps.push({ path: here, isOutgoing: true, files });
    } else if (entry.isDirectory() && ours.below.size > 0) {
      const inner = inspectFolder(root, here, ours, found);
      onlyOurs &&= inner.onlyOurs;
      if (ours.text !== undefined) found.differences.push({ file: here, kind: "changed" });
      if (ours.text !== undefined && !inner.onlyOurs) found.foreign.push(here);
      const asOne = files.size === 0 || ours.text !== undefined || inner.swaps.length > 1;
      if (inner.onlyOurs && asOne) swaps.push({ path: here, isOutgoing: true, files });
      else swaps.push(...inner.swaps);
    } else {
      onlyOurs = false;
      if (files.size > 0) found.foreign.push(here);
      found.differences.push(...incoming(here, files, "changed"));
    }
  }

  for (const [name, ours] of absent) {
    const files = filesOf(ours);
    if (files.size === 0) continue;
    const here = joinPath(path, name);
    const unmanagedPath = unmanaged.get(foldCase(name));
    if (unmanagedPath !== undefined) found.foreign.push(unmanagedPath);
    found.differences.push(...incoming(here, files, "missing"));
    swaps.push({ path: here, isOutgoing: false, files });
  }
  return { swaps, onlyOurs };
}

/** The files wanted at a path and below it: path below → text. */
function filesOf({ text, below: children }: PathNode): Map<string, string> {
  const files = new Map<string, string>();
  if (text !== undefined) files.set("", text);
  for (const [name, child] of children) {
    for (const [path, content] of filesOf(child)) files.set(joinPath(name, path), content);
  }
  return files;
}

/** A wanted file at the path itself has the given state; those below it are missing. */
function incoming(
  path: string,
  files: ReadonlyMap<string, string>,
  kind: "changed" | "missing",
): Difference[] {
  return [...files.keys()].map((file) => ({
    file: joinPath(path, file),
    kind: file === "" ? kind : "missing",
  }));
}

/**
 * Whether a file that the manifest lists is generated, so that it may be replaced or removed. Anyone
 * can check in a manifest that lists a file of the user's: the text has to be what a run wrote, or bear
 * our mark.
 */
function isGenerated(file: string, digests: string): boolean {
  const text = readFileSync(file, "utf8");
  return hasDigest(digests, text) || hasMark(text);
}

function holds(file: string, text: string | undefined): boolean {
  if (text === undefined) return false;
  const lf = (value: string): string => value.replaceAll("\r\n", "\n");
  const found = readFileSync(file, "utf8");
  return found === text || lf(found) === lf(text.toWellFormed());
}

export function refuseForeign(folder: string, { foreign }: Inspection): void {
  if (foreign.length === 0) return;
  throw new UnusableError([
    `Generated files would replace what openapi-actions did not write in ${folder}, or what was ` +
      "edited since. Move or delete these, then run again:",
    ...foreign.sort().map((file) => `    ${file}`),
  ]);
}

export function readManifestIn(folder: string, root: string): Manifest | undefined {
  const file = join(root, manifestFile);
  const status = lstatSync(file, { throwIfNoEntry: false });
  if (!status) {
    if (namesIn(root).every(isLeftover)) return undefined;
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
