// The stage `references`. In: a document, and the files and URLs that it refers to. Out: one
// document. Knows nothing of what a reference's target means.
import { dirname, relative, resolve, sep } from "node:path";
import { DescriptionError, UnusableError } from "../diagnostics/problem.ts";
import type { Node } from "../data/json-object.ts";
import { loadFile, parseSource, type Source } from "../source/load.ts";
import { disk } from "../source/disk.ts";
import type { SourceFiles } from "../source/files.ts";
import type { ReadContext } from "../source/read-context.ts";
import { isWebAddress, resolveUri } from "../source/uri.ts";
import { relativePath } from "../text/slashes.ts";
import { bundle, type BundledFile } from "./bundle.ts";
import type { Fetched } from "./fetch.ts";
import { findReferences } from "./find-references.ts";

export interface ReferenceOptions {
  /** More folders to read from, and origins on the network: `https://example.com`. */
  readonly allowed?: readonly string[] | undefined;
  /** Called with each file's path, or URL, before it is read. */
  readonly onRead?: ((path: string) => void) | undefined;
  /** Where files are read from; by default from the disk. */
  readonly files?: SourceFiles | undefined;
}

/**
 * How many files a description may be made of. Links on the disk, and trees of git that hold one
 * another, can give a handful of files any number of names.
 */
const maxFiles = 5_000;

/**
 * Bundles a description and the files that it refers to into one document: schemas of other files
 * become named schemas of its own, everything else replaces the reference. Without such references
 * the document is returned as it is; otherwise what changes is copied.
 *
 * Files are read from the folder of the description and from allowed ones, URLs from allowed
 * origins and that of the description: any other reference is an error.
 *
 * @param path the description's file or URL.
 * @param source the parsed description, its positions added to the context.
 */
export async function resolveReferences(
  path: string,
  source: Source,
  context: ReadContext,
  options: ReferenceOptions = {},
): Promise<Node> {
  if (findReferences(source.root).length === 0) return source.root;
  const root = isWebAddress(path) ? path : resolve(path);
  return bundle(root, await readFiles(root, source, context, options), context);
}

async function readFiles(
  root: string,
  source: Source,
  context: ReadContext,
  { allowed = [], onRead, files: sourceFiles = disk }: ReferenceOptions,
): Promise<ReadonlyMap<string, BundledFile>> {
  const { limits } = context;
  const folders = [
    ...(isWebAddress(root) ? [] : [dirname(root)]),
    ...allowed.filter((one) => !isWebAddress(one)).map((folder) => resolve(folder)),
  ];
  const origins = [...allowed, root].filter(isWebAddress).map(originOf);
  let fetchFrom: ((url: string) => Promise<Fetched>) | undefined;
  const realFolders = await Promise.all(
    folders.map(async (folder) => (await sourceFiles.realPath(folder)) ?? folder),
  );

  async function fetchAndRead(url: string): Promise<BundledFile> {
    onRead?.(url);
    // Brings the modules of the network with it.
    const { createFetcher } = await import("./fetch.ts");
    fetchFrom ??= createFetcher({ origins, limits });
    const fetched = await fetchFrom(url);
    if ("content" in fetched) {
      const file = await tryToRead(() => parseSource(fetched.url, fetched.content, limits));
      return "root" in file ? { ...file, url: fetched.url } : file;
    }
    return fetched;
  }

  async function read(path: string): Promise<BundledFile> {
    // A file that does not exist has no real path: then its name decides.
    const real = await sourceFiles.realPath(path);
    const isInside =
      real === undefined
        ? folders.some((folder) => isBelow(path, folder))
        : realFolders.some((folder) => isBelow(real, folder));
    if (!isInside) {
      const reason = { kind: "outside-folder", folder: folderOf(real ?? path) } as const;
      return { code: "forbidden-reference", reason };
    }
    onRead?.(path);
    const shown = relativePath(dirname(root), path);
    return tryToRead(() => loadFile(path, shown, limits, sourceFiles));
  }

  async function tryToRead(load: () => Promise<Source>): Promise<BundledFile> {
    try {
      const found = await load();
      context.positions.add(found, found.root);
      context.add(...found.problems);
      return { root: found.root };
    } catch (error) {
      if (!(error instanceof UnusableError || error instanceof DescriptionError)) throw error;
      const [problem] = error instanceof DescriptionError ? error.problems : [];
      const detail = problem ? `${problem.message} ${problem.hint}` : error.message;
      return { code: "unresolved-reference", detail };
    }
  }

  const files = new Map<string, BundledFile>([[root, { root: source.root }]]);
  // One after the other, so that problems are reported in a fixed order.
  for (const [path, file] of files) {
    if ("code" in file) continue;
    for (const target of new Set(findReferences(file.root).map(withoutFragment))) {
      const found = resolveUri(target, file.url ?? path);
      if (found === undefined || files.has(found)) continue;
      if (files.size >= maxFiles) {
        context.fail("too-many-files", context.positions.of(source.root), { max: maxFiles });
      }
      files.set(found, await (isWebAddress(found) ? fetchAndRead(found) : read(found)));
    }
  }
  return files;
}

/** The part of a reference before its fragment; empty for the file itself. */
function withoutFragment(reference: string): string {
  return reference.split("#", 1).join("");
}

function originOf(address: string): string {
  if (URL.canParse(address)) return new URL(address).origin;
  throw new UnusableError(`"${address}" is not a valid URL. Pass an origin: https://example.com`);
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The folder of a file, relative to the current directory. */
function folderOf(path: string): string {
  return relative(process.cwd(), dirname(path)) || ".";
}
