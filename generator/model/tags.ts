import type { Node } from "../data/json-object.ts";

/** A declared tag (OpenAPI 3.2, section 4.22). */
export interface Tag {
  readonly name: string;
  /** What is displayed in place of the name; may be empty. */
  readonly summary: string;
  readonly description: string;
  /** The name of the declared tag that it belongs to. There are no cycles. */
  readonly parent: string | undefined;
  /** `nav`, `badge`, `audience` or a word of the description's own. */
  readonly kind: string | undefined;
  /** As the document has it, without a parent that cannot be one. */
  readonly definition: Node;
}

/** Kinds of tags that mark operations and do not group them (OpenAPI's registry of tag kinds). */
const marks: ReadonlySet<string | undefined> = new Set(["badge", "audience"]);

/**
 * Returns a function that gives the tag that an operation belongs to: the first, but for those that
 * are of a kind that only marks operations; empty where it has none.
 */
export function groupingTags(
  tags: readonly Tag[],
): (operation: { readonly tags: readonly string[] }) => string {
  const marking = new Set(tags.filter(({ kind }) => marks.has(kind)).map(({ name }) => name));
  return (operation) => operation.tags.find((name) => !marking.has(name)) ?? "";
}
