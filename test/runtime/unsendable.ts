import type { Scalar } from "../../templates/runtime/request.ts";

/** Values that a caller can force past the types, or that the types cannot tell from good ones. */
export const unsendable: readonly (readonly [name: string, value: Scalar])[] = [
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["an invalid date", new Date(Number.NaN)],
  ["a lone surrogate", "\ud83d"],
  ["a plain object", force({ toString: () => "x" })],
  ["a function", force(() => "x")],
  ["a symbol", force(Symbol("x"))],
  ["a boxed string", force(Object("x"))],
];

/** Values that a caller without a type checker can pass. */
function force(value: unknown): Scalar {
  return value as Scalar;
}
