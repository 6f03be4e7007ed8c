import type { Positions } from "../source/positions.ts";
import type { Location } from "./document-node.ts";

type Key = string | number;
type Fields = Readonly<Record<string, unknown>>;

/** Something to put into a document: what a key of a node holds, or with no key the node itself. */
export interface Addition {
  readonly value: unknown;
  readonly from: object;
  readonly key: Key | undefined;
}

/** Called when a value cannot be merged with the existing one; `key` is its key in `update`. */
export type Conflict = (update: object, key: Key | undefined, there: Kind, value: Kind) => void;

export type Kind = "map" | "list" | "scalar";

export function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return "list";
  return isMap(value) ? "map" : "scalar";
}

/**
 * A document under change. The nodes that it was given are never changed: they may occur in several
 * places (aliases), and in other documents. The first change of one copies it, and what leads to it.
 */
export class Edit {
  readonly #positions: Positions;
  readonly #conflict: Conflict;
  #root: object;
  /** Copies made here, which occur in one place only. */
  #own = new WeakSet<object>();

  constructor(root: object, positions: Positions, conflict: Conflict) {
    this.#root = root;
    this.#positions = positions;
    this.#conflict = conflict;
  }

  get root(): object {
    return this.#root;
  }

  /** A node to put elsewhere too: from here on it is not changed any more. */
  pick(location: Location): Addition {
    this.#own = new WeakSet();
    const key = location.at(-1);
    const parent = this.#at(location.slice(0, -1));
    const from = typeof parent === "object" && parent !== null ? parent : this.#root;
    return { value: this.#at(location), from, key };
  }

  /** Merges a value into the node at a location, as Overlay 1.1, section 4.4.3 has it. */
  merge(location: Location, addition: Addition): void {
    const { value, from, key } = addition;
    const there = kindOf(this.#at(location));
    const last = location.at(-1);
    if (there === "list") this.#append(this.#open(location), addition);
    else if (there === "map" && isMap(value)) this.#mergeMap(this.#open(location), value);
    else if (there === "scalar" && kindOf(value) === "scalar" && last !== undefined) {
      const parent = this.#open(location.slice(0, -1));
      put(parent, last, value);
      this.#positions.copyKeys(parent, from, [[last, key]]);
    } else this.#conflict(from, key, there, kindOf(value));
  }

  /** Removes members of the map, or items of the list, at a location. */
  remove(location: Location, keys: ReadonlySet<Key>): void {
    const parent = this.#open(location);
    if (!Array.isArray(parent)) {
      for (const key of keys) Reflect.deleteProperty(parent, key);
      return;
    }
    const kept = [...parent.keys()].filter((index) => !keys.has(index));
    this.#positions.copyKeys(
      parent,
      parent,
      kept.map((from, to) => [to, from]),
    );
    parent.splice(0, parent.length, ...kept.map((index): unknown => parent[index]));
  }

  #mergeMap(target: object, update: Fields): void {
    const adopted: [Key, Key][] = [];
    for (const [key, value] of Object.entries(update)) {
      const there = valueAt(target, key);
      const isNew = !Object.hasOwn(target, key);
      if (isNew || (kindOf(there) === "scalar" && kindOf(value) === "scalar")) {
        put(target, key, value);
        adopted.push([key, key]);
      } else if (isMap(there) && isMap(value)) {
        this.#mergeMap(this.#openChild(target, key, there), value);
      } else if (Array.isArray(there) && Array.isArray(value)) {
        this.#append(this.#openChild(target, key, there), { value, from: update, key });
      } else this.#conflict(update, key, kindOf(there), kindOf(value));
    }
    this.#positions.copyKeys(target, update, adopted);
  }

  #append(target: object, { value, from, key }: Addition): void {
    if (!Array.isArray(target)) return;
    const end = target.length;
    if (!Array.isArray(value)) {
      this.#positions.copyKeys(target, from, [[end, key]]);
      target.push(value);
      return;
    }
    this.#positions.copyKeys(
      target,
      value,
      [...value.keys()].map((index) => [end + index, index]),
    );
    for (const item of value) target.push(item);
  }

  #at(location: Location): unknown {
    return location.reduce<unknown>(
      (node, key) => (typeof node === "object" && node !== null ? valueAt(node, key) : undefined),
      this.#root,
    );
  }

  /** The node at a location, to be changed. */
  #open(location: Location): object {
    this.#root = this.#mine(this.#root);
    return location.reduce((node, key) => {
      const child = valueAt(node, key);
      return typeof child === "object" && child !== null ? this.#openChild(node, key, child) : node;
    }, this.#root);
  }

  #openChild(parent: object, key: Key, child: object): object {
    const mine = this.#mine(child);
    if (mine !== child) put(parent, key, mine);
    return mine;
  }

  #mine(node: object): object {
    if (this.#own.has(node)) return node;
    const copy: object = Array.isArray(node) ? [...(node as readonly unknown[])] : { ...node };
    this.#own.add(copy);
    return this.#positions.copy(copy, node);
  }
}

function valueAt(node: object, key: Key): unknown {
  return Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined;
}

/** Sets a key, whatever its name: an assignment to `__proto__` would change the prototype. */
function put(node: object, key: Key, value: unknown): void {
  Object.defineProperty(node, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function isMap(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
