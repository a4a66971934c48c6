import { MonoUs, usPerSecond } from '@artisan-ts/domain';

/**
 * Artisan's clock begins anew at CHARGE. It also stands at 0:00 when it is switched on, off or reset, so that only a clock
 * that fell and then counts again tells of a charge.
 */
export interface ChargeClock {
  /** What it showed last; null: nothing yet. */
  readonly shownS: number | null;
  /** It fell to zero from a count and has not counted on since. */
  readonly hasFallen: boolean;
}

/** Before anything was shown. */
export const stillClock: ChargeClock = { shownS: null, hasFallen: false };

/** It counted at least so far before it fell: less is a clock that was switched on twice. */
const countedMinS = 3;
/** After it fell it counts up to here before that is believed. */
const countsAgainS = 2;
/** A clock that shows more than this after it fell was looked at too late to tell. */
const zeroMaxS = 1;

/** The clock after it showed this, and when the charge was, in the moment that it is known. */
export function showClock(
  clock: ChargeClock,
  shownS: number,
  atUs: MonoUs,
): { readonly clock: ChargeClock; readonly chargedUs: MonoUs | null } {
  const before = clock.shownS ?? 0;
  if (shownS < before) {
    const hasFallen = shownS <= zeroMaxS && (before >= countedMinS || clock.hasFallen);
    return { clock: { shownS, hasFallen }, chargedUs: null };
  }
  const isCharged = clock.hasFallen && shownS >= countsAgainS;
  const chargedUs = isCharged ? MonoUs(Math.max(0, atUs - shownS * usPerSecond)) : null;
  return { clock: { shownS, hasFallen: clock.hasFallen && !isCharged }, chargedUs };
}
