import type { Shape } from "./build-type.ts";

/** How many members or values are named before the rest is counted. */
const shown = 6;

/** A type on one line, in short: `string | Task[]`, and `object` for what has no name. */
export function describeShape(shape: Shape): string {
  switch (shape.kind) {
    case "scalar":
      return shape.type;
    case "literal":
      return JSON.stringify(shape.value);
    case "reference":
      return shape.name;
    case "array": {
      const items = describeShape(shape.items);
      return items.includes(" ") ? `(${items})[]` : `${items}[]`;
    }
    case "tuple":
      return `[${shape.items.map(describeShape).join(", ")}]`;
    case "union": {
      const rest = shape.members.length - shown;
      const texts = shape.members.slice(0, shown).map(describeShape);
      return [...texts, ...(rest > 0 ? [`… ${rest} more`] : [])].join(" | ") || "never";
    }
    case "intersection":
      return shape.bases.map(describeShape).join(" & ") || "object";
    default:
      return shape.kind;
  }
}
