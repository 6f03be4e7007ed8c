import type { ProblemCode } from "../diagnostics/problem-codes.ts";
import { createFetcher } from "./fetch.ts";
import { realpath } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { defaultLimits, raise, type Limits } from "../source/limits.ts";
import { loadFile, parseSource, type Source } from "../source/load.ts";
import { isNode, type Node } from "../json/json-object.ts";
import { isWebAddress, placeFrom } from "../source/uri.ts";
import type { Places } from "../source/positions.ts";
import { resolvePointer } from "../json/json-pointer.ts";
import {
  DescriptionError,
  UnusableError,
  type Problem,
  type Severity,
} from "../diagnostics/problem.ts";
import { nameOfOrigin } from "../model/component-name.ts";
import { kindBelow, type KeyKind } from "./data-keys.ts";

export interface ReferenceOptions {
  /** More folders to read from, and origins on the network: `https://example.com`. */
  readonly allowed?: readonly string[] | undefined;
  readonly limits?: Limits | undefined;
  /** Is told of each file before it is read. */
  readonly onRead?: ((path: string) => void) | undefined;
}

/**
 * Brings what a description refers to in other files into the document: schemas become named
 * schemas of its own, everything else is put where it is referred to. Without such references the
 * document is returned as it is; otherwise what changes is copied.
 *
 * Files are read from the description's folder and those that are allowed, URLs from the origins that
 * are: any other reference is an error.
 *
 * @param path the description's file.
 * @param source what was read from it, its places entered.
 */
export async function resolveReferences(
  path: string,
  source: Source,
  places: Places,
  report: (problem: Problem) => void,
  { allowed = [], limits = defaultLimits, onRead }: ReferenceOptions = {},
): Promise<Node> {
  if (referencesIn(source.root).length === 0) return source.root;
  const root = resolve(path);
  const files = await readFiles(root, source, allowed, limits, places, report, onRead);
  return bundle(root, files, limits, places, report);
}

/** The references below a node to other files, or to its own by name. */
function referencesIn(root: Node): readonly string[] {
  const references = new Set<string>();
  const seen = new Set<unknown>();
  const pending: [unknown, KeyKind][] = [[root, "fields"]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [node, kind] = next;
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    const reference = referenceOf(node);
    if (reference?.startsWith("#") === false) references.add(reference);
    for (const [key, child] of Object.entries<unknown>({ ...node }).toReversed()) {
      const below = Array.isArray(node) ? "fields" : kindBelow(key, kind);
      if (below !== undefined) pending.push([child, below]);
    }
  }
  return [...references];
}

/** What stands before the fragment; empty for the file itself. */
function fileOf(reference: string): string {
  return reference.split("#", 1).join("");
}

function referenceOf(node: object): string | undefined {
  const reference: unknown = Object.hasOwn(node, "$ref") ? Reflect.get(node, "$ref") : undefined;
  return typeof reference === "string" ? reference : undefined;
}

/** What stands at a path or URL: the file's document, or why it is not to be had. */
type File = Document | Fault;

interface Document {
  readonly root: Node;
  /** Where it came from at last, if it was fetched: its references start from there. */
  readonly url?: string;
}

interface Fault {
  readonly code: "refused-reference" | "unreachable-reference" | "broken-reference";
  /** Goes on after the reference: "`a.yaml` names no file". */
  readonly fault: string;
  readonly hint: string;
}

const elsewhere = "Put what it refers to into the description's folder and refer to it there.";
const noFile: Fault = { code: "refused-reference", fault: "names no file", hint: elsewhere };

function baseOf(path: string, files: ReadonlyMap<string, File>): string {
  const file = files.get(path);
  return (file && "root" in file && file.url) || path;
}

