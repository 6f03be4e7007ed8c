import { encode, type Codec } from "./codec.ts";
import { exactJson } from "./exact-json.ts";
import { isStructured } from "./object-parameter.ts";
import type { Scalar } from "./request.ts";

/**
 * Returns an object that a style writes by its properties. Those that are objects, or lists with one in
 * them, are JSON already, in which each `bigint` is a number with all its digits.
 *
 * @param codec converts the object first.
 * @throws ParameterError for what cannot be written.
 */
export function exactMembers(
  value: object | null | undefined,
  codec?: Codec,
): Readonly<Record<string, Scalar | readonly Scalar[] | undefined>> {
  const object = codec ? encode(codec, value) : value;
  return Object.fromEntries(
    Object.entries(object ?? {}).map(([name, item]) => [
      name,
      // What is no scalar is refused where the request is written.
      isStructured(item) ? exactJson(item) : (item as Scalar),
    ]),
  );
}
