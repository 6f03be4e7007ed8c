import { dirname } from "node:path";
import { isNode, type Node } from "../data/json-object.ts";
import { resolvePointer } from "../data/json-pointer.ts";
import { nameOfOrigin } from "../model/component-name.ts";
import { exceededLimit } from "../source/limits.ts";
import type { Positions } from "../source/positions.ts";
import type { ReadContext } from "../source/read-context.ts";
import { isWebAddress, resolveUri } from "../source/uri.ts";
import { relativePath } from "../text/slashes.ts";
import { kindBelow, type KeyKind } from "./data-keys.ts";
import type { Unfetched } from "./fetch.ts";
import { referenceOf } from "./find-references.ts";

/** The file at a path or URL: its document, or why it is not available. */
export type BundledFile = LoadedFile | UnavailableFile;

interface LoadedFile {
  readonly root: Node;
  /** The URL after redirects, if it was fetched: its references are relative to it. */
  readonly url?: string;
}

type UnavailableFile =
  | Unfetched
  /** It cannot be parsed, or does not exist. */
  | { readonly code: "unresolved-reference"; readonly detail: string };

/**
 * Returns the document with everything that it needs of the other files. A schema of another file is
 * named by its file and pointer, which is unique; `naming/` makes a short name of it.
 *
 * @param rootPath the path of the description, a key of `files`.
 */
export function bundle(
  rootPath: string,
  files: ReadonlyMap<string, BundledFile>,
  context: ReadContext,
): Node {
  const file = files.get(rootPath);
  const document = file && "root" in file ? file.root : {};
  return new Bundler(rootPath, document, files, context).bundle();
}

/** Where a node is: in which file, how deep, and how its keys and references are to be read. */
interface Scope {
  readonly path: string;
  /** Whether references lead to schemas. */
  readonly inSchema: boolean;
  /** How many objects and arrays of the result enclose the node. */
  readonly depth: number;
  readonly kind: KeyKind;
}

/** The size of a node in the result, counting again what occurs in it more than once. */
interface Extent {
  readonly values: number;
  readonly depth: number;
}

const scalarExtent: Extent = { values: 1, depth: 0 };

/** Keys below which references lead to schemas. */
const schemaKeys = new Set(["schema", "schemas", "definitions"]);

class Bundler {
  readonly #rootPath: string;
  readonly #document: Node;
  readonly #files: ReadonlyMap<string, BundledFile>;
  readonly #context: ReadContext;
  /** Where the version of the description keeps its named schemas. */
  readonly #section: "definitions" | "components/schemas";
  /** The schemas of other files, by the names that they get; `undefined` until they are bundled. */
  readonly #schemas = new Map<string, unknown>();
  readonly #pending: { readonly name: string; readonly node: unknown; readonly path: string }[] =
    [];
  readonly #done = new Map<object, unknown>();
  readonly #open = new Set<object>();
  readonly #extents = new Map<unknown, Extent>();
  #isTooLarge = false;

  constructor(
    rootPath: string,
    document: Node,
    files: ReadonlyMap<string, BundledFile>,
    context: ReadContext,
  ) {
    this.#rootPath = rootPath;
    this.#document = document;
    this.#files = files;
    this.#context = context;
    this.#section = Object.hasOwn(document, "swagger") ? "definitions" : "components/schemas";
  }

