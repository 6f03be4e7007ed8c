import type { ScalarCodec } from "./codec.ts";
import { ParameterError } from "./errors.ts";
import { formatError, lastName } from "./internal.ts";

/** A `bigint` that is a number in JSON. What is a string of digits there is read too. */
export const int64: ScalarCodec = {
  fits: (value) => typeof value !== "string" && integerOf(value) !== undefined,
  decode: toBigInt,
  encode: (value) => value,
};

/** A `bigint` that is a string of digits in JSON. */
export const int64Text: ScalarCodec = {
  fits: (value) => isPlain(value) && integerOf(value) !== undefined,
  decode: toBigInt,
  encode: (value) => (typeof value === "bigint" ? String(value) : value),
};

/** A string of digits that is a number in JSON. */
export const int64Digits: ScalarCodec = {
  fits: (value) => integerOf(value) !== undefined,
  decode: (value, pointer) => String(toBigInt(value, pointer)),
  encode(value, pointer) {
    const integer = integerOf(value);
    if (integer === undefined) throw new ParameterError(lastName(pointer));
    return integer;
  },
};

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "bigint";
}

function toBigInt(value: unknown, pointer: string): bigint {
  const integer = integerOf(value);
  // A number beyond 53 bits is no longer what was sent.
  if (integer === undefined) throw formatError("int64", pointer);
  return integer;
}

/** The integer that a value is; `undefined` for everything else. */
function integerOf(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (value instanceof BigInt) return value.valueOf();
  if (typeof value === "string") return /^\s*-?\d+\s*$/.test(value) ? BigInt(value) : undefined;
  return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
}
