import { type MonoUs, secondsAfter, secondsBetween, usPerSecond } from '@artisan-ts/domain';
import type { Break } from '#detection/break.ts';
import { type BreakRule, chargeRule, dropRule } from '#detection/break-rules.ts';
import type { SessionRoast, SessionState } from '#session/state.ts';
import { sessionPhase, sessionTable } from '#session/table.ts';

/** So far below a suggested drop, the beans are out; until then a later break is the drop. */
const emptiedFallC = 10;
/**
 * So long after a break it is placed once more, when the lag of the probe is over and the fall has not slowed down yet.
 * Once only, and by the readings alone, so that a restart in between changes nothing. Of 6 to 15 s the best on a third
 * of the real roasts.
 */
const sharpensS = 12;
/** A smaller correction is not worth a change of the record. */
const sharperMinS = 1;

/** What is looked for: the break of the phase, or the one just suggested once more, as long as it may get sharper. */
export function watchedRule(state: SessionState): BreakRule {
  const { open } = state;
  if (open !== null && open.fall !== null && !hasEmptied(open.fall)) return dropRule;
  for (const { kind, rule } of [
    { kind: 'drop', rule: dropRule },
    { kind: 'charge', rule: chargeRule },
  ] as const) {
    if (isFresh(state, kind)) return rule;
  }
  return sessionTable[sessionPhase(open)].watchesFor;
}

/** Whether the mark was suggested so lately that the same break may still be placed better. */
function isFresh({ open, newestUs }: SessionState, kind: Break['kind']): boolean {
  const known = open?.marks[kind];
  if (open === null || known?.state !== 'suggested' || newestUs === null) return false;
  if (open.placed === kind) return false;
  const isLatest = Object.values(open.marks).every((one) => one.atUs <= known.atUs);
  return isLatest && secondsBetween(known.atUs, newestUs) <= 2 * sharpensS;
}

/** Whether it is the break just suggested, and now is the time to place it for good. */
export function isDue(state: SessionState, kind: Break['kind'], atUs: MonoUs): boolean {
  const { open } = state;
  const known = open?.marks[kind];
  if (open === null || known === undefined || !isFresh(state, kind)) return false;
  const [previous, newest] = state.window.readings.slice(-2);
  if (previous === undefined || newest === undefined) return false;
  const dueS = atUs / usPerSecond + sharpensS;
  const movedS = Math.abs(secondsBetween(known.atUs, atUs));
  return movedS <= sharpensS && newest.timeS >= dueS && previous.timeS < dueS;
}

/** Whether that place is worth a change of the record, and possible. */
export function isSharper(state: SessionState, kind: Break['kind'], atUs: MonoUs): boolean {
  const { open, rules } = state;
  const known = open?.marks[kind];
  if (open === null || known === undefined) return false;
  const declinedUs = open.declinedUs[kind];
  if (declinedUs !== undefined && atUs <= secondsAfter(declinedUs, rules.sameMomentS)) return false;
  const isLast = Object.entries(open.marks).every(
    ([other, one]) => other === kind || one.atUs <= atUs,
  );
  return (
    isLast && atUs >= open.startUs && Math.abs(secondsBetween(known.atUs, atUs)) >= sharperMinS
  );
}

function hasEmptied(fall: NonNullable<SessionRoast['fall']>): boolean {
  return fall.fromC - fall.lowestC >= emptiedFallC;
}
