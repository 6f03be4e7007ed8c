import type { Node } from "../data/json-object.ts";
import { asNode } from "../data/json-object.ts";
import { resolvePointer } from "../data/json-pointer.ts";
import type { ReadContext } from "../source/read-context.ts";

/** The document that is read, and the context that its problems are reported to. */
export interface DocumentContext {
  readonly document: Node;
  readonly context: ReadContext;
  /** Whether headers `Accept` and `Content-Type` are parameters as any others. */
  readonly takesMediaTypes: boolean;
}

/**
 * Follows references within the document, as far as they lead.
 *
 * @param owner has the value under `key`, for the location of what is reported.
 * @returns `undefined` where a reference leads nowhere or in a circle, which is reported.
 */
export function resolve(
  { document, context }: DocumentContext,
  value: unknown,
  owner: Node | readonly unknown[],
  key: string | number,
): unknown {
  const seen = new Set<string>();
  let target = value;
  for (let node = asNode(target); node && typeof node["$ref"] === "string"; node = asNode(target)) {
    const reference = node["$ref"];
    const next = seen.has(reference) ? undefined : resolvePointer(document, reference);
    if (next === undefined) {
      if (seen.has(reference)) {
        context.reportAt("circular-reference", [owner, key], { reference });
      } else {
        context.reportAt("unresolved-reference", [owner, key], { reference, fault: "missing" });
      }
      return undefined;
    }
    seen.add(reference);
    target = next;
  }
  return target;
}
