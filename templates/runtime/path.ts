import { encode, formatScalar } from "./encode.ts";
import { ParameterError } from "./errors.ts";
import type { Scalar } from "./request.ts";

/**
 * Tags a path with values in it: `` path`/pets/${petId}/photos` ``. The literal text is taken as it
 * is, already encoded. A value cannot leave its segment: `/` and all other delimiters are encoded. In
 * `segments` a `/` stays.
 *
 * @throws ParameterError for a value without a text, for an empty one, and where a segment would
 * become `.` or `..`, which URL parsers resolve (RFC 3986, section 5.2.4). It names the text before
 * the value and its position, as in `/pets/{1}`: the tag learns no names.
 */
export function path(
  literals: readonly string[],
  ...values: readonly (Scalar | Segments | undefined)[]
): string {
  return literals.reduce((before, literal, position) => {
    const name = `${String(literals[position - 1])}{${position}}`;
    const value = values[position - 1];
    const text = value instanceof Segments ? value.text : formatScalar(value);
    const encoded = encode(text ?? "", name);
    const written = value instanceof Segments ? encoded.replace(/%2F/g, "/") : encoded;
    const after = before + written + literal;
    if (!text || /\/\.\.?(\/|$)/.test(after)) throw new ParameterError(name);
    return after;
  });
}

/** A value of a path that may be several segments. */
class Segments {
  /** `undefined` where the value has no text. */
  readonly text: string | undefined;

  constructor(value: Scalar | undefined) {
    this.text = formatScalar(value);
  }
}

/** Lets the value of a path be several segments: the `/`s in it stay. */
export function segments(value: Scalar | undefined): Segments {
  return new Segments(value);
}
