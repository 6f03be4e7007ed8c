import type { Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import type { Draft } from "./draft.ts";

type Expected = "a number" | "a number above 0" | "a whole number from 0 on";

/** The keywords that bound a value (JSON Schema 2020-12, Validation, section 6). */
const bounds: readonly { readonly keyword: string; readonly expected: Expected }[] = [
  { keyword: "maximum", expected: "a number" },
  { keyword: "minimum", expected: "a number" },
  { keyword: "exclusiveMaximum", expected: "a number" },
  { keyword: "exclusiveMinimum", expected: "a number" },
  { keyword: "multipleOf", expected: "a number above 0" },
  { keyword: "maxLength", expected: "a whole number from 0 on" },
  { keyword: "minLength", expected: "a whole number from 0 on" },
  { keyword: "maxItems", expected: "a whole number from 0 on" },
  { keyword: "minItems", expected: "a whole number from 0 on" },
  { keyword: "maxProperties", expected: "a whole number from 0 on" },
  { keyword: "minProperties", expected: "a whole number from 0 on" },
];

/** Upgrades the bounds of a schema. One that is not of its kind is reported and ignored. */
export function upgradeBounds(draft: Draft, node: Node, context: UpgradeContext): void {
  for (const { keyword, expected } of bounds) {
    const value = draft.get(keyword);
    if (value === undefined) continue;
    const isFlag = typeof value === "boolean" && keyword.startsWith("exclusive");
    if (isFlag || isBound(value, expected)) continue;
    draft.set(keyword, undefined);
    context.warn("invalid-schema", [node, keyword], { fault: "bound", keyword, value, expected });
  }
  upgradeExclusive(draft, "minimum", "exclusiveMinimum");
  upgradeExclusive(draft, "maximum", "exclusiveMaximum");
}

function isBound(value: unknown, expected: Expected): boolean {
  if (typeof value !== "number") return false;
  switch (expected) {
    case "a number":
      return Number.isFinite(value);
    case "a number above 0":
      return Number.isFinite(value) && value > 0;
    case "a whole number from 0 on":
      return Number.isInteger(value) && value >= 0;
  }
}

/** `exclusiveMinimum: true` (before 3.1) makes a limit of the number beside it. */
function upgradeExclusive(draft: Draft, limit: string, exclusive: string): void {
  const isExclusive = draft.get(exclusive);
  if (typeof isExclusive !== "boolean") return;
  const number = isExclusive ? draft.get(limit) : undefined;
  draft.set(exclusive, number);
  if (number !== undefined) draft.set(limit, undefined);
}
