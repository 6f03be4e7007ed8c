import { isNode, type Node } from "../data/json-object.ts";
import { escapePointer, resolvePointer, unescapeSegment } from "../data/json-pointer.ts";

/** Finds what the author of a broken local reference may have meant. */
export class SimilarReferences {
  readonly #root: Node;
  /** By object of the description: its keys by what a typo leaves of them. */
  readonly #indexes = new Map<Node, ReadonlyMap<string, string>>();

  constructor(root: Node) {
    this.#root = root;
  }

  /**
   * Returns the reference with its one wrong segment corrected: one letter put in, left out, changed or
   * swapped, or other capitals. `undefined` where that leads nowhere either.
   */
  find(reference: string): string | undefined {
    const segments = reference.split("/");
    let node: unknown = this.#root;
    for (const [index, segment] of segments.entries()) {
      if (index === 0) continue;
      if (!isNode(node)) return undefined;
      const key = unescapeSegment(segment);
      if (!Object.hasOwn(node, key)) {
        const meant = this.#keyLike(key, node);
        if (meant === undefined) return undefined;
        const corrected = segments.with(index, escapePointer(meant)).join("/");
        return resolvePointer(this.#root, corrected) === undefined ? undefined : corrected;
      }
      node = node[key];
    }
    return undefined;
  }

  #keyLike(key: string, node: Node): string | undefined {
    const known = this.#indexes.get(node) ?? indexOf(Object.keys(node));
    this.#indexes.set(node, known);
    return typosOf(key)
      .map((typo) => known.get(typo))
      .find((one) => one !== undefined);
  }
}

function indexOf(keys: readonly string[]): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const key of keys) {
    for (const typo of typosOf(key)) if (!index.has(typo)) index.set(typo, key);
  }
  return index;
}

/**
 * A word in lower case, and with each letter left out: two words that are one typo apart have one of
 * these in common, so that nothing has to be compared with everything. In a short word any letter
 * changes the meaning.
 */
function typosOf(word: string): readonly string[] {
  const lower = word.toLowerCase();
  if (lower.length < 4 || lower.length > 100) return [lower];
  return [lower, ...Array.from(lower, (_, at) => lower.slice(0, at) + lower.slice(at + 1))];
}
