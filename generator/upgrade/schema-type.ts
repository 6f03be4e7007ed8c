import type { Schema } from "../model/service.ts";
import type { Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import type { Draft } from "./draft.ts";
import { refTo } from "./local-references.ts";
import { isType, meaningOf, type Meaning } from "./type-names.ts";

/**
 * Upgrades `type`: a word that is no type, or the name of a schema, is read as what it means.
 *
 * @param isSchemaName whether a schema of the description has a name.
 */
export function upgradeType(
  draft: Draft,
  node: Node,
  context: UpgradeContext,
  isSchemaName: (name: string) => boolean,
): void {
  const type = draft.get("type");
  if (type === undefined || isType(type)) return;
  if (Array.isArray(type) && type.length > 0 && type.every(isType)) return;
  const list: readonly unknown[] = Array.isArray(type) ? type : [type];
  const named = typeof type === "string" ? type.trim() : "";
  const isSchema = isSchemaName(named);
  const isNull = (one: unknown): boolean => one === null && Array.isArray(type);
  const meanings = list.flatMap((one): Meaning[] => {
    const meaning = typeof one === "string" && !isSchema ? meaningOf(one) : undefined;
    return isNull(one) ? [{ type: "null" }] : meaning ? [meaning] : [];
  });
  const types = [...new Set(meanings.flatMap((meaning) => meaning.type ?? []))];
  const [first = {}] = meanings;
  draft.set("type", types.length > 1 ? context.derive(types, node, "type") : types[0]);
  if (isSchema) draft.set("$ref", refTo("schemas", named));
  if (first.format !== undefined && typeof draft.get("format") !== "string") {
    draft.set("format", first.format);
  }
  if (first.items && draft.get("items") === undefined) {
    draft.set("items", schemaOfMeaning(first.items, context, node, "type"));
  }
  if (type === "file" && context.dialect === "2.0") return;
  const taken = isSchema ? "the schema of that name" : types.join(" or ") || "unknown";
  const as = first.type === "array" ? describeMeaning(first) : taken;
  context.warn("invalid-type", [node, "type"], { type, as });
}

/** Returns the schema for a type that was written in words. */
export function schemaOfMeaning(
  { items, ...rest }: Meaning,
  context: UpgradeContext,
  holder: object,
  key: string | number,
): Schema {
  const within = items && { items: schemaOfMeaning(items, context, holder, key) };
  return context.derive({ ...rest, ...within }, holder, key);
}

/** Describes a type that was written in words, for messages. */
export function describeMeaning({ type, format, items }: Meaning): string {
  if (type === "array") return items ? `an array of ${describeMeaning(items)}` : "an array";
  return [type ?? "unknown", format && `(${format})`].filter(Boolean).join(" ");
}
