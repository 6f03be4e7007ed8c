/**
 * How many of very many cases run: some in `npm test`, always the same; more of them in
 * `npm run test:hostile`, for CI; all, and others in each run, with `HOSTILE=all`.
 */
type Size = "some" | "more" | "all";

const size: Size =
  (["more", "all"] as const).find((one) => one === process.env["HOSTILE"]) ?? "some";

/** Chooses what the sample's size asks for: `sample({ some: 5, more: 60, all: 2_000 })`. */
export function sample<Value>(values: Readonly<Record<Size, Value>>): Value {
  return values[size];
}

/** The settings of fast-check: the same cases in each run, but where all are asked for. */
export function runs(numRuns: Readonly<Record<Size, number>>): {
  readonly numRuns: number;
  readonly seed?: number;
} {
  return size === "all" ? { numRuns: sample(numRuns) } : { numRuns: sample(numRuns), seed: 6 };
}
