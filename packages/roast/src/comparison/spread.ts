/** How numbers lie: their middle and their width. Shape: `n` of them; `sd` is null below two. */
export interface Spread {
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation. */
  readonly sd: number | null;
  readonly min: number;
  readonly max: number;
}

/** The spread of numbers, missing ones left out; null when there is none. Does not depend on their order. */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  // Sorted, so that rounding in the sums is the same whatever order they come in.
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const min = known[0];
  const max = known.at(-1);
  if (min === undefined || max === undefined) return null;
  const n = known.length;
  const mean = known.reduce((sum, value) => sum + (value - min), 0) / n + min;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, sd: n < 2 ? null : Math.sqrt(squares / (n - 1)), min, max };
}
