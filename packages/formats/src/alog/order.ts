/**
 * Indexes of as many numbers as possible that never decrease, in order: what is left of a time axis when
 * the samples that jump about are taken out. Items that are not finite are never among them.
 *
 * Source: longest non-decreasing subsequence by patience sorting (Fredman 1975).
 */
export function orderedIndexes(values: readonly number[]): number[] {
  const ends: number[] = [];
  const previous = new Array<number>(values.length).fill(-1);
  for (const [index, value] of values.entries()) {
    if (!Number.isFinite(value)) continue;
    const length = countUpTo(ends, values, value);
    previous[index] = length === 0 ? -1 : (ends[length - 1] ?? -1);
    ends[length] = index;
  }
  const kept: number[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) kept.push(index);
  return kept.reverse();
}

/** How many of the sorted `ends` point to values not above `limit`. */
function countUpTo(ends: readonly number[], values: readonly number[], limit: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[ends[middle] ?? 0] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the numbers are finite and never decrease. */
export function isOrdered(values: readonly number[]): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!(value >= last) || !Number.isFinite(value)) return false;
    last = value;
  }
  return true;
}

/** Index of the time nearest to `atS`, the earlier of two; -1 when there is none. `timeS` never decreases. */
export function nearestTimeIndex(timeS: readonly number[], atS: number): number {
  let low = 0;
  let high = timeS.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeS[middle] ?? 0) < atS) low = middle + 1;
    else high = middle;
  }
  const after = timeS[low];
  const before = timeS[low - 1];
  if (after === undefined) return low - 1;
  return before !== undefined && atS - before <= after - atS ? low - 1 : low;
}
