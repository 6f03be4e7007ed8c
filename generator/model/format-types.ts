import type { Keywords } from "./json-schema.ts";

/**
 * The TypeScript types of values whose format says more than their JSON does. By default they are
 * what JSON has: a number, of which JavaScript keeps 53 bits, and a string.
 */
export interface FormatTypes {
  /** The type of `format: int64` and `uint64`; by default `number`. */
  readonly int64?: "number" | "string" | "bigint" | undefined;
  /** The type of `format: date-time`; by default `string`. */
  readonly dateTime?: "string" | "Date" | undefined;
}

/** Whether a schema's numbers may have 64 bits (OpenAPI Format Registry: `int64`, `uint64`). */
export function isInt64({ format }: Keywords): boolean {
  return format === "int64" || format === "uint64";
}

/** Whether integers of 64 bits have another type than that of their JSON. */
export function hasInt64Type({ int64 = "number" }: FormatTypes): boolean {
  return int64 !== "number";
}

/** Whether any format has another type than that of its JSON. */
export function hasFormatTypes(formats: FormatTypes): boolean {
  return hasInt64Type(formats) || formats.dateTime === "Date";
}