  bundle(): Node {
    const start = { depth: 0, kind: "fields" } as const;
    const root = this.#rewrite(this.#document, { ...start, path: this.#rootPath, inSchema: false });
    // One after the other: a chain of schemas may be longer than the stack is deep.
    for (const { name, node, path } of this.#pending) {
      this.#schemas.set(name, this.#rewrite(node, { ...start, path, inSchema: true }));
    }
    if (!isNode(root)) return this.#document;
    return this.#schemas.size === 0
      ? root
      : withSchemas(root, this.#section, this.#schemas, this.#context.positions);
  }

  #rewrite(node: unknown, scope: Scope): unknown {
    if (typeof node !== "object" || node === null) return node;
    const known = this.#done.get(node);
    if (known !== undefined) return known;
    if (scope.depth > this.#context.limits.depth) this.#refuse("depth", node);
    if (this.#isTooLarge) return undefined;
    const reference = referenceOf(node);
    if (this.#open.has(node)) {
      this.#context.reportAt("circular-reference", [node, "$ref"], { reference });
      return undefined;
    }
    this.#open.add(node);
    const isLocal = scope.path === this.#rootPath && reference?.startsWith("#") === true;
    const result =
      reference === undefined || isLocal
        ? this.#copy(node, scope)
        : this.#follow(node, reference, scope);
    this.#open.delete(node);
    if (result !== undefined) this.#done.set(node, result);
    return result;
  }

  #copy(node: object, scope: Scope): object | undefined {
    const { depth: maxDepth, values: maxValues } = this.#context.limits;
    const before = Object.entries<unknown>({ ...node });
    const entries = before.map(([key, child]): [string, unknown] => {
      const kind = Array.isArray(node) ? "fields" : kindBelow(key, scope.kind);
      if (kind === undefined) return [key, child];
      const inSchema = scope.inSchema || schemaKeys.has(key);
      return [key, this.#rewrite(child, { ...scope, inSchema, depth: scope.depth + 1, kind })];
    });
    const extent = enclosing(entries.map(([, child]) => this.#extents.get(child) ?? scalarExtent));
    if (extent.depth > maxDepth) this.#refuse("depth", node);
    if (extent.values > maxValues) this.#refuse("values", node);
    if (this.#isTooLarge) return undefined;
    const isSame = entries.every(([, child], index) => child === before[index]?.[1]);
    const copy = Array.isArray(node)
      ? entries.map(([, child]) => child)
      : Object.fromEntries(entries);
    const result = isSame ? node : this.#context.positions.copy(copy, node);
    this.#extents.set(result, extent);
    return result;
  }

  /** Each file is within the limits; all of them together may not be. */
  #refuse(name: "depth" | "values", node: object): void {
    if (this.#isTooLarge) return;
    this.#isTooLarge = true;
    const limit = exceededLimit(name, this.#context.limits);
    const code = name === "depth" ? "too-deep" : "too-many-values";
    this.#context.reportAt(code, [node], { what: "references", limit });
  }

  #follow(node: object, reference: string, scope: Scope): unknown {
    const { positions } = this.#context;
    const [target = "", pointer = ""] = reference.split("#", 2);
    const path = target === "" ? scope.path : resolveUri(target, this.#baseOf(scope.path));
    const file = path === undefined ? undefined : this.#files.get(path);
    if (path === undefined || !file || "code" in file) {
      this.#reportUnavailable(node, reference, file && "code" in file ? file : undefined);
      return positions.copy({}, node);
    }
    if (path === this.#rootPath) return positions.copy({ ...node, $ref: `#${pointer}` }, node);
    const found = resolvePointer(file.root, `#${pointer}`);
    if (found === undefined) {
      const params = { reference, fault: "missing", as: "unknown" } as const;
      this.#context.reportAt("unresolved-reference", [node, "$ref"], params);
      return positions.copy({}, node);
    }
    if (!scope.inSchema) {
      return this.#rewrite(found, { ...scope, path, depth: scope.depth + 1, kind: "fields" });
    }
    const $ref = `#/${this.#section}/${this.#nameOf(found, path, pointer)}`;
    return positions.copy({ ...node, $ref }, node);
  }

  #baseOf(path: string): string {
    const file = this.#files.get(path);
    return (file && "root" in file && file.url) || path;
  }

  /** The name of a schema of another file, which is bundled later. */
  #nameOf(node: unknown, path: string, pointer: string): string {
    const file = isWebAddress(path) ? path : relativePath(dirname(this.#rootPath), path);
    const name = nameOfOrigin({ file, pointer });
    if (!this.#schemas.has(name)) {
      this.#schemas.set(name, undefined);
      this.#pending.push({ name, node, path });
    }
    return name;
  }

  #reportUnavailable(node: object, reference: string, file: UnavailableFile | undefined): void {
    const at = [node, "$ref"] as const;
    switch (file?.code) {
      case undefined: {
        const reason = { kind: "not-a-file" } as const;
        this.#context.reportAt("forbidden-reference", at, { reference, reason });
        return;
      }
      case "forbidden-reference":
        this.#context.reportAt(file.code, at, { reference, reason: file.reason });
        return;
      case "unreachable-reference":
        this.#context.reportAt(file.code, at, { reference, reason: file.reason });
        return;
      case "unresolved-reference": {
        const params = {
          reference,
          fault: "unreadable",
          detail: file.detail,
          as: "unknown",
        } as const;
        this.#context.reportAt(file.code, at, params);
      }
    }
  }
}

function enclosing(parts: readonly Extent[]): Extent {
  return {
    values: parts.reduce((sum, { values }) => sum + values, 1),
    depth: parts.reduce((max, { depth }) => Math.max(max, depth), 0) + 1,
  };
}

/** Adds schemas to the named ones of a document. */
function withSchemas(
  root: Node,
  section: string,
  schemas: ReadonlyMap<string, unknown>,
  positions: Positions,
): Node {
  const [outer = "", inner] = section.split("/");
  const given = Object.hasOwn(root, outer) && isNode(root[outer]) ? root[outer] : {};
  const add = (present: Node): Node =>
    positions.copy(
      { ...present, ...Object.fromEntries(schemas) },
      positions.has(present) ? present : root,
    );
  if (inner === undefined) return positions.copy({ ...root, [outer]: add(given) }, root);
  const present = Object.hasOwn(given, inner) && isNode(given[inner]) ? given[inner] : {};
  const components = positions.copy({ ...given, [inner]: add(present) }, root);
  return positions.copy({ ...root, [outer]: components }, root);
}
