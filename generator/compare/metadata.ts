import { isKeywords } from "../model/json-schema.ts";
import { quote, type Report } from "./change.ts";
import { describeLocation, type TypeLocation } from "./location.ts";
import { descriptionOf } from "../model/schemas-of.ts";

/** Constraints that a TypeScript type cannot express. */
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

/** Compares what schemas state beside their types: descriptions and constraints. */
export function compareMetadata(
  before: unknown,
  after: unknown,
  location: TypeLocation,
  report: Report,
): void {
  if (descriptionIn(before) !== descriptionIn(after)) {
    const code = location.path === "" && location.subject.kind === "schema" ? "schema" : "field";
    report(
      `${code}-described`,
      location.subject,
      `${describeLocation(location)} is described in other words`,
      location,
    );
  }
  if (isDeprecated(before) !== isDeprecated(after)) {
    const state = isDeprecated(after) ? "is deprecated" : "is no longer deprecated";
    report(
      "field-deprecated",
      location.subject,
      `${describeLocation(location)} ${state}`,
      location,
    );
  }
  compareLimits(before, after, location, report);
}

/** Compares only the constraints. */
export function compareLimits(
  before: unknown,
  after: unknown,
  location: TypeLocation,
  report: Report,
): void {
  const [left, right] = [limitsOf(before), limitsOf(after)];
  const changed = [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const [old, now] = [left.get(name), right.get(name)];
    if (old === now) return [];
    if (now === undefined) return [`no ${quote(name)} any more`];
    return [`${quote(name)} ${quote(now)}${old === undefined ? "" : ` in place of ${quote(old)}`}`];
  });
  if (changed.length === 0) return;
  const text = `${describeLocation(location)} has ${changed.join(", ")}`;
  report("limits-changed", location.subject, text, location);
}

function descriptionIn(schema: unknown): string {
  return isKeywords(schema) ? descriptionOf(schema).trim() : "";
}

function isDeprecated(schema: unknown): boolean {
  return isKeywords(schema) && schema["deprecated"] === true;
}

/** Includes the constraints of array items; those of a reference belong to its target. */
function limitsOf(schema: unknown, prefix = "", depth = 0): ReadonlyMap<string, string> {
  if (!isKeywords(schema) || depth > 8) return new Map();
  const own = limits.flatMap((name) => {
    const value = Object.hasOwn(schema, name) ? schema[name] : undefined;
    return value === undefined ? [] : [[`${prefix}${name}`, JSON.stringify(value)] as const];
  });
  return new Map([...own, ...limitsOf(schema["items"], `${prefix}items.`, depth + 1)]);
}
