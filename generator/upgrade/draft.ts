import type { Node } from "../data/json-object.ts";

/** Gives a new node the position of the node that it was made from. */
interface Derive {
  derive<T extends object>(node: T, from: object): T;
}

/** A copy on write of a node: as long as nothing differs, `finish` returns the node itself. */
export class Draft {
  readonly #node: Node;
  #entries: Map<string, unknown> | undefined;

  constructor(node: Node) {
    this.#node = node;
  }

  get(key: string): unknown {
    if (this.#entries) return this.#entries.get(key);
    return Object.hasOwn(this.#node, key) ? this.#node[key] : undefined;
  }

  /** `undefined` removes the key. */
  set(key: string, value: unknown): void {
    if (value === this.get(key)) return;
    this.#entries ??= new Map(Object.entries(this.#node));
    if (value === undefined) this.#entries.delete(key);
    else this.#entries.set(key, value);
  }

  keys(): readonly string[] {
    return this.#entries ? [...this.#entries.keys()] : Object.keys(this.#node);
  }

  /** Converts the value of a key to a string; removes a value that has no string form. */
  string(key: string): void {
    const value = this.get(key);
    const isPlain = typeof value === "number" || typeof value === "boolean";
    if (typeof value !== "string") this.set(key, isPlain ? String(value) : undefined);
  }

  /** Removes every key that is neither listed nor an extension. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.keys())
      if (!keys.has(key) && !isExtension(key)) this.set(key, undefined);
  }

  finish(context: Derive): Node {
    return this.#entries
      ? context.derive(Object.fromEntries(this.#entries), this.#node)
      : this.#node;
  }
}

/** Whether a key is a specification extension, which is kept as it is. */
export function isExtension(key: string): boolean {
  return key.startsWith("x-");
}

/** Whether a value is `true`, or the string. */
export function isTrue(value: unknown): boolean {
  return value === true || (typeof value === "string" && value.trim().toLowerCase() === "true");
}
