import { type MarkKind, MonoUs, usPerSecond } from '@artisan-ts/domain';

/**
 * Artisan's clock begins anew at CHARGE, and again at DROP. It also stands at 0:00 when it is switched off or reset, until
 * a recording is started: only a clock that fell and ran on tells of the roast.
 */
export interface RoastClock {
  /** What it showed last; null: nothing yet. */
  readonly shownS: number | null;
  /** When it was zero, and what it showed before it fell to it; null: it has not fallen, or it is known what that was. */
  readonly fallen: { readonly zeroUs: number; readonly fromS: number } | null;
  /** How often it began anew in this recording. */
  readonly beginnings: number;
}

/** Before anything was shown. */
export const stillClock: RoastClock = { shownS: null, fallen: null, beginnings: 0 };

/** It counted at least so far before it fell: less is a clock that was switched on twice. */
const countedMinS = 3;
/** After it fell it counts up to here before that is believed. */
const countsAgainS = 2;
/** A clock that shows more than this after it fell was looked at too late to tell. */
const zeroMaxS = 1;
/** What it shows is rounded, and comes over a network; one that stood for longer was started anew. */
const stoodUsMax = 2 * usPerSecond;
/** No roast is shorter. Where the first fall comes later the recording may have been started at CHARGE, and this is DROP. */
const roastMinS = 240;

/** The clock after it showed this, and what happened at `atUs`, told in the moment that it is known. */
export function showClock(
  clock: RoastClock,
  shownS: number,
  nowUs: MonoUs,
): {
  readonly clock: RoastClock;
  readonly mark: { readonly kind: MarkKind; readonly atUs: MonoUs } | null;
} {
  const before = clock.shownS ?? 0;
  const zeroUs = nowUs - shownS * usPerSecond;
  if (shownS < before) {
    const falls = shownS <= zeroMaxS && before >= countedMinS;
    const staysFallen = shownS <= zeroMaxS ? clock.fallen : null;
    const fallen = falls ? { zeroUs, fromS: before } : staysFallen;
    return { clock: { ...clock, shownS, fallen }, mark: null };
  }
  const { fallen, beginnings } = clock;
  if (fallen === null || shownS < countsAgainS) return { clock: { ...clock, shownS }, mark: null };
  const ranOn = Math.abs(zeroUs - fallen.zeroUs) <= stoodUsMax;
  const after: RoastClock = { shownS, fallen: null, beginnings: ranOn ? beginnings + 1 : 0 };
  const kind = ranOn ? beganWith(beginnings, fallen.fromS) : null;
  return { clock: after, mark: kind && { kind, atUs: MonoUs(Math.max(0, fallen.zeroUs)) } };
}

/** What began when the clock did; null: that cannot be told from it. */
function beganWith(beginnings: number, fromS: number): MarkKind | null {
  if (beginnings > 0) return 'drop';
  return fromS < roastMinS ? 'charge' : null;
}
