/**
 * How the values of a schema are written in XML, and in the forms of AWS Query. The runtime has the
 * same shapes, without references.
 */
export type Shape = ScalarShape | ReferenceShape | ListShape | MapShape | StructureShape;

export interface ScalarShape {
  readonly kind: "any" | "boolean" | "number" | "string" | "time" | "epoch-seconds" | "http-date";
}

/** The shape of a named schema. */
export interface ReferenceShape {
  readonly kind: "reference";
  readonly name: string;
}

export interface ListShape {
  readonly kind: "list";
  readonly of: Shape;
  /** The element of an item; irrelevant where the list is flat. */
  readonly item: string;
  /** Whether the list is flattened: its items take its place. */
  readonly flat: boolean;
  readonly namespace?: Namespace | undefined;
  /** The prefix of an item that has no name of its own. */
  readonly prefix?: string | undefined;
}

export interface MapShape {
  readonly kind: "map";
  readonly of: Shape;
  /** The elements in an entry. */
  readonly key: string;
  readonly value: string;
  readonly flat: boolean;
  readonly keyNamespace?: Namespace | undefined;
  readonly valueNamespace?: Namespace | undefined;
}

export interface StructureShape {
  readonly kind: "structure";
  readonly members: readonly Member[];
  readonly namespace?: Namespace | undefined;
}

export interface Member {
  readonly property: string;
  /** The element, the attribute or the part of a field's name. */
  readonly name: string;
  /** The part of a field's name for EC2, where it is not the name with a capital. */
  readonly form?: string | undefined;
  readonly attribute: boolean;
  readonly namespace?: Namespace | undefined;
  readonly shape: Shape;
}

export type Namespace = string | readonly [prefix: string, uri: string];
