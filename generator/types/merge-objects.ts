import type { SchemaNote } from "../model/schema-notes.ts";
import { nested, type BuildContext, type Scope } from "./build-context.ts";
import { isAnyObject, unknown, type ObjectType, type Property } from "./type.ts";

/** Returns the object that has the members of both. */
export function mergeObjects(
  left: ObjectType,
  right: ObjectType,
  at: Scope,
  build: BuildContext,
): ObjectType {
  const properties = new Map(left.properties);
  for (const [name, property] of right.properties) {
    const known = properties.get(name);
    properties.set(name, known ? mergeProperties(known, property, at, build) : property);
  }
  const additional = [left, right].flatMap((one) =>
    one.additional && !isAnyObject(one) && !isClosedEmpty(one) ? [one.additional] : [],
  );
  const isAny = properties.size === 0 && (isAnyObject(left) || isAnyObject(right));
  return {
    kind: "object",
    properties,
    required: new Set([...left.required, ...right.required]),
    additional:
      additional.length > 0 ? build.intersect(additional, nested(at)) : isAny ? unknown : undefined,
  };
}

/** Returns a property that is declared twice. What the second says comes before the first. */
export function mergeProperties(
  first: Property,
  second: Property,
  at: Scope,
  build: BuildContext,
): Property {
  return {
    type: build.intersect([first.type, second.type], nested(at)),
    schema: second.schema,
    description: second.description || first.description,
    notes: mergeNotes(first.notes, second.notes),
    deprecated: second.deprecated || first.deprecated,
    access: second.access ?? first.access,
  };
}

function mergeNotes(
  first: readonly SchemaNote[],
  second: readonly SchemaNote[],
): readonly SchemaNote[] {
  const told = new Set(second.map(({ tag }) => tag));
  return [...first.filter(({ tag }) => !told.has(tag)), ...second];
}

/** Whether an object has no properties at all; beside another that has some, it says nothing. */
function isClosedEmpty({ properties, additional }: ObjectType): boolean {
  return properties.size === 0 && additional?.kind === "never";
}
