import { encode } from "./encode.ts";
import { ParameterError } from "./parameter-error.ts";
import type { Scalar } from "./request.ts";
import { textOf } from "./text.ts";

/**
 * Tags a path with values in it: `` path`/pets/${petId}/photos` ``. The literal text is taken as it
 * is, already encoded. A value cannot leave its segment: `/` and all other delimiters are encoded.
 *
 * @throws ParameterError for a value without a text, for an empty one, and where a segment would
 * become `.` or `..`, which URL parsers resolve (RFC 3986, section 5.2.4). It names what stands
 * before the value and its position, as in `/pets/{1}`: the tag learns no names.
 */
export function path(
  literals: readonly string[],
  ...values: readonly (Scalar | undefined)[]
): string {
  return literals.reduce((before, literal, position) => {
    const name = `${String(literals[position - 1])}{${position}}`;
    const text = textOf(values[position - 1]);
    const after = before + encode(text ?? "", name) + literal;
    if (!text || /\/\.\.?(\/|$)/.test(after)) throw new ParameterError(name);
    return after;
  });
}
