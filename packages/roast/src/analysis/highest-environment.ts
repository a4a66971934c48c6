import type { Curve } from '@artisan-ts/domain';
import type { HighestEnvironment } from '#analysis/roast-analysis.ts';
import { firstAtOrAfter } from '#curve/nearest.ts';

/**
 * The highest ET of [fromS, toS), the earliest of equals, in seconds of the record; null without a reading.
 *
 * Source: Artisan's MET, of ET as it was read and not of a smoothed curve: equal on all real files.
 */
export function highestEnvironment(
  et: Pick<Curve, 'timeS' | 'values'>,
  fromS: number,
  toS: number,
): HighestEnvironment | null {
  let highest: HighestEnvironment | null = null;
  for (let i = firstAtOrAfter(et.timeS, fromS); i < et.timeS.length; i++) {
    const timeS = et.timeS[i] as number;
    if (timeS >= toS) break;
    const etC = et.values[i] ?? null;
    if (etC !== null && (highest === null || etC > highest.etC)) highest = { etC, timeS };
  }
  return highest;
}
