import type { Curve } from '@artisan-ts/domain';

/**
 * Index of the sample nearest to a time; of two equally near ones, and of several at the same time, the first.
 *
 * Shape: `timeS` never decreases. −1 only when it is empty.
 */
export function nearestIndex(timeS: readonly number[], atS: number): number {
  const after = firstAtOrAfter(timeS, atS);
  const right = timeS[after];
  const left = timeS[after - 1];
  if (left === undefined) return right === undefined ? -1 : 0;
  if (right !== undefined && right - atS < atS - left) return after;
  return firstAtOrAfter(timeS, left);
}

/** Index of the first sample at or after a time; the length when there is none. */
export function firstAtOrAfter(timeS: readonly number[], atS: number): number {
  let low = 0;
  let high = timeS.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timeS[middle] as number) < atS) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the curve reads at the sample nearest to a time; null when nothing was read there. */
export function valueAt(curve: Pick<Curve, 'timeS' | 'values'>, atS: number): number | null {
  return curve.values[nearestIndex(curve.timeS, atS)] ?? null;
}
