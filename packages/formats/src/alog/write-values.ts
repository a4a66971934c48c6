import type { Curve } from '@artisan-ts/domain';
import { laxNumber } from '#alog/lax.ts';
import { nearestTimeIndex } from '#alog/order.ts';
import { fileValue, internalValue, type Scale } from '#alog/quantity.ts';
import type { PyValue } from '#python/value.ts';

/**
 * The values of a curve as a file holds them. Where the number that was once read still means the same, that
 * very number is written: converting there and back would change its last digits.
 */
export function writeValues(
  values: readonly (number | null)[],
  scale: Scale,
  original: readonly PyValue[],
): PyValue[] {
  return values.map((value, index) => {
    const before = original[index];
    const isSame = isFiniteNumber(before) && internalValue(scale, before) === value;
    return isSame ? before : fileValue(scale, value);
  });
}

/** Times likewise. */
export function writeTimes(timeS: readonly number[], original: readonly PyValue[]): PyValue[] {
  return timeS.map((second, index) => {
    const before = original[index];
    return isFiniteNumber(before) && laxNumber(before) === second ? before : second;
  });
}

/** Whether Python would read the written value back as a number. */
export function isFiniteNumber(value: PyValue | undefined): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));
}

/**
 * The values of a curve at other times: that of the nearest sample, and none where the next sample is farther
 * away than the curve's own samples are from each other. A file has one time axis; a record has one per source.
 */
export function valuesAt(curve: Curve, timeS: readonly number[]): readonly (number | null)[] {
  const isSameAxis =
    curve.timeS.length === timeS.length &&
    curve.timeS.every((time, index) => time === timeS[index]);
  if (isSameAxis) return curve.values;
  const reachS = typicalSpacingS(curve.timeS);
  return timeS.map((atS) => {
    const nearest = nearestTimeIndex(curve.timeS, atS);
    const distanceS = Math.abs((curve.timeS[nearest] ?? Number.POSITIVE_INFINITY) - atS);
    return distanceS <= reachS ? (curve.values[nearest] ?? null) : null;
  });
}

/** The median: pauses must not stretch it. */
function typicalSpacingS(timeS: readonly number[]): number {
  const spacings = timeS.slice(1).map((time, index) => time - (timeS[index] ?? time));
  return spacings.toSorted((a, b) => a - b)[spacings.length >> 1] ?? 0;
}
