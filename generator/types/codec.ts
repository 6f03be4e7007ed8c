import type { Reference, Scalar, Type } from "./type.ts";

/**
 * Where in a value of JSON something stands that a program has as another type. It follows from the
 * type that a caller sees, so that the value is what the type says.
 */
export type Codec =
  | { readonly kind: "scalar"; readonly scalar: ScalarCodec }
  | { readonly kind: "reference"; readonly key: string }
  | {
      readonly kind: "list";
      /** Of the first items; `undefined` for one that stays as it is. */
      readonly first: readonly (Codec | undefined)[];
      readonly items: Codec | undefined;
    }
  | {
      readonly kind: "object";
      /** `undefined` for a property that is none of the additional ones and stays as it is. */
      readonly properties: ReadonlyMap<string, Codec | undefined>;
      readonly additional: Codec | undefined;
    }
  | { readonly kind: "all"; readonly parts: readonly Codec[] }
  | { readonly kind: "union"; readonly variants: readonly Variant[] };

/** What converts a scalar: to a `Date`, to a `bigint`, or to a string of digits. */
export type ScalarCodec = "date-time" | "int64" | "int64 text" | "int64 digits";

/** A member of a union, with what tells an object from the others. */
export interface Variant {
  readonly codec: Codec | undefined;
  /** The values of properties by which it is known. */
  readonly tags: ReadonlyMap<string, readonly Literal[]>;
  readonly required: readonly string[];
}

export type Literal = string | number | boolean;

/** Finds the codecs of types. */
export interface Codecs {
  /** Returns `undefined` for a type whose values stay as they are. */
  of(type: Type): Codec | undefined;
  /** Returns the codec of a named type in full. */
  named(key: string): Codec | undefined;
  /** Returns what a codec converts, in the named types that it leads to as well. */
  scalarsOf(codec: Codec): ReadonlySet<ScalarCodec>;
}

/** How the parts of a codec are found. */
export interface CodecContext {
  of(type: Type): Codec | undefined;
  /** Returns the type that a reference names. */
  resolve(reference: Reference): Type | undefined;
}

/** Returns the codecs that a codec is made of, but for those that it refers to. */
export function partsOfCodec(codec: Codec): readonly Codec[] {
  switch (codec.kind) {
    case "scalar":
    case "reference":
      return [];
    case "list":
      return present([...codec.first, codec.items]);
    case "object":
      return present([...codec.properties.values(), codec.additional]);
    case "all":
      return codec.parts;
    case "union":
      return present(codec.variants.map((variant) => variant.codec));
  }
}

function present(codecs: readonly (Codec | undefined)[]): readonly Codec[] {
  return codecs.flatMap((codec) => codec ?? []);
}

/** Returns what converts a scalar; `undefined` where it stays as it is. */
export function scalarCodecOf({ type, json }: Scalar): ScalarCodec | undefined {
  if (json === undefined) return undefined;
  if (type === "Date") return "date-time";
  if (type === "bigint") return json === "string" ? "int64 text" : "int64";
  return "int64 digits";
}
