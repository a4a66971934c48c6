import { type Spread, spreadOf } from '#comparison/spread.ts';

/** Turns the mean moving range of single values into three standard deviations (3 / 1.128). */
const rangeFactor = 2.66;
/** Fewer values say nothing about what is usual. */
const valuesMin = 5;
/** Eight given batches are all on one side of the mean once in 128 times by chance. */
const runLength = 8;
/** Six given batches all rise, or all fall, once in 360 times by chance. */
const trendLength = 6;

/** What single values are expected to stay within. */
export interface ControlLimits {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  /** Mean of the differences between neighbours. */
  readonly meanRange: number;
}

/** Something that goes on over several batches. Shape: `from` and `to` are places in the order of the values, ends included. */
export interface Drift {
  readonly kind: 'above' | 'below' | 'rising' | 'falling';
  readonly from: number;
  readonly to: number;
}

/** An individuals chart: values in order with what they should stay within. */
export interface ControlChart {
  readonly spread: Spread;
  /** null below five values. */
  readonly limits: ControlLimits | null;
  /** Places of the values outside of the limits. */
  readonly outside: readonly number[];
  /** The latest one; null when there is none. */
  readonly drift: Drift | null;
}

/** Judges values in their order, all of them known; null when there is none. */
export function controlChart(values: readonly number[]): ControlChart | null {
  const spread = spreadOf(values);
  if (spread === null) return null;
  const limits = values.length < valuesMin ? null : limitsOf(values, spread.mean);
  const outside = values.flatMap((value, i) =>
    limits !== null && (value < limits.lower || value > limits.upper) ? [i] : [],
  );
  return {
    spread,
    limits,
    outside,
    drift: limits === null ? null : latestDrift(values, limits.mean),
  };
}

function limitsOf(values: readonly number[], mean: number): ControlLimits {
  let ranges = 0;
  for (let i = 1; i < values.length; i++) {
    ranges += Math.abs((values[i] as number) - (values[i - 1] as number));
  }
  const meanRange = ranges / (values.length - 1);
  const reach = rangeFactor * meanRange;
  return { mean, lower: mean - reach, upper: mean + reach, meanRange };
}

function latestDrift(values: readonly number[], mean: number): Drift | null {
  const sides = values.map((value) => Math.sign(value - mean));
  const steps = values.map((value, i) =>
    i === 0 ? 0 : Math.sign(value - (values[i - 1] as number)),
  );
  const run = latestStreak(sides, runLength);
  // A trend of six values has five steps.
  const trend = latestStreak(steps, trendLength - 1);
  const found: Drift[] = [];
  if (run) found.push({ kind: run.sign > 0 ? 'above' : 'below', from: run.from, to: run.to });
  if (trend) {
    found.push({ kind: trend.sign > 0 ? 'rising' : 'falling', from: trend.from - 1, to: trend.to });
  }
  return found.sort((a, b) => b.to - a.to || b.to - b.from - (a.to - a.from))[0] ?? null;
}

/** The last stretch of one sign, not zero, that is long enough. */
function latestStreak(
  signs: readonly number[],
  length: number,
): { readonly sign: number; readonly from: number; readonly to: number } | null {
  let from = 0;
  let latest: { sign: number; from: number; to: number } | null = null;
  signs.forEach((sign, to) => {
    if (sign !== signs[from]) from = to;
    if (sign !== 0 && to - from + 1 >= length) latest = { sign, from, to };
  });
  return latest;
}
