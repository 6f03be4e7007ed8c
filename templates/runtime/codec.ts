/**
 * Where in a value of JSON something stands that a program has as another type, such as a `Date`: what a
 * schema says of that, under the names of JSON Schema, and no more. A function returns the codec of a
 * named schema, since types refer to each other in circles.
 */
export type Codec = ScalarCodec | PartsCodec | EveryCodec | UnionCodec | (() => Codec);

/** Converts one value. */
export interface ScalarCodec {
  /** Whether a value is one of these, in JSON or in a program, where a union allows others too. */
  fits(value: unknown): boolean;
  /**
   * Returns the value of a program.
   *
   * @throws SyntaxError, made by `formatError`, for a value that has another format.
   */
  decode(json: unknown, pointer: string): unknown;
  /**
   * Returns the value of JSON, where a `bigint` is a number.
   *
   * @throws ParameterError for a value that has none.
   */
  encode(value: unknown, pointer: string): unknown;
}

/** Converts the items of a list, or the properties of an object. `null` is for what stays as it is. */
interface PartsCodec {
  /** Of the first items. */
  readonly prefixItems?: readonly (Codec | null)[];
  /** Of all items after them. */
  readonly items?: Codec;
  readonly properties?: Readonly<Record<string, Codec | null>>;
  /** Of the properties that are not listed. */
  readonly additionalProperties?: Codec;
}

/** All of them, one after another: a base and what extends it. */
interface EveryCodec {
  readonly allOf: readonly Codec[];
}

/** The first that fits a value; where none does, the value stays as it is. */
interface UnionCodec {
  readonly anyOf: readonly (Codec | Variant)[];
}

/** An object among others that it has to be told from. */
interface Variant {
  /** The values of properties by which it is known, where it has them. */
  readonly when?: Readonly<Record<string, readonly unknown[]>>;
  /** The properties that it has. */
  readonly required?: readonly string[];
  /** `null` where all of it stays as it is. */
  readonly then: Codec | null;
}

/**
 * Converts what was received.
 *
 * @throws SyntaxError that names the format and, by a JSON pointer (RFC 6901), the location.
 */
export function decode(codec: Codec, value: unknown): unknown {
  return convert(codec, value, "decode", "");
}

/**
 * Converts what is to be sent.
 *
 * @throws ParameterError for a value that cannot be.
 */
export function encode(codec: Codec, value: unknown): unknown {
  return convert(codec, value, "encode", "");
}

/** Copies the lists and objects that lead to what is converted, and nothing else. */
function convert(
  codec: Codec | Variant | null,
  value: unknown,
  way: "decode" | "encode",
  pointer: string,
): unknown {
  if (codec === null || value === undefined || value === null) return value;
  if (typeof codec === "function") return convert(codec(), value, way, pointer);
  if ("fits" in codec) return codec[way](value, pointer);
  if ("then" in codec) return convert(codec.then, value, way, pointer);
  if ("allOf" in codec) {
    return codec.allOf.reduce<unknown>((result, one) => convert(one, result, way, pointer), value);
  }
  if ("anyOf" in codec) {
    const found = codec.anyOf.find((one) => fits(one, value));
    return found ? convert(found, value, way, pointer) : value;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      convert(codecOfItem(codec, index), item, way, `${pointer}/${index}`),
    );
  }
  const { properties = {}, additionalProperties } = codec;
  if (!isRecord(value)) return value;
  const copy = { ...value };
  for (const name of Object.keys(additionalProperties ? value : properties)) {
    if (!hasOwn(copy, name)) continue;
    const of = hasOwn(properties, name) ? properties[name] : additionalProperties;
    copy[name] = convert(of ?? null, copy[name], way, `${pointer}/${escape(name)}`);
  }
  return copy;
}

/** Looks no deeper than the value's own items and properties, so that no value is looked at often. */
function fits(codec: Codec | Variant, value: unknown): boolean {
  if (typeof codec === "function") return fits(codec(), value);
  if ("fits" in codec) return codec.fits(value);
  if ("anyOf" in codec) return codec.anyOf.some((one) => fits(one, value));
  if ("allOf" in codec) return codec.allOf.every((one) => fits(one, value));
  if ("then" in codec) {
    const { when = {}, required = [], then } = codec;
    return (
      isRecord(value) &&
      required.every((name) => hasOwn(value, name)) &&
      Object.keys(when).every(
        (name) => !hasOwn(value, name) || when[name]?.includes(value[name]),
      ) &&
      (then === null || fits(then, value))
    );
  }
  const { prefixItems, items, properties = {} } = codec;
  const isList = Array.isArray(value);
  if (isList !== Boolean(items ?? prefixItems)) return false;
  if (isList) return value.every((item, index) => fitsScalar(codecOfItem(codec, index), item));
  return (
    isRecord(value) &&
    Object.keys(properties).every(
      (name) => !hasOwn(value, name) || fitsScalar(properties[name], value[name]),
    )
  );
}

function codecOfItem({ prefixItems = [], items }: PartsCodec, index: number): Codec | null {
  return (index < prefixItems.length ? prefixItems[index] : items) ?? null;
}

/** Whether a part of a value is what it should be, as far as one look tells. */
function fitsScalar(codec: Codec | null | undefined, value: unknown): boolean {
  const isScalar = typeof codec === "object" && codec !== null && "fits" in codec;
  return !isScalar || value === undefined || value === null || codec.fits(value);
}

/** Whether a value is an object of JSON, or one that becomes it property by property. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof BigInt) &&
    typeof (value as { readonly toJSON?: unknown }).toJSON !== "function"
  );
}

function hasOwn(value: object, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(value, name);
}

/** RFC 6901, section 3. */
function escape(name: string): string {
  return name.replace(/~/g, "~0").replace(/\//g, "~1");
}
