import { firstAtOrAfter } from '#curve/nearest.ts';

/** No roast turns later after charge; three minutes are already remarkable. */
export const turnsWithinS = 240;

/** Above this a BT reading is a fault, not the lowest point of a roast. */
const btMaxC = 1000;

export interface TurningPoint {
  readonly index: number;
  readonly timeS: number;
  readonly btC: number;
}

/**
 * The lowest bean temperature between two moments, the latest one of equals; null when there is no reading.
 *
 * Shape: searched in [fromS, toS). Readings at or below 0 C are taken for faults. Source: Artisan's turning point,
 * searched from charge to first crack or drop.
 */
export function turningPoint(search: {
  readonly timeS: readonly number[];
  readonly btC: readonly (number | null)[];
  readonly fromS: number;
  readonly toS: number;
}): TurningPoint | null {
  let lowest: TurningPoint | null = null;
  for (
    let index = firstAtOrAfter(search.timeS, search.fromS);
    index < search.timeS.length;
    index++
  ) {
    const timeS = search.timeS[index] as number;
    if (timeS >= search.toS) break;
    const btC = search.btC[index] ?? null;
    if (btC === null || btC <= 0 || btC >= btMaxC) continue;
    if (lowest === null || btC <= lowest.btC) lowest = { index, timeS, btC };
  }
  return lowest;
}
