import type { Schema } from "../model/service.ts";
import type { Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import { isExtension, isTrue, type Draft } from "./draft.ts";

/** Keywords that annotate a value without constraining it. */
const annotations: ReadonlySet<string> = new Set([
  "default",
  "deprecated",
  "description",
  "example",
  "examples",
  "externalDocs",
  "readOnly",
  "summary",
  "title",
  "writeOnly",
  "xml",
]);

/** Upgrades `nullable` (3.0) and `x-nullable` (2.0) to one more type or one more alternative. */
export function upgradeNullable(draft: Draft, node: Node, context: UpgradeContext): Schema {
  const nullable = isTrue(draft.get("nullable")) || isTrue(draft.get("x-nullable"));
  draft.set("nullable", undefined);
  if (!nullable) return draft.finish(context);
  draft.set("x-nullable", undefined);

  const type = draft.get("type");
  if (type !== undefined && draft.get("$ref") === undefined) {
    const types = Array.isArray(type) ? type : [type];
    if (!types.includes("null")) draft.set("type", context.derive([...types, "null"], node));
    const values = draft.get("enum");
    if (Array.isArray(values) && !values.includes(null)) {
      draft.set("enum", context.derive([...values, null], node, "enum"));
    }
    return draft.finish(context);
  }

  const limits = draft.keys().filter((key) => !annotations.has(key) && !isExtension(key));
  if (limits.length === 0) return draft.finish(context);
  const nothing = context.derive({ type: "null" }, node);
  const [only = ""] = limits;
  const alternatives = draft.get(only);
  const isChoice = limits.length === 1 && (only === "anyOf" || only === "oneOf");
  if (isChoice && Array.isArray(alternatives)) {
    draft.set(only, context.derive([...alternatives, nothing], node, only));
    return draft.finish(context);
  }
  const limited = Object.fromEntries(limits.map((key) => [key, draft.get(key)]));
  for (const key of limits) draft.set(key, undefined);
  draft.set("anyOf", context.derive([context.derive(limited, node), nothing], node));
  return draft.finish(context);
}
