import type { SchemaNote } from "../model/schema-notes.ts";

/** The type of a value: without contradictions, and in one way only for each set of values. */
export type Type =
  | { readonly kind: "unknown" | "never" }
  | Scalar
  | Literal
  | Reference
  | { readonly kind: "array"; readonly items: Type }
  | Tuple
  | ObjectType
  | { readonly kind: "union"; readonly members: readonly Type[] }
  | Intersection;

export interface Scalar {
  readonly kind: "scalar";
  readonly type: "string" | "number" | "boolean" | "null" | "Blob" | "bigint" | "Date";
  /** What its JSON is, where that is something else: a `Date` is a string there. */
  readonly json?: "string" | "number";
}

export interface Literal {
  readonly kind: "literal";
  readonly value: string | number | boolean;
}

/** A named type. */
export interface Reference {
  readonly kind: "reference";
  /** The `$ref` of its schema. */
  readonly key: string;
  /** Whether it is the request variant of a type that has one. */
  readonly isInput: boolean;
}

export interface Tuple {
  readonly kind: "tuple";
  /** The first items, each with a type of its own. */
  readonly items: readonly Type[];
  /** How many of them there always are, where that is not all. */
  readonly least?: number | undefined;
  /** The type of all further items; `undefined` where there are none. */
  readonly rest: Type | undefined;
}

export interface ObjectType {
  readonly kind: "object";
  readonly properties: ReadonlyMap<string, Property>;
  /** May name properties of a base. */
  readonly required: ReadonlySet<string>;
  /** The type of properties that are not listed; `undefined` where the schema says nothing. */
  readonly additional: Type | undefined;
}

export interface Property {
  readonly type: Type;
  /** The schema as written; where several parts of an `allOf` declare the property, the last. */
  readonly schema: unknown;
  /** Prose for the doc comment; may be empty. */
  readonly description: string;
  /** Its constraints, default and example. */
  readonly notes: readonly SchemaNote[];
  readonly deprecated: boolean;
  /** The one direction in which it travels, if only one (JSON Schema Validation, section 9.4). */
  readonly access: "readOnly" | "writeOnly" | undefined;
}

/** All parts at once. An interface can extend the bases by the object. */
export interface Intersection {
  readonly kind: "intersection";
  readonly bases: readonly Reference[];
  readonly rest: readonly Type[];
  readonly object: ObjectType | undefined;
}

export const unknown: Type = { kind: "unknown" };
export const never: Type = { kind: "never" };
export const nullType: Type = { kind: "scalar", type: "null" };

/** An object that declares nothing. */
export const emptyObject: ObjectType = {
  kind: "object",
  properties: new Map(),
  required: new Set(),
  additional: undefined,
};

/** An object with any properties. */
export const anyObject: ObjectType = { ...emptyObject, additional: unknown };

/** Returns the type of values that have one of the types. */
export function union(types: readonly Type[]): Type {
  const [single] = types;
  if (types.length === 1 && single && single.kind !== "union") return single;
  const flat = types.flatMap((type) => (type.kind === "union" ? type.members : [type]));
  if (flat.some(({ kind }) => kind === "unknown")) return unknown;
  const members = mergeBooleans(distinct(flat.filter(({ kind }) => kind !== "never")));
  const scalars = new Set(members.flatMap((one) => (one.kind === "scalar" ? [one.type] : [])));
  const isCovered = (type: Type): boolean =>
    type.kind === "literal" && scalars.has(typeof type.value as Scalar["type"]);
  const rest = members.filter((member) => !isNull(member) && !isCovered(member));
  const all = members.some(isNull) ? [...rest, nullType] : rest;
  const [only] = all;
  if (only === undefined) return never;
  return all.length === 1 ? only : { kind: "union", members: all };
}

/** `true | false` is `boolean`. */
function mergeBooleans(types: readonly Type[]): readonly Type[] {
  const isTruth = (type: Type): boolean =>
    type.kind === "literal" && typeof type.value === "boolean";
  return types.filter(isTruth).length < 2
    ? types
    : [...types.filter((type) => !isTruth(type)), { kind: "scalar", type: "boolean" }];
}

