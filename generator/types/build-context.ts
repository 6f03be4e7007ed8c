import type { Keywords } from "../model/json-schema.ts";
import type { InheritedMembers } from "./inherited-members.ts";
import type { SchemaGraph } from "./schema-graph.ts";
import type { ObjectType, Property, Type } from "./type.ts";

/** Where in a type the schema is that is being built. */
export interface Scope {
  readonly depth: number;
  /** The key of the declaration that the type becomes, if it becomes one. */
  readonly owner: string | undefined;
  /** Whether it is a property of a base that an intersection repeats as required. */
  readonly isRepeated: boolean;
  /** Whether it is one of the alternatives of another, whose properties it may speak of. */
  readonly isAlternative: boolean;
}

/** How the modules of the builder, which call one another, reach each other. */
export interface BuildContext {
  readonly graph: SchemaGraph;
  typeOf(schema: unknown, at: Scope): Type;
  objectOf(schema: Keywords, at: Scope): ObjectType;
  propertyOf(name: string, schema: unknown, at: Scope): Property;
  /** The type of properties that are not listed. */
  additionalOf(schema: Keywords, at: Scope): Type | undefined;
  /** The members that an addition to a named schema inherits. */
  membersOf(key: string): InheritedMembers;
  intersect(parts: readonly Type[], at: Scope): Type;
}

/** Returns the scope of a nested type, which is never a declaration. */
export function nested(at: Scope): Scope {
  const { depth, isRepeated } = at;
  return { depth: depth + 1, owner: undefined, isRepeated, isAlternative: false };
}