async function readFiles(
  root: string,
  source: Source,
  allowed: readonly string[],
  limits: Limits,
  places: Places,
  report: (problem: Problem) => void,
  onRead: ReferenceOptions["onRead"],
): Promise<ReadonlyMap<string, File>> {
  const folders = [
    dirname(root),
    ...allowed.filter((one) => !isWebAddress(one)).map((folder) => resolve(folder)),
  ];
  const origins = allowed.filter(isWebAddress).map(originOf);
  const fetchFrom = createFetcher({ origins, limits });
  const realFolders = await Promise.all(
    folders.map((folder) => realpath(folder).catch(() => folder)),
  );

  async function fetchAndRead(url: string): Promise<File> {
    const fetched = await fetchFrom(url);
    if ("content" in fetched) {
      const file = await tryToRead(() => parseSource(fetched.url, fetched.content, limits));
      return "root" in file ? { ...file, url: fetched.url } : file;
    }
    const { refused, ...why } = fetched;
    return { ...why, code: refused ? "refused-reference" : "unreachable-reference" };
  }

  async function read(path: string): Promise<File> {
    // What is not there has no real path: then its name decides.
    const real = await realpath(path).catch(() => undefined);
    const isInside =
      real === undefined
        ? folders.some((folder) => isBelow(path, folder))
        : realFolders.some((folder) => isBelow(real, folder));
    if (!isInside) {
      const hint = `To read it, name its folder: --allow-reference ${folderOf(real ?? path)}`;
      return { code: "refused-reference", fault: "leaves the description's folder", hint };
    }
    onRead?.(path);
    const shown = relative(dirname(root), path).replaceAll(sep, "/");
    return tryToRead(() => loadFile(path, shown, limits));
  }

  async function tryToRead(load: () => Promise<Source>): Promise<File> {
    try {
      const found = await load();
      places.enter(found, found.root);
      for (const problem of found.problems) report(problem);
      return { root: found.root };
    } catch (error) {
      if (!(error instanceof UnusableError || error instanceof DescriptionError)) throw error;
      const [problem] = error instanceof DescriptionError ? error.problems : [];
      const hint = problem ? `${problem.message} ${problem.hint}` : error.message;
      return { code: "broken-reference", fault: "names a file that cannot be read", hint };
    }
  }

  const files = new Map<string, File>([[root, { root: source.root }]]);
  // One after the other, each in its turn: so what is said of them has an order.
  for (const [path, file] of files) {
    if ("fault" in file) continue;
    for (const target of new Set(referencesIn(file.root).map(fileOf))) {
      const found = placeFrom(target, baseOf(path, files));
      if (found === undefined || files.has(found)) continue;
      files.set(found, await (isWebAddress(found) ? fetchAndRead(found) : read(found)));
    }
  }
  return files;
}