/** Returns the simplest type for bases, an object that extends them, and further parts. */
export function intersectionOf(
  bases: readonly Reference[],
  object: ObjectType,
  rest: readonly Type[],
): Type {
  const [only] = [...bases, ...rest];
  if (!isEmpty(object)) {
    return only === undefined ? object : { kind: "intersection", bases, rest, object };
  }
  return bases.length + rest.length > 1 || only === undefined
    ? { kind: "intersection", bases, rest, object: undefined }
    : only;
}

export function isNull(type: Type): boolean {
  return type.kind === "scalar" && type.type === "null";
}

export function isNullable(type: Type): boolean {
  return isNull(type) || (type.kind === "union" && type.members.some(isNull));
}

export function withoutNull(type: Type): Type {
  if (isNull(type)) return unknown;
  return type.kind === "union" ? union(type.members.filter((member) => !isNull(member))) : type;
}

/** Whether a type is an object that declares no members. */
export function isEmpty(type: Type): boolean {
  return type.kind === "object" && type.properties.size === 0 && type.additional === undefined;
}

export function isAnyObject(type: ObjectType): boolean {
  return type.properties.size === 0 && type.additional?.kind === "unknown";
}

/**
 * Returns the type of an object's index signature. TypeScript wants it to cover the declared
 * properties too; where that would take more than a few types it is `unknown`.
 */
export function indexType({ properties, additional }: ObjectType): Type | undefined {
  if (additional === undefined || properties.size === 0) return additional;
  const declared = [...properties.values()].map((property) => covering(property.type));
  const type = union([additional, ...declared]);
  return type.kind === "union" && type.members.length > 6 ? unknown : type;
}

/** Returns a type that holds the values of a type, without repeating a long one. */
function covering(type: Type): Type {
  if (isShort(type)) return type;
  switch (type.kind) {
    case "union":
      return union(type.members.map(covering));
    case "object":
      return anyObject;
    case "array":
    case "tuple":
      return { kind: "array", items: unknown };
    default:
      return unknown;
  }
}

function isShort(type: Type): boolean {
  return (
    ["scalar", "literal", "reference"].includes(type.kind) ||
    (type.kind === "array" && isShort(type.items))
  );
}

/** Returns the types that a type is directly made of. */
export function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case "array":
      return [type.items];
    case "tuple":
      return type.rest ? [...type.items, type.rest] : type.items;
    case "union":
      return type.members;
    case "object": {
      const properties = [...type.properties.values()].map((property) => property.type);
      return type.additional ? [...properties, type.additional] : properties;
    }
    case "intersection":
      return [...type.bases, ...type.rest, ...(type.object ? [type.object] : [])];
    default:
      return [];
  }
}

/** Returns the types without those that are equal to an earlier one. */
export function distinct<T extends Type>(types: readonly T[]): readonly T[] {
  if (types.length < 2) return types;
  const byKey = new Map<string, T>();
  for (const type of types) {
    const key = keyOf(type);
    if (!byKey.has(key)) byKey.set(key, type);
  }
  return [...byKey.values()];
}

/** Returns a key that is equal for equal types, provided their references mean the same. */
export function keyOf(type: Type): string {
  switch (type.kind) {
    case "scalar":
      return type.json === undefined ? type.type : `${type.type}<${type.json}>`;
    case "literal":
      return JSON.stringify(type.value);
    case "reference":
      return `${type.isInput ? "+" : ""}${type.key}`;
    case "array":
      return `(${keyOf(type.items)})[]`;
    case "tuple":
      return `[${type.least ?? ""}${type.items.map(keyOf).join()}${type.rest ? `,...${keyOf(type.rest)}` : ""}]`;
    case "object": {
      const properties = [...type.properties].map(
        ([name, property]) =>
          `${JSON.stringify(name)}${type.required.has(name) ? "" : "?"}:${keyOf(property.type)}`,
      );
      return `{${properties.join(";")}|${type.additional ? keyOf(type.additional) : ""}}`;
    }
    case "union":
      return `(${type.members.map(keyOf).join("|")})`;
    case "intersection": {
      const parts = [...type.bases, ...type.rest, ...(type.object ? [type.object] : [])];
      return `(${parts.map(keyOf).join("&")})`;
    }
    default:
      return type.kind;
  }
}
