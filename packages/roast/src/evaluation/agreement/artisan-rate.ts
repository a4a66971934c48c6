import type { Curve } from '@artisan-ts/domain';
import { nearestIndex } from '#curve/nearest.ts';

/** What a person chooses of Artisan's rate of rise. A file does not hold it. */
export interface ArtisanRateSettings {
  /** Over how many seconds. */
  readonly spanS: number;
  /** Readings of the decay average over the temperatures; 1 is none. */
  readonly curveFilter: number;
  /** Rates of the decay average over the rates; 1 is none. */
  readonly deltaFilter: number;
}

/** As Artisan is installed. */
export const artisanDefaultRate: ArtisanRateSettings = {
  spanS: 20,
  curveFilter: 3,
  deltaFilter: 4,
};

const secondsPerMinute = 60;

/**
 * The rate of rise of a saved curve as Artisan computes it: temperatures smoothed by a decay average, difference over the
 * span, rates smoothed in the same way. C/min; null where the curve does not reach back so far.
 *
 * Source: offline smoothing of Artisan 4.0.3, without "optimal" smoothing and polynomial fit, which are off when it is installed.
 */
export function artisanSavedRate(
  { timeS, values }: Curve,
  intervalS: number,
  settings: ArtisanRateSettings,
  atS: number,
): number | null {
  const newest = nearestIndex(timeS, atS);
  const back = Math.max(1, Math.round(settings.spanS / intervalS));
  const smooth = (index: number): number | null =>
    decayed(settings.curveFilter, (earlier) => values[index - earlier] ?? null);
  return decayed(settings.deltaFilter, (earlier) => {
    const here = newest - earlier;
    const now = smooth(here);
    const then = smooth(here - back);
    const spanS = (timeS[here] ?? Number.NaN) - (timeS[here - back] ?? Number.NaN);
    return now === null || then === null || !(spanS > 0)
      ? null
      : ((now - then) / spanS) * secondsPerMinute;
  });
}

/** Mean of the last `count` values, the newest heaviest; null when one is missing. */
function decayed(count: number, at: (earlier: number) => number | null): number | null {
  let sum = 0;
  let weights = 0;
  for (let earlier = 0; earlier < count; earlier++) {
    const value = at(earlier);
    if (value === null) return null;
    sum += value * (count - earlier);
    weights += count - earlier;
  }
  return sum / weights;
}

/** Settings that its screen offers: spans up to 30 s; smoothing up to 6, stored as an odd number and halved for rates. */
const spansS = Array.from({ length: 30 }, (_, i) => i + 1);
const curveFilters = [1, 3, 5, 7, 9, 11, 13];
const deltaFilters = [1, 2, 3, 4, 5, 6, 7];

/** Every choice of span and smoothing that a person has. */
export const artisanRateChoices: readonly ArtisanRateSettings[] = spansS.flatMap((spanS) =>
  curveFilters.flatMap((curveFilter) =>
    deltaFilters.map((deltaFilter) => ({ spanS, curveFilter, deltaFilter })),
  ),
);
