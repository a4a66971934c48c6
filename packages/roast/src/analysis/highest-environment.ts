import type { Curve } from '@artisan-ts/domain';
import type { HighestEnvironment } from '#analysis/roast-analysis.ts';
import { nearestIndex } from '#curve/nearest.ts';

/**
 * The highest ET from the sample nearest to `fromS` up to the one nearest to `toS`, the earliest of equals, in seconds of the record; null without a reading.
 *
 * Source: Artisan's MET, of ET as it was read and not of a smoothed curve: equal on all real files.
 */
export function highestEnvironment(
  et: Pick<Curve, 'timeS' | 'values'>,
  fromS: number,
  toS: number,
): HighestEnvironment | null {
  let highest: HighestEnvironment | null = null;
  const end = Number.isFinite(toS) ? nearestIndex(et.timeS, toS) : et.timeS.length;
  for (let i = Math.max(0, nearestIndex(et.timeS, fromS)); i < end; i++) {
    const timeS = et.timeS[i] as number;
    const etC = et.values[i] ?? null;
    if (etC !== null && (highest === null || etC > highest.etC)) highest = { etC, timeS };
  }
  return highest;
}
