import { escapePointer } from "../data/json-pointer.ts";
import type { SourceLocation } from "../diagnostics/problem.ts";

/** Line and column, counted from 1, and the text of the line. */
export type Position = Required<Pick<SourceLocation, "line" | "column" | "text">>;

/** A file that was parsed and knows the position of each of its nodes. */
export interface PositionedSource {
  /** The file as the user named it. */
  readonly file: string;
  /** The position of a node, given its JSON Pointer (RFC 6901): of its key where it has one. */
  locate(pointer: string): Position;
  /** How a number is written, where JavaScript would write it otherwise: `1.10`, `0x1F`. */
  rawNumber(pointer: string): string | undefined;
}

/** A node of a document. Its pointer is put together when it is asked for. */
class Origin {
  readonly source: PositionedSource;
  readonly parent: Origin | undefined;
  readonly key: string;
  /** The origins of values of single keys that did not come from below the node. */
  readonly keys: ReadonlyMap<string, Origin> | undefined;

  constructor(
    source: PositionedSource,
    parent?: Origin,
    key = "",
    keys?: ReadonlyMap<string, Origin>,
  ) {
    this.source = source;
    this.parent = parent;
    this.key = key;
    this.keys = keys;
  }

  get pointer(): string {
    return this.parent ? `${this.parent.pointer}/${escapePointer(this.key)}` : "";
  }

  /** The value of a key. */
  child(key: string): Origin {
    return new Origin(this.source, this, key);
  }

  with(keys: ReadonlyMap<string, Origin>): Origin {
    return new Origin(this.source, this.parent, this.key, keys);
  }
}

/**
 * The origin of every object and array of the parsed documents. A node that a stage makes from
 * another one gets the position of that one. Lines are computed only when one is asked for.
 */
export class Positions {
  readonly #origins = new Map<object, Origin>();

  /** Adds a whole document. Nodes that are known already (aliases) keep their first position. */
  add(source: PositionedSource, root: unknown): void {
    const pending = [{ node: root, origin: new Origin(source) }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { node, origin } = next;
      if (!isObject(node) || this.#origins.has(node)) continue;
      this.#origins.set(node, origin);
      for (const key of Object.keys(node)) {
        const child = node[key];
        if (isObject(child)) pending.push({ node: child, origin: origin.child(key) });
      }
    }
  }

  /** Gives a new node the position of the one from which it was made, or of one of its keys. */
  copy<T extends object>(node: T, from: object, key?: string | number): T {
    const origin = this.#originOf(from, key);
    if (origin) this.#origins.set(node, origin);
    return node;
  }

  /**
   * Gives single keys of a node the positions of the values that another node had.
   *
   * @param keys each with its key in the other node, or with none where its value is that node.
   */
  copyKeys(
    node: object,
    from: object,
    keys: readonly (readonly [string | number, string | number | undefined])[],
  ): void {
    const own = this.#originOf(node);
    if (!own || keys.length === 0) return;
    const copied = new Map(own.keys);
    for (const [key, fromKey] of keys) {
      const origin = this.#originOf(from, fromKey);
      if (origin) copied.set(String(key), origin);
    }
    this.#origins.set(node, own.with(copied));
  }

  /** How the number at a key is written, where JavaScript would write it otherwise. */
  rawNumber(node: object, key: string): string | undefined {
    const origin = this.#originOf(node, key);
    return origin?.source.rawNumber(origin.pointer);
  }

  /** Whether a node came from a description. */
  has(node: object): boolean {
    return this.#origins.has(node);
  }

  /** The location of a node, or of one of its keys. */
  of(node: object, key?: string | number): SourceLocation {
    const origin = this.#originOf(node, key);
    if (!origin) throw new Error("a node without a position");
    return new LazyLocation(origin);
  }

  #originOf(node: object, key?: string | number): Origin | undefined {
    const origin = this.#origins.get(node);
    if (!origin || key === undefined) return origin;
    return origin.keys?.get(String(key)) ?? origin.child(String(key));
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

class LazyLocation implements SourceLocation {
  readonly #origin: Origin;

  constructor(origin: Origin) {
    this.#origin = origin;
  }

  get file(): string {
    return this.#origin.source.file;
  }
  get pointer(): string {
    return this.#origin.pointer;
  }
  get line(): number {
    return this.#origin.source.locate(this.#origin.pointer).line;
  }
  get column(): number {
    return this.#origin.source.locate(this.#origin.pointer).column;
  }
  get text(): string {
    return this.#origin.source.locate(this.#origin.pointer).text;
  }

  /** A position is no part of what a description says, so of no digest of it. */
  toJSON(): string {
    return "";
  }
}
