/** No roast turns later after charge; three minutes are already remarkable. */
export const turnsWithinS = 240;

/** While BT is not read for longer than this, s, it may turn unseen. */
export const pauseMaxS = 30;

/** Above this a BT reading is a fault, not the lowest point of a roast. */
const btMaxC = 1000;

export interface TurningPoint {
  readonly index: number;
  readonly timeS: number;
  readonly btC: number;
}

/**
 * The lowest bean temperature between two moments, the latest one of equals; null when there is no reading, or a longer pause of them
 * than `pauseMaxS` beside the lowest: BT turned unseen.
 *
 * Shape: searched in [fromS, toS). Readings at or below 0 C are taken for faults. Source: Artisan's turning point,
 * searched from charge to first crack or drop.
 */
export function turningPoint(search: {
  readonly timeS: readonly number[];
  readonly btC: readonly (number | null)[];
  readonly fromS: number;
  readonly toS: number;
  readonly pauseMaxS: number;
}): TurningPoint | null {
  let lowest: TurningPoint | null = null;
  const endS = Math.min(search.toS, search.timeS.at(-1) ?? search.toS);
  let pastS = Number.POSITIVE_INFINITY;
  let isBesidePause = false;
  for (const [index, timeS] of search.timeS.entries()) {
    if (timeS >= search.toS) break;
    const btC = search.btC[index] ?? null;
    if (btC === null || btC <= 0 || btC >= btMaxC) continue;
    const isAfterPause = timeS - pastS > search.pauseMaxS;
    if (timeS < search.fromS) {
      pastS = timeS;
      continue;
    }
    if (lowest === null || btC <= lowest.btC) {
      lowest = { index, timeS, btC };
      isBesidePause = isAfterPause;
    } else if (isAfterPause && lowest.timeS === pastS) isBesidePause = true;
    pastS = timeS;
  }
  const isLost = lowest?.timeS === pastS && endS - pastS > search.pauseMaxS;
  return isBesidePause || isLost ? null : lowest;
}
