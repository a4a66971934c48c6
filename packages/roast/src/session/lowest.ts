import { type MonoUs, secondsBetween, usPerSecond } from '@artisan-ts/domain';
import { pauseMaxS, turnsWithinS } from '#facts/turning-point.ts';
import type { BtReading, SampleInput, SessionState } from '#session/state.ts';
import { hasHung, isWithinReach } from '#signal/hung.ts';

/**
 * Whether a reading may be the lowest BT of a roast: the one after it is within reach of beans. One odd reading after a
 * pause has nothing before it that could tell it from the truth.
 */
function isLow(past: BtReading, next: BtReading): boolean {
  return past.btC > 0 && isWithinReach(inSeconds(past), inSeconds(next));
}

/** Whether BT may have turned between two readings, unseen. */
export function isPause(fromUs: MonoUs, toUs: MonoUs): boolean {
  return secondsBetween(fromUs, toUs) > pauseMaxS;
}

/** A reading that is lower than all before it, now that the next is known; null when it is none to stand on. */
export function lowReading(past: BtReading, next: BtReading): BtReading | null {
  if (isPause(past.atUs, next.atUs)) return { ...past, isBesidePause: true };
  return isLow(past, next) ? past : null;
}

/** The lowest BT the window knows since a moment, the latest of equals; null when it knows none. What hung is left out. */
export function lowestSince({ window, hung }: SessionState, sinceUs: MonoUs): BtReading | null {
  let lowest: BtReading | null = null;
  let past: BtReading | null = null;
  const beforeS = window.before.at(-1)?.timeS ?? Number.POSITIVE_INFINITY;
  for (const { timeS, valueC: btC } of window.readings) {
    const isBesidePause: boolean = past === null && timeS - beforeS > pauseMaxS;
    const reading: BtReading = {
      atUs: Math.round(timeS * usPerSecond) as MonoUs,
      btC,
      isBesidePause,
    };
    if (hung !== null && reading.atUs > hung.sinceUs && reading.atUs <= hung.untilUs) continue;
    const isLower = past !== null && past.atUs >= sinceUs && past.btC <= (lowest?.btC ?? past.btC);
    if (past !== null && isLower) lowest = lowReading(past, reading) ?? lowest;
    past = reading;
  }
  return lowest !== null && isTooLate(lowest.atUs, sinceUs) ? null : lowest;
}

/** Whether BT turns no more so long after charge: what is lowest then is no turning point. */
export function isTooLate(atUs: MonoUs, chargeUs: MonoUs): boolean {
  return secondsBetween(chargeUs, atUs) > turnsWithinS;
}

/** The session with what a sample tells of the probe of BT: that it hangs, or that it hung until the one before. */
export function withoutHung(
  state: SessionState,
  { monoUs, btC, hangs }: SampleInput,
): SessionState {
  const { hold, newestBt } = state;
  if (hangs === true) return afterHung(state, monoUs);
  if (btC === null || hold === null || newestBt === null) return state;
  const next = inSeconds({ atUs: monoUs, btC });
  const isOver = hasHung(inSeconds(hold).timeS, inSeconds(newestBt), next);
  return isOver ? afterHung(state, newestBt.atUs) : state;
}

/** Of what a probe said that hung, only the first was true. The lowest of a roast does not stand on the rest. */
function afterHung(state: SessionState, untilUs: MonoUs): SessionState {
  const { open, hold } = state;
  if (hold === null) return state;
  const { lowest = null } = open ?? {};
  const isHung = lowest !== null && lowest.atUs > hold.atUs;
  const isOfRoast = hold.atUs >= (open?.marks.charge?.atUs ?? hold.atUs);
  return {
    ...state,
    open: open !== null && isHung ? { ...open, lowest: isOfRoast ? hold : null } : open,
    newestBt: hold,
    hung: { sinceUs: hold.atUs, untilUs },
  };
}

function inSeconds({ atUs, btC }: Pick<BtReading, 'atUs' | 'btC'>) {
  return { timeS: atUs / usPerSecond, btC };
}
