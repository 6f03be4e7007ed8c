import { isKeywords } from "../model/json-schema.ts";
import { quote, type Report } from "./change.ts";
import { where, type Spot } from "./location.ts";
import { descriptionOf } from "../model/schemas-of.ts";

/** What a schema may say of its values that no TypeScript type can show. */
const limits = [
  "default",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "pattern",
  "uniqueItems",
];

/** Compares what two schemas say beside their types: words for people, and limits. */
export function compareNotes(before: unknown, after: unknown, spot: Spot, report: Report): void {
  if (descriptionIn(before) !== descriptionIn(after)) {
    const code = spot.path === "" && spot.subject.kind === "schema" ? "schema" : "field";
    report(`${code}-described`, spot.subject, `${where(spot)} is described in other words`, spot);
  }
  if (isDeprecated(before) !== isDeprecated(after)) {
    const state = isDeprecated(after) ? "is deprecated" : "is no longer deprecated";
    report("field-deprecated", spot.subject, `${where(spot)} ${state}`, spot);
  }
  compareLimits(before, after, spot, report);
}

/** Compares the limits alone. */
export function compareLimits(before: unknown, after: unknown, spot: Spot, report: Report): void {
  const [left, right] = [limitsOf(before), limitsOf(after)];
  const changed = [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const [old, now] = [left.get(name), right.get(name)];
    if (old === now) return [];
    if (now === undefined) return [`no ${quote(name)} any more`];
    return [`${quote(name)} ${quote(now)}${old === undefined ? "" : ` in place of ${quote(old)}`}`];
  });
  if (changed.length === 0) return;
  const text = `${where(spot)} has ${changed.join(", ")}`;
  report("limits-changed", spot.subject, text, spot);
}

function descriptionIn(schema: unknown): string {
  return isKeywords(schema) ? descriptionOf(schema).trim() : "";
}

function isDeprecated(schema: unknown): boolean {
  return isKeywords(schema) && schema["deprecated"] === true;
}

/** Of a list what its items say too; of a reference nothing, since its target says it. */
function limitsOf(schema: unknown, prefix = "", depth = 0): ReadonlyMap<string, string> {
  if (!isKeywords(schema) || depth > 8) return new Map();
  const own = limits.flatMap((name) => {
    const value = Object.hasOwn(schema, name) ? schema[name] : undefined;
    return value === undefined ? [] : [[`${prefix}${name}`, JSON.stringify(value)] as const];
  });
  return new Map([...own, ...limitsOf(schema["items"], `${prefix}items.`, depth + 1)]);
}
