import type { Node } from "../data/json-object.ts";
import { kindBelow, type KeyKind } from "./data-keys.ts";

/** Returns the references below a node to other files, or to its own file by name. */
export function findReferences(root: Node): readonly string[] {
  const references = new Set<string>();
  const seen = new Set<unknown>();
  const pending: [unknown, KeyKind][] = [[root, "fields"]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [node, kind] = next;
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    const reference = referenceOf(node);
    if (reference?.startsWith("#") === false) references.add(reference);
    const isList = Array.isArray(node);
    for (const key of Object.keys(node).reverse()) {
      const child = (node as Node)[key];
      if (typeof child !== "object" || child === null) continue;
      const below = isList ? "fields" : kindBelow(key, kind);
      if (below !== undefined) pending.push([child, below]);
    }
  }
  return [...references];
}

/** Returns the `$ref` of a node, `undefined` where it has none. */
export function referenceOf(node: object): string | undefined {
  const reference: unknown = Object.hasOwn(node, "$ref") ? Reflect.get(node, "$ref") : undefined;
  return typeof reference === "string" ? reference : undefined;
}
