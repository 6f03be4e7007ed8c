import type { BuildContext, Scope } from "./build-context.ts";
import { mergeObjects, mergeProperties } from "./merge-objects.ts";
import { isWithin } from "./narrow.ts";
import type { InheritedMembers } from "./inherited-members.ts";
import {
  isEmpty,
  keyOf,
  type ObjectType,
  type Property,
  type Reference,
  type Type,
} from "./type.ts";

export interface Extension {
  readonly bases: readonly Reference[];
  readonly object: ObjectType;
}

/**
 * Adds an object to its bases so that an interface can extend them: what several declare is written
 * out. Where the object contradicts the bases, their members are copied instead.
 */
export function extendBases(
  bases: readonly Reference[],
  object: ObjectType,
  at: Scope,
  build: BuildContext,
): Extension {
  const inherited = bases.map(({ key }) => build.membersOf(key));
  const parts = new Set(inherited.flatMap((members) => members.parts));
  const copy = (): Extension => {
    const copies = [...parts].map((part) => build.objectOf(part, at));
    const all = [...copies, object].reduce((sum, one) => mergeObjects(sum, one, at, build));
    return { bases: [], object: all };
  };

  const isShared = bases.length > 1 || !isEmpty(object);
  if (isRestricting(object.additional)) return copy();
  if (isShared && [...parts].some((part) => isRestricting(build.additionalOf(part, at)))) {
    return copy();
  }

  const properties = new Map(object.properties);
  // A base may require a property that it does not declare.
  const requiredByBases = new Set(inherited.flatMap((members) => [...members.required]));
  const required = new Set([
    ...object.required,
    ...[...properties.keys()].filter((name) => requiredByBases.has(name)),
  ]);
  for (const [name, holders] of byProperty(inherited)) {
    const own = object.properties.get(name);
    const isRequired = required.has(name) || requiredByBases.has(name);
    const isChanged = holders.some((holder) => holder.required.has(name) !== isRequired);
    if (!own && !isChanged && holders.length === 1) continue;
    const declared = holders.map((holder) => inheritedProperty(holder, name, at, build));
    const property = [...declared, ...(own ? [own] : [])].reduce((all, one) =>
      mergeProperties(all, one, at, build),
    );
    if (!declared.every((one) => isWithin(property.type, one.type, at, build))) return copy();
    if (isRequired) required.add(name);
    const isSame = declared.every((one) => keyOf(one.type) === keyOf(property.type));
    const addsInformation = own !== undefined && own.description !== declared.at(-1)?.description;
    if (addsInformation || isChanged || !isSame) properties.set(name, property);
    else properties.delete(name);
  }
  return { bases, object: { ...object, properties, required } };
}

/** Adds an object to bases in an intersection: only the properties that it requires are repeated. */
export function repeatRequired(
  bases: readonly Reference[],
  object: ObjectType,
  scope: Scope,
  build: BuildContext,
): Extension {
  if (scope.isRepeated) return { bases, object };
  const at = { ...scope, isRepeated: true };
  const properties = new Map(object.properties);
  for (const { key } of bases) {
    const members = build.membersOf(key);
    for (const name of object.required) {
      const isOpen = !properties.has(name) && !members.required.has(name);
      if (isOpen && members.schemas.has(name)) {
        properties.set(name, inheritedProperty(members, name, at, build));
      }
    }
  }
  return { bases, object: { ...object, properties } };
}

function inheritedProperty(
  { schemas }: InheritedMembers,
  name: string,
  at: Scope,
  build: BuildContext,
): Property {
  const declared = [...(schemas.get(name) ?? [])].map((schema) =>
    build.propertyOf(name, schema, at),
  );
  return declared.reduce((all, one) => mergeProperties(all, one, at, build));
}

/** Returns for each property the members that have it. */
function byProperty(
  inherited: readonly InheritedMembers[],
): ReadonlyMap<string, readonly InheritedMembers[]> {
  const holders = new Map<string, InheritedMembers[]>();
  for (const members of inherited) {
    for (const name of members.schemas.keys()) {
      const known = holders.get(name);
      if (known) known.push(members);
      else holders.set(name, [members]);
    }
  }
  return holders;
}

function isRestricting(additional: Type | undefined): boolean {
  return additional !== undefined && additional.kind !== "unknown";
}
