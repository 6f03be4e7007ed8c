/** The keys and indexes that lead from the root of a document to a node of it. */
export type Location = readonly (string | number)[];

/**
 * A value together with where it is in the document: the same value in two places (a YAML alias) is
 * two nodes. There is one object per place, so a `Set` of them has no duplicates.
 */
export class DocumentNode {
  readonly value: unknown;
  readonly parent: DocumentNode | undefined;
  /** Its name or index in its parent. */
  readonly key: string | number;
  /** How many nodes hold it, one within the other. */
  readonly depth: number;
  #list: readonly DocumentNode[] | undefined;
  #byKey: Map<string | number, DocumentNode> | undefined;

  constructor(value: unknown, parent?: DocumentNode, key: string | number = "") {
    this.value = value;
    this.parent = parent;
    this.key = key;
    this.depth = parent ? parent.depth + 1 : 0;
  }

  /** Computed on demand: the locations of all nodes of a deep document do not fit into memory. */
  get location(): Location {
    const keys: (string | number)[] = [];
    for (let { key, parent }: DocumentNode = this; parent !== undefined; { key, parent } = parent) {
      keys.push(key);
    }
    return keys.reverse();
  }

  /** The members of a map or the items of a list, in order. A scalar has none. */
  get children(): readonly DocumentNode[] {
    this.#list ??= keysOf(this.value).map((key) => this.#childAt(key));
    return this.#list;
  }

  /** The member of that name of a map, or the item at that index of a list. */
  child(key: string | number): DocumentNode | undefined {
    const { value } = this;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return Array.isArray(value) === (typeof key === "number") ? this.#childAt(key) : undefined;
  }

  #childAt(key: string | number): DocumentNode {
    this.#byKey ??= new Map();
    let child = this.#byKey.get(key);
    if (!child) {
      child = new DocumentNode(Reflect.get(Object(this.value), key), this, key);
      this.#byKey.set(key, child);
    }
    return child;
  }
}

function keysOf(value: unknown): readonly (string | number)[] {
  if (Array.isArray(value)) return [...value.keys()];
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}
