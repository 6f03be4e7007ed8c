import { follow, nodeOf, type Node } from "./description.ts";
import { typeOf } from "./invent.ts";
import type { Field } from "./numbered-list.ts";
import type { ObjectStyle } from "./structured.ts";

/** A field of a form. */
export interface FormField extends Field {
  /** The `contentType` of the field's encoding. */
  readonly contentType?: unknown;
}

/** An object in a form is JSON, unless its encoding has a style (OpenAPI 3.1, section 4.8.15.1). */
export function fieldStyle({ style, explode, allowReserved }: Node): ObjectStyle {
  if (style === "deepObject") return "deepObject";
  if (style === undefined && explode === undefined && allowReserved === undefined) return "json";
  return explode === false ? "joined" : "exploded";
}

/** A media type, where it is one alone and no range. */
export function oneType(contentType: unknown): string | undefined {
  return typeof contentType === "string" && !/[,*]/.test(contentType) ? contentType : undefined;
}

export function isList(root: Node, schema: unknown): boolean {
  return typeOf(nodeOf(follow(root, schema))) === "array";
}
