import type { ScalarCodec } from "./codec.ts";
import { ParameterError } from "./errors.ts";
import { formatError, lastName } from "./internal.ts";

/**
 * A `Date` that is a string of RFC 3339 in JSON, always with an offset: without one, its meaning would
 * depend on the machine. A `Date` has milliseconds, so what is finer is cut off.
 */
export const dateTime: ScalarCodec = {
  fits: (value) => value instanceof Date || parse(value) !== undefined,
  decode(value, pointer) {
    const date = value instanceof Date ? value : parse(value);
    if (!date) throw formatError("date-time", pointer);
    return date;
  },
  encode(value, pointer) {
    if (value instanceof Date && Number.isNaN(value.getTime())) {
      throw new ParameterError(lastName(pointer));
    }
    return value;
  },
};

/** RFC 3339, section 5.6. */
const pattern =
  /^(\d{4}-\d\d-\d\d)[Tt ]((?:[01]\d|2[0-3]):[0-5]\d:)([0-5]\d|60)(\.\d{1,3})?\d*([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

function parse(value: unknown): Date | undefined {
  const match = typeof value === "string" ? pattern.exec(value) : null;
  if (!match) return undefined;
  const [, day = "", minutes = "", seconds = "", fraction = "", offset = ""] = match;
  // Engines take the 30th of February for a day in March, or for none at all.
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined;
  // A leap second is the first one of the next minute: the clock of ECMAScript has none.
  const isLeap = seconds === "60";
  const text = `${day}T${minutes}${isLeap ? "59" : seconds}${fraction}${offset.toUpperCase()}`;
  return new Date(new Date(text).getTime() + (isLeap ? 1000 : 0));
}
