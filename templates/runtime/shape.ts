/**
 * How the values of a type are written in XML, and in the forms of AWS Query: what a schema says of
 * that, and no more. What is not said has its usual name.
 */
export type Shape = ScalarShape | ListShape | MapShape | StructureShape;

/** Times are ISO 8601 in a program, and on the wire as their name says. `any` is what comes. */
type ScalarShape = "any" | "boolean" | "number" | "string" | "time" | "epoch-seconds" | "http-date";

export interface ListShape {
  readonly list: Shape;
  /** The element of an item: `member` unless it is named. */
  readonly item?: string;
  /** Whether the list is flattened: its items take its place. */
  readonly flat?: true;
  /** The namespace of the element of an item. */
  readonly namespace?: Namespace;
}

export interface MapShape {
  readonly map: Shape;
  /** The elements in an entry: `key` and `value` unless they are named. */
  readonly key?: string;
  readonly value?: string;
  readonly flat?: true;
  readonly keyNamespace?: Namespace;
  readonly valueNamespace?: Namespace;
}

export interface StructureShape {
  /** A function, since types refer to each other in circles. */
  readonly members: () => Readonly<Record<string, Member>>;
  readonly namespace?: Namespace;
}

/** A member of a structure: its shape, or that and what it is called on the wire. */
type Member = Shape | NamedMember;

interface NamedMember {
  readonly is: Shape;
  readonly name?: string;
  /** The name in forms of EC2, where it is not the other one with a capital. */
  readonly form?: string;
  readonly attribute?: true;
  readonly namespace?: Namespace;
}

/** A namespace, with a prefix or without. */
export type Namespace = string | readonly [prefix: string, uri: string];

/** A member's name on the wire, and its shape. */
export function resolveMember(property: string, member: Member): NamedMember & { name: string } {
  const named = typeof member === "object" && "is" in member ? member : { is: member };
  return { name: property, ...named };
}
