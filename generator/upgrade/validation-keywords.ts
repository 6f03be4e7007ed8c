import { isNode, type Node } from "../data/json-object.ts";
import { enumListKeys } from "../model/enum-values.ts";
import type { UpgradeContext } from "./context.ts";
import { isTrue, type Draft } from "./draft.ts";
import { enumValues } from "./enum.ts";

/** Upgrades `enum`: its values are those of the type. What is none of them is reported. */
export function upgradeEnum(draft: Draft, node: Node, context: UpgradeContext): void {
  const values = draft.get("enum");
  if (values === undefined) return;
  if (!Array.isArray(values) || values.length === 0) {
    const fault = Array.isArray(values) ? "empty" : "not-an-array";
    context.warn("invalid-enum", [node, "enum"], { fault });
    draft.set("enum", undefined);
    return;
  }
  const type = draft.get("type");
  const read = enumValues(values, type, (index) => context.rawNumber(values, index));
  const index = read.findIndex((value, position) => value !== values[position]);
  if (index === -1) return;
  const of = { value: values[index] as unknown, as: read[index], type: String(type) };
  context.warn("invalid-enum", [node, "enum"], { fault: "type", ...of });
  const isKept = (_: unknown, position: number): boolean => read[position] !== undefined;
  const kept = read.filter(isKept);
  draft.set(
    "enum",
    kept.some((value) => value !== null) ? context.derive(kept, values) : undefined,
  );
  if (kept.length === read.length) return;
  // Names and descriptions stay with their values.
  for (const key of enumListKeys) {
    const entries = node[key];
    if (Array.isArray(entries)) draft.set(key, context.derive(entries.filter(isKept), entries));
  }
}

/** Upgrades `required`: a flag on a property (JSON Schema draft 3) moves to the parent's list. */
export function upgradeRequired(draft: Draft, node: Node, context: UpgradeContext): void {
  const { required, properties } = node;
  const names = Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
  const flagged = isNode(properties)
    ? Object.keys(properties).filter((name) => {
        const schema = properties[name];
        return isNode(schema) && isTrue(schema["required"]) && !names.includes(name);
      })
    : [];
  if (required !== undefined && (!Array.isArray(required) || names.length < required.length)) {
    const params = { of: "schema", isFlag: isTrue(required) } as const;
    context.warn("invalid-required", [node, "required"], params);
  }
  const all = [...names, ...flagged];
  if (Array.isArray(required) && all.length === required.length) return;
  const list = context.derive(all, Array.isArray(required) ? required : node);
  draft.set("required", all.length > 0 ? list : undefined);
}
