import { isNode, type Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import type { Draft } from "./draft.ts";
import { refTo } from "./local-references.ts";

/** Upgrades a discriminator of Swagger 2.0: only a property name, its values are schema names. */
export function upgradeDiscriminator(
  draft: Draft,
  node: Node,
  context: UpgradeContext,
  values: ReadonlyMap<Node, Node>,
): void {
  const discriminator = draft.get("discriminator");
  if (discriminator === undefined) return;
  if (isNode(discriminator) && typeof discriminator["propertyName"] === "string") return;
  if (typeof discriminator === "string" && discriminator !== "") {
    const mapping = values.get(node);
    const upgraded = { propertyName: discriminator, ...(mapping && { mapping }) };
    draft.set("discriminator", context.derive(upgraded, node, "discriminator"));
    return;
  }
  context.warn("invalid-schema", [node, "discriminator"], { fault: "discriminator" });
  draft.set("discriminator", undefined);
}

/**
 * Returns the mapping of each discriminator whose subtypes set their own values
 * (`x-ms-discriminator-value`).
 */
export function discriminatorValues(context: UpgradeContext): ReadonlyMap<Node, Node> {
  const mappings = new Map<Node, Map<string, string>>();
  for (const { name, value } of context.components("schemas")) {
    const own = isNode(value) && value["x-ms-discriminator-value"];
    if (typeof own !== "string") continue;
    const ancestors = new Set<unknown>([value]);
    for (const ancestor of ancestors) {
      if (!isNode(ancestor)) continue;
      if (typeof ancestor["discriminator"] === "string") {
        const mapping = mappings.get(ancestor) ?? new Map<string, string>();
        mappings.set(ancestor, mapping.set(own, refTo("schemas", name)));
      }
      const { $ref, allOf } = ancestor;
      if (Array.isArray(allOf)) for (const base of allOf) ancestors.add(base);
      const target =
        typeof $ref === "string" && $ref.startsWith("#/")
          ? context.references.follow($ref)
          : undefined;
      if (target?.kind === "found") ancestors.add(target.value);
    }
  }
  return new Map(
    [...mappings].map(([node, mapping]) => [
      node,
      context.derive(Object.fromEntries(mapping), node, "discriminator"),
    ]),
  );
}
