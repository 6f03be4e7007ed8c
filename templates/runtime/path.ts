import { encode, encodeValue, formatScalar } from "./encode.ts";
import { ParameterError } from "./errors.ts";
import type { Encoded, Scalar } from "./request.ts";

/**
 * Tags a path with values in it: `` path`/pets/${petId}/photos` ``. The literal text is taken as it
 * is, already encoded. A value cannot leave its segment: `/` and all other delimiters are encoded. In
 * `segments` a `/` stays.
 *
 * @throws ParameterError for a value with no text form, for an empty one, and where a segment would
 * become `.` or `..`, which URL parsers resolve (RFC 3986, section 5.2.4). It names the text before
 * the value and its position, as in `/pets/{1}`: the tag learns no names.
 */
export function path(
  literals: TemplateStringsArray,
  ...values: readonly (Scalar | Encoded | undefined)[]
): string {
  return literals.reduce((before, literal, position) => {
    const name = `${String(literals[position - 1])}{${position}}`;
    const written = encodeValue(values[position - 1], name);
    const after = before + written + literal;
    // The last segment may go on with the next value: `/.${extension}`.
    const ended = position < values.length ? after.slice(0, after.lastIndexOf("/") + 1) : after;
    if (!written || /\/\.\.?(\/|$)/.test(ended)) throw new ParameterError(name);
    return after;
  });
}

/** Lets a value of the path be several segments: the `/`s in it stay. */
export function segments(value: Scalar | undefined): Encoded | Scalar | undefined {
  const text = formatScalar(value);
  if (text === undefined || /\p{Surrogate}/u.test(text)) return Number.NaN;
  return { encoded: encode(text, "").replace(/%2F/g, "/") };
}
