import type { Curve } from '@artisan-ts/domain';
import { firstAtOrAfter } from '#curve/nearest.ts';

/** The phases of a roast in seconds: drying, Maillard (mid) and development (finish). */
export interface RoastPhases {
  readonly dryS: number;
  readonly midS: number;
  readonly finishS: number;
  readonly totalS: number;
  /** Whether a person marked the end of drying or the temperature tells. */
  readonly dryEndBy: 'mark' | 'temperature';
}

/** Where on the axis of the record the phases end. */
export interface PhaseEnds {
  readonly chargeS: number | null;
  readonly turningPointS: number | null;
  readonly dryEndS: number | null;
  readonly fcStartS: number | null;
  readonly dropS: number | null;
}

/**
 * The phases, or null when charge, first crack or drop is not marked, the end of drying cannot be told, or the marks are not in the
 * order of a roast.
 *
 * Source: Artisan's phase rule. Without a dry-end mark drying ends at the sample between turning point and first crack
 * whose BT is nearest to `dryEndC`; of equals the latest.
 */
export function roastPhases(
  ends: PhaseEnds,
  bt: Curve | null,
  dryEndC: number,
): RoastPhases | null {
  const { chargeS, fcStartS, dropS } = ends;
  if (chargeS === null || fcStartS === null || dropS === null || dropS <= chargeS) return null;
  const dryEndS =
    ends.dryEndS ?? dryEndByTemperature(bt, ends.turningPointS ?? chargeS, fcStartS, dryEndC);
  if (dryEndS === null || dryEndS < chargeS || fcStartS < dryEndS || dropS < fcStartS) return null;
  return {
    dryS: dryEndS - chargeS,
    midS: fcStartS - dryEndS,
    finishS: dropS - fcStartS,
    totalS: dropS - chargeS,
    dryEndBy: ends.dryEndS === null ? 'temperature' : 'mark',
  };
}

/** Closer is the same: Fahrenheit readings carry the last bits of their conversion. */
const sameC = 1e-9;

/** When BT, from the turning point up to first crack or drop, was nearest to where drying ends; null when it was not read. */
export function dryEndByTemperature(
  bt: Curve | null,
  fromS: number,
  toS: number,
  temperatureC: number,
): number | null {
  if (bt === null) return null;
  let nearestS: number | null = null;
  let distance = Number.POSITIVE_INFINITY;
  for (let index = firstAtOrAfter(bt.timeS, toS) - 1; index >= 0; index--) {
    const timeS = bt.timeS[index] as number;
    if (timeS < fromS) break;
    const btC = bt.values[index] ?? null;
    if (btC === null || Math.abs(btC - temperatureC) >= distance - sameC) continue;
    distance = Math.abs(btC - temperatureC);
    nearestS = timeS;
  }
  return nearestS;
}
