import { type MonoUs, secondsAfter } from '@artisan-ts/domain';
import type { Break } from '#detection/break.ts';
import { isNextBatch } from '#session/lifecycle.ts';
import {
  type BeansDoubt,
  latestMarkUs,
  type SessionRoast,
  type SessionState,
} from '#session/state.ts';
import { sessionPhase } from '#session/table.ts';

/** Why nobody knows that the beans of the roast that goes on are still in the drum; null while nothing speaks against it. */
export function doubtOf(open: SessionRoast | null): BeansDoubt | null {
  return open !== null && sessionPhase(open) === 'roasting' ? open.doubt : null;
}

/** Whether a roast without drop has gone on for longer than any does, as when the computer slept: its beans are out. */
export function isTooLong({ open, newestUs, rules }: SessionState): boolean {
  const chargeUs = open?.marks.charge?.atUs;
  if (open === null || chargeUs === undefined || newestUs === null) return false;
  return sessionPhase(open) === 'roasting' && newestUs > secondsAfter(chargeUs, rules.roastMaxS);
}

/** Whether a charge that is seen now is the next batch's: also where the beans before may have left unseen. */
export function isNextCharge(state: SessionState): boolean {
  const { open, newestUs } = state;
  return open === null || doubtOf(open) !== null || isNextBatch(state, newestUs ?? open.startUs);
}

/** Whether the drum of the roast that was closed last can have been charged again by then: a fall takes seconds to tell. */
function isAfterTurnaround({ closed, rules }: SessionState, atUs: MonoUs): boolean {
  const drop = closed?.roast.marks.drop;
  return drop !== undefined && atUs > secondsAfter(drop.atUs, rules.turnaroundMinS);
}

/** Whether a break at that moment is one nobody has judged yet, and possible at all. */
export function isNews(state: SessionState, kind: Break['kind'], atUs: MonoUs): boolean {
  const { open, closedEndUs, rules } = state;
  if (closedEndUs !== null && atUs <= closedEndUs)
    return open === null && kind === 'charge' && isAfterTurnaround(state, atUs);
  if (open === null) return true;
  const declinedUs = open.declinedUs[kind];
  if (declinedUs !== undefined && atUs <= secondsAfter(declinedUs, rules.sameMomentS)) return false;
  // Whoever took charge back, and looked at the roast since, knew of every fall until then: also when it is shown again after a restart.
  const isOld = atUs <= secondsAfter(open.touchedUs, -rules.sameMomentS);
  if (kind === 'charge' && declinedUs !== undefined && isOld) return false;
  const { charge, drop } = open.marks;
  if (drop !== undefined) {
    // Until the machine is empty a later break moves the suggestion; afterwards it has to be charged first.
    const pauseS = kind === 'drop' ? rules.sameMomentS : rules.turnaroundMinS;
    return atUs > secondsAfter(drop.atUs, pauseS) && atUs > latestMarkUs(open);
  }
  // What a person marked happened with beans in the drum: after charge, before drop.
  const others = Object.values(open.marks);
  if (kind === 'charge' && isNextCharge(state)) {
    return atUs > secondsAfter(latestMarkUs(open), rules.roastMinS);
  }
  if (kind === 'charge') {
    return charge === undefined && atUs >= open.startUs && others.every((one) => one.atUs >= atUs);
  }
  return (
    charge !== undefined &&
    atUs >= secondsAfter(charge.atUs, rules.roastMinS) &&
    others.every((one) => one.atUs <= atUs)
  );
}