function originOf(address: string): string {
  if (URL.canParse(address)) return new URL(address).origin;
  throw new UnusableError(`"${address}" is no address. Name a host: https://example.com`);
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A file's folder as a user would name it from where they are. */
function folderOf(path: string): string {
  return relative(process.cwd(), dirname(path)) || ".";
}

/**
 * The document with everything that it needs of the other files. A schema of another file is named
 * by its file and pointer there, which nothing else is; `names.ts` makes a short name of it.
 */
function bundle(
  rootPath: string,
  files: ReadonlyMap<string, File>,
  limits: Limits,
  places: Places,
  report: (problem: Problem) => void,
): Node {
  const rootFile = files.get(rootPath);
  const document = rootFile && "root" in rootFile ? rootFile.root : {};
  const section = Object.hasOwn(document, "swagger") ? "definitions" : "components/schemas";
  const schemas = new Map<string, unknown>();
  const pending: { readonly name: string; readonly node: unknown; readonly path: string }[] = [];
  const done = new Map<object, unknown>();
  const open = new Set<object>();
  const extents = new Map<unknown, Extent>();
  let isTooLarge = false;

  /**
   * @param path the file in which the node stands.
   * @param depth how many maps and lists it stands in by now.
   */
  function rewrite(
    node: unknown,
    path: string,
    inSchema: boolean,
    depth: number,
    kind: KeyKind = "fields",
  ): unknown {
    if (typeof node !== "object" || node === null) return node;
    const known = done.get(node);
    if (known !== undefined) return known;
    if (depth > limits.depth) refuse("depth", node);
    if (isTooLarge) return undefined;
    if (open.has(node)) {
      const message = "the reference leads back to itself through nothing but references; left out";
      tell("circular-reference", "warning", node, message);
      return undefined;
    }
    open.add(node);
    const reference = referenceOf(node);
    const result =
      reference === undefined || (path === rootPath && reference.startsWith("#"))
        ? copy(node, path, inSchema, depth, kind)
        : follow(node, reference, path, inSchema, depth);
    open.delete(node);
    if (result !== undefined) done.set(node, result);
    return result;
  }

  function copy(
    node: object,
    path: string,
    inSchema: boolean,
    depth: number,
    kind: KeyKind,
  ): object | undefined {
    const before = Object.entries<unknown>({ ...node });
    const entries = before.map(([key, child]): [string, unknown] => {
      const below = Array.isArray(node) ? "fields" : kindBelow(key, kind);
      if (below === undefined) return [key, child];
      return [key, rewrite(child, path, inSchema || schemaKeys.has(key), depth + 1, below)];
    });
    const parts = entries.map(([, child]) => extents.get(child) ?? noExtent);
    const extent = {
      values: parts.reduce((sum, { values }) => sum + values, 1),
      depth: parts.reduce((most, part) => Math.max(most, part.depth), 0) + 1,
    };
    if (extent.depth > limits.depth) refuse("depth", node);
    if (extent.values > limits.values) refuse("values", node);
    if (isTooLarge) return undefined;
    const isSame = entries.every(([, child], index) => child === before[index]?.[1]);
    const whole = Array.isArray(node)
      ? entries.map(([, child]) => child)
      : Object.fromEntries(entries);
    const result = isSame ? node : places.derive(whole, node);
    extents.set(result, extent);
    return result;
  }

  /** Each file is within the limits, and what they are together may not be. */
  function refuse(limit: "depth" | "values", node: object): void {
    if (isTooLarge) return;
    isTooLarge = true;
    const [code, word] = limit === "depth" ? deep : large;
    const message = `With what its references bring, the description grows too ${word}.`;
    const hint = raise(limit, limits);
    report({ code, severity: "error", place: places.of(node), message, hint });
  }

  function follow(
    node: object,
    reference: string,
    path: string,
    inSchema: boolean,
    depth: number,
  ): unknown {
    const [target = "", pointer = ""] = reference.split("#", 2);
    const targetPath = target === "" ? path : placeFrom(target, baseOf(path, files));
    const file = targetPath === undefined ? undefined : files.get(targetPath);
    if (targetPath === undefined || !file || "fault" in file) {
      const { code, fault, hint } = file && "fault" in file ? file : noFile;
      const result = code === "broken-reference" ? "; taken as unknown" : "";
      const end = code === "refused-reference" ? "; nothing outside is read" : result;
      const severity = code === "broken-reference" ? "warning" : "error";
      tell(code, severity, node, `\`${reference}\` ${fault}${end}`, hint);
      return places.derive({}, node);
    }
    if (targetPath === rootPath) {
      return places.derive({ ...node, $ref: `#${pointer}` }, node);
    }
    const found = resolvePointer(file.root, `#${pointer}`);
    if (found === undefined) {
      const message = `\`${reference}\` refers to nothing; taken as unknown`;
      tell("broken-reference", "warning", node, message);
      return places.derive({}, node);
    }
    if (!inSchema) return rewrite(found, targetPath, false, depth + 1);
    const shown = isWebAddress(targetPath)
      ? targetPath
      : relative(dirname(rootPath), targetPath).replaceAll(sep, "/");
    const name = nameOfOrigin({ file: shown, pointer });
    if (!schemas.has(name)) {
      schemas.set(name, undefined);
      pending.push({ name, node: found, path: targetPath });
    }
    const $ref = `#/${section}/${name}`;
    return places.derive({ ...node, $ref }, node);
  }

  function tell(
    code: ProblemCode,
    severity: Severity,
    node: object,
    message: string,
    hint: string = "",
  ): void {
    report({ code, severity, place: places.of(node, "$ref"), message, hint });
  }

  const root = rewrite(document, rootPath, false, 0);
  // One after the other: a chain of schemas may be longer than the stack is deep.
  for (const { name, node, path } of pending) schemas.set(name, rewrite(node, path, true, 0));
  if (!isNode(root)) return document;
  return schemas.size === 0 ? root : withSchemas(root, section, schemas, places);
}

const deep = ["too-deep", "deep"] as const;
const large = ["too-many-values", "large"] as const;

/** How much a node holds, with what stands in it more than once. */
interface Extent {
  readonly values: number;
  readonly depth: number;
}

const noExtent: Extent = { values: 1, depth: 0 };

/** Keys below which a reference names a schema. */
const schemaKeys = new Set(["schema", "schemas", "definitions"]);

function withSchemas(
  root: Node,
  section: string,
  schemas: ReadonlyMap<string, unknown>,
  places: Places,
): Node {
  const [outer = "", inner] = section.split("/");
  const given = Object.hasOwn(root, outer) && isNode(root[outer]) ? root[outer] : {};
  const add = (present: Node): Node =>
    places.derive(
      { ...present, ...Object.fromEntries(schemas) },
      places.has(present) ? present : root,
    );
  if (inner === undefined) return places.derive({ ...root, [outer]: add(given) }, root);
  const present = Object.hasOwn(given, inner) && isNode(given[inner]) ? given[inner] : {};
  const components = places.derive({ ...given, [inner]: add(present) }, root);
  return places.derive({ ...root, [outer]: components }, root);
}
