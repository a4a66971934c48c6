import { seededStream } from '@artisan-ts/domain';
import { quantile } from '#fit/roast-factors.ts';

const resamples = 2000;

/** A number with the interval in which it lies in 95 of 100 resamples. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A statistic of a sample and its 95 % interval by bootstrap over the members given: what belongs together is one
 * member. The same sample and seed name give the same interval. NaN of an empty sample.
 */
export function bootstrapInterval<Member>(
  sample: readonly Member[],
  statistic: (sample: readonly Member[]) => number,
  seedName: string,
): Interval {
  const stream = seededStream(resamples, seedName);
  const values = Array.from({ length: resamples }, () =>
    statistic(sample.map(() => sample[Math.floor(stream.next() * sample.length)] as Member)),
  ).filter(Number.isFinite);
  return {
    value: statistic(sample),
    low: quantile(values, 0.025),
    high: quantile(values, 0.975),
  };
}

/** Mean of a sample; NaN of an empty one. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
