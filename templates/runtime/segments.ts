import type { Scalar } from "./request.ts";
import { textOf } from "./text.ts";

/** A value of a path that may be several segments. */
export class Segments {
  /** `undefined` where the value has no text. */
  readonly text: string | undefined;

  constructor(value: Scalar | undefined) {
    this.text = textOf(value);
  }
}

/** Lets the value of a path be several segments: the `/`s in it stay. */
export function segments(value: Scalar | undefined): Segments {
  return new Segments(value);
}
