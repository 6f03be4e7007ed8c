/**
 * How many of very many cases run: some in `npm test`, always the same; more of them, with others
 * in each run, in `npm run test:hostile`, which CI runs with one seed; all with `HOSTILE=all`.
 */
type Size = "some" | "more" | "all";

const size: Size =
  (["more", "all"] as const).find((one) => one === process.env["HOSTILE"]) ?? "some";

/** Chooses what the sample's size asks for: `sample({ some: 5, more: 60, all: 2_000 })`. */
export function sample<Value>(values: Readonly<Record<Size, Value>>): Value {
  return values[size];
}

/** One value in so many, from the first on. */
export function oneIn<Value>(
  rate: Readonly<Record<Size, number>>,
  values: readonly Value[],
): Value[] {
  return values.filter((_, index) => index % sample(rate) === 0);
}

/**
 * The settings of fast-check. The seed is fixed in `npm test`; test/hostile/vitest.config.ts draws
 * and prints another one.
 */
export function runs(numRuns: Readonly<Record<Size, number>>): {
  readonly numRuns: number;
  readonly seed: number;
} {
  return { numRuns: sample(numRuns), seed: Number(process.env["SEED"] ?? 6) };
}
