import { escapePointer } from "../json/json-pointer.ts";
import type { Place } from "../diagnostics/problem.ts";

/** Where something stands in a text, counted from 1, and the line in which it stands. */
export type Position = Required<Pick<Place, "line" | "column" | "text">>;

/** A text that was read, able to say where each of its nodes stands. */
export interface Located {
  /** The file as the user named it. */
  readonly file: string;
  /** The position of a node, given its JSON Pointer (RFC 6901): of its key where it has one. */
  locate(pointer: string): Position;
  /** How a number is written, where JavaScript would write it otherwise: `1.10`, `0x1F`. */
  spelling(pointer: string): string | undefined;
}

interface Origin {
  readonly source: Located;
  readonly pointer: string;
  /** Where the values of single keys came from, if not from below the pointer. */
  readonly keys?: ReadonlyMap<string, Origin>;
}

/**
 * Remembers where every object and array of the loaded documents came from, and lets nodes that
 * are made from them inherit it. Positions are looked up only when somebody asks for a line.
 */
export class Places {
  readonly #origins = new WeakMap<object, Origin>();

  /** Enters a whole document. Nodes that are already known (aliases) keep their first place. */
  enter(source: Located, root: unknown): void {
    const pending: [unknown, string][] = [[root, ""]];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [node, pointer] = next;
      if (typeof node !== "object" || node === null || this.#origins.has(node)) continue;
      this.#origins.set(node, { source, pointer });
      for (const [key, child] of Object.entries(node)) {
        if (typeof child === "object") pending.push([child, `${pointer}/${escapePointer(key)}`]);
      }
    }
  }

  /** Gives a node that was made from another one that one's place, or that of one of its keys. */
  derive<T extends object>(node: T, from: object, key?: string | number): T {
    const origin = this.#originOf(from, key);
    if (origin) this.#origins.set(node, origin);
    return node;
  }

  /**
   * Says that some keys of a node have values that came from another node.
   *
   * @param keys each with the key that its value had there, or with none where it is that node.
   */
  adopt(
    node: object,
    from: object,
    keys: readonly (readonly [string | number, string | number | undefined])[],
  ): void {
    const own = this.#originOf(node);
    if (!own || keys.length === 0) return;
    const adopted = new Map(own.keys);
    for (const [key, fromKey] of keys) {
      const origin = this.#originOf(from, fromKey);
      if (origin) adopted.set(String(key), origin);
    }
    this.#origins.set(node, { ...own, keys: adopted });
  }

  /** How the number at a key is written, where JavaScript would write it otherwise. */
  spelling(node: object, key: string): string | undefined {
    const origin = this.#originOf(node, key);
    return origin?.source.spelling(origin.pointer);
  }

  /** Whether a node came from a description. */
  has(node: object): boolean {
    return this.#origins.has(node);
  }

  /** Where a node stands, or one of its keys. */
  of(node: object, key?: string | number): Place {
    const origin = this.#originOf(node, key);
    if (!origin) throw new Error("a node without a place");
    return new LazyPlace(origin);
  }

  #originOf(node: object, key?: string | number): Origin | undefined {
    const origin = this.#origins.get(node);
    if (!origin || key === undefined) return origin;
    const adopted = origin.keys?.get(String(key));
    if (adopted) return adopted;
    return { source: origin.source, pointer: `${origin.pointer}/${escapePointer(String(key))}` };
  }
}

class LazyPlace implements Place {
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
}
