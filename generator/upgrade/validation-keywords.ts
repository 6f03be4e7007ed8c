import { isNode, type Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import { isTrue, type Draft } from "./draft.ts";

/** Upgrades `enum`. One that is no array, or is empty, is reported and ignored. */
export function upgradeEnum(draft: Draft, node: Node, context: UpgradeContext): void {
  const values = draft.get("enum");
  if (values === undefined || (Array.isArray(values) && values.length > 0)) return;
  context.warn("invalid-enum", [node, "enum"], { isEmpty: Array.isArray(values) });
  draft.set("enum", undefined);
}

/** Upgrades `required`: a flag on a property (JSON Schema draft 3) moves to the parent's list. */
export function upgradeRequired(draft: Draft, node: Node, context: UpgradeContext): void {
  const { required, properties } = node;
  const names = Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
  const flagged = Object.entries(isNode(properties) ? properties : {}).flatMap(([name, schema]) =>
    isNode(schema) && isTrue(schema["required"]) && !names.includes(name) ? [name] : [],
  );
  if (required !== undefined && (!Array.isArray(required) || names.length < required.length)) {
    const params = { of: "schema", isFlag: isTrue(required) } as const;
    context.warn("invalid-required", [node, "required"], params);
  }
  const all = [...names, ...flagged];
  if (Array.isArray(required) && all.length === required.length) return;
  const list = context.derive(all, Array.isArray(required) ? required : node);
  draft.set("required", all.length > 0 ? list : undefined);
}
