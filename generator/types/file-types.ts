import {
  intersectionOf,
  emptyObject,
  partsOf,
  union,
  type ObjectType,
  type Reference,
  type Type,
} from "./type.ts";

/**
 * Returns a type with text in place of files: a binary string is a file in a form alone, and a string
 * anywhere else, since JSON, URLs and headers hold no bytes (OpenAPI 3.1, section 4.4.1).
 */
export function withoutFiles(type: Type): Type {
  return holdsFile(type) ? replaceFiles(type) : type;
}

function replaceFiles(type: Type): Type {
  switch (type.kind) {
    case "scalar":
      return type.type === "Blob" ? { ...type, type: "string" } : type;
    case "array":
      return { ...type, items: replaceFiles(type.items) };
    case "tuple":
      return {
        ...type,
        items: type.items.map(replaceFiles),
        rest: type.rest && replaceFiles(type.rest),
      };
    case "union":
      return union(type.members.map(replaceFiles));
    case "object":
      return objectWithoutFiles(type);
    case "intersection": {
      const object = type.object ? objectWithoutFiles(type.object) : emptyObject;
      return intersectionOf(type.bases, object, type.rest.map(replaceFiles));
    }
    case "unknown":
    case "never":
    case "literal":
    case "reference":
      return type;
  }
}

function objectWithoutFiles(object: ObjectType): ObjectType {
  const properties = Array.from(
    object.properties,
    ([name, property]) => [name, { ...property, type: replaceFiles(property.type) }] as const,
  );
  const additional = object.additional && replaceFiles(object.additional);
  return { ...object, properties: new Map(properties), additional };
}

/**
 * Returns the type of a form's field with its files, where the named type has text in their place.
 *
 * @param fileOf finds the type that a reference names, if that is to be written out.
 */
export function withFiles(type: Type, fileOf: (reference: Reference) => Type | undefined): Type {
  switch (type.kind) {
    case "array":
      return { ...type, items: withFiles(type.items, fileOf) };
    case "union":
      return union(type.members.map((member) => withFiles(member, fileOf)));
    case "reference":
      return fileOf(type) ?? type;
    default:
      return type;
  }
}

/** Whether a type holds a file itself, not in another named type. */
export function holdsFile(type: Type): boolean {
  return type.kind === "scalar" ? type.type === "Blob" : partsOf(type).some(holdsFile);
}

/** Returns the keys of the named types that types lead to. */
export function reachableTypes(
  from: readonly Type[],
  named: ReadonlyMap<string, Type>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [...from];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.kind !== "reference") pending.push(...partsOf(next));
    else if (!found.has(next.key)) {
      found.add(next.key);
      const target = named.get(next.key);
      if (target) pending.push(target);
    }
  }
  return found;
}
