import { json } from "./json.ts";
import type { Scalar } from "./request.ts";

/** Names and values of a query or a form. None is a flag. */
export type GivenRecord = Readonly<Record<string, GivenValue>>;

type GivenValue = Single | readonly Single[];
type Single = Scalar | undefined;

/**
 * A caller's value, of whatever type, as one of a query or a form: what is an object or a list of
 * objects goes out as JSON, and `null`, which would be a flag, is a value that is not there.
 */
export function givenValue(value: unknown): GivenValue {
  if (isStructured(value)) return json(value);
  // What is no scalar is refused where the query is written.
  return (value ?? undefined) as GivenValue;
}

/** Whether a value is an object, or a list with one in it: not a scalar, nor a file. */
export function isStructured(value: unknown): value is object {
  if (Array.isArray(value)) return value.some(isStructured);
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Date) &&
    !(value instanceof Blob)
  );
}
