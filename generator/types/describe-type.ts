import type { Reference, Type } from "./type.ts";

/** How many members or values are named before the rest is counted. */
const shown = 6;

/** Returns a type on one line, in short: `string | Task[]`, and `object` for one without a name. */
export function describeType(type: Type, nameOf: (reference: Reference) => string): string {
  const describe = (part: Type): string => describeType(part, nameOf);
  switch (type.kind) {
    case "scalar":
      return type.type;
    case "literal":
      return JSON.stringify(type.value);
    case "reference":
      return nameOf(type);
    case "array": {
      const items = describe(type.items);
      return items.includes(" ") ? `(${items})[]` : `${items}[]`;
    }
    case "tuple": {
      const rest = type.rest && `...${describe({ kind: "array", items: type.rest })}`;
      const { items, least = items.length } = type;
      const first = items.map((item, index) => `${describe(item)}${index < least ? "" : "?"}`);
      return `[${[...first, ...(rest === undefined ? [] : [rest])].join(", ")}]`;
    }
    case "union": {
      const rest = type.members.length - shown;
      const texts = type.members.slice(0, shown).map(describe);
      return [...texts, ...(rest > 0 ? [`… ${rest} more`] : [])].join(" | ") || "never";
    }
    case "intersection":
      return type.bases.map(nameOf).join(" & ") || "object";
    default:
      return type.kind;
  }
}
