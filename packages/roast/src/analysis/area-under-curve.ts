import type { Curve } from '@artisan-ts/domain';
import { nearestIndex } from '#curve/nearest.ts';

const secondsPerMinute = 60;
/** Above this a reading is a fault and adds nothing. */
const plausibleMaxC = 500;

/**
 * Area under BT above a base from the sample nearest to `fromS` up to the one nearest to `toS`, C·min. What lies below the base does not count, and neither does a
 * step next to which a reading is missing.
 *
 * Source: Artisan's AUC. Each sample of the stretch adds the trapezium that leads to it, so that the step to the first sample
 * counts and the step to the end does not.
 */
export function areaUnderCurve(
  { timeS, values }: Pick<Curve, 'timeS' | 'values'>,
  stretch: { readonly fromS: number; readonly toS: number; readonly baseC: number },
): number {
  const { fromS, toS, baseC } = stretch;
  let area = 0;
  const end = nearestIndex(timeS, toS);
  for (let i = Math.max(1, nearestIndex(timeS, fromS)); i < end; i++) {
    const before = values[i - 1] ?? null;
    const now = values[i] ?? null;
    if (before === null || now === null) continue;
    const meanC = (plausible(before) + plausible(now)) / 2;
    if (meanC > baseC) {
      area += (meanC - baseC) * ((timeS[i] as number) - (timeS[i - 1] as number));
    }
  }
  return area / secondsPerMinute;
}

function plausible(valueC: number): number {
  return valueC > plausibleMaxC ? 0 : Math.max(0, valueC);
}
