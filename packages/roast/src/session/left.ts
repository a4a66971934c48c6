import { type MonoUs, secondsAfter } from '@artisan-ts/domain';
import { isStanding, trendOf } from '#session/beans.ts';
import { latestMarkUs, type SessionState, type SessionStep } from '#session/state.ts';
import { suggest } from '#session/suggest.ts';

/** Nothing saw the beans leave but that BT sank afterwards: what that is worth. */
const leftConfidence = 0.2;
/** So long after they left, s, BT has to be down still: any batch that was charged meanwhile warms by then, and so do beans that stayed. */
const staysOutS = 300;
/** BT so far below its top is down, C. */
const belowMinC = 2;

/** The drop of a roast whose drum is empty by what BT did, once BT stays down: after the last batch of a day comes no other. */
export function suggestLeft(state: SessionState): SessionStep {
  const { open, newestUs } = state;
  const left = open?.doubt?.left ?? null;
  if (left === null || newestUs === null || newestUs < secondsAfter(left.atUs, staysOutS))
    return { state, effects: [] };
  const trend = trendOf(state.window);
  const lowerC = left.btC - (trend?.nowC ?? left.btC);
  if (trend === null || !isStanding(trend) || lowerC < belowMinC) return { state, effects: [] };
  const why = `BT sank after that, and stays ${lowerC.toFixed(0)} C lower`;
  return suggestDrop(state, left.atUs, `${why}: nobody saw the beans leave`);
}

/** The next batch comes and nobody marked the drop of this one: it is put where BT tells that the beans left, if it does. */
export function suggestLeftBefore(state: SessionState, nextUs: MonoUs): SessionStep {
  const atUs = state.open?.doubt?.left?.atUs ?? null;
  // What is younger is the fall of the next beans.
  if (atUs === null || nextUs < secondsAfter(atUs, state.rules.turnaroundMinS))
    return { state, effects: [] };
  return suggestDrop(
    state,
    atUs,
    'BT sank after that, and the next beans came: nobody saw these leave',
  );
}

/** Unless it is there already, was taken back, or cannot stand there. */
function suggestDrop(state: SessionState, atUs: MonoUs, reason: string): SessionStep {
  const { open, rules } = state;
  const chargeUs = open?.marks.charge?.atUs;
  if (open === null || chargeUs === undefined || open.marks.drop !== undefined)
    return { state, effects: [] };
  const isLate = atUs >= secondsAfter(chargeUs, rules.roastMinS) && atUs >= latestMarkUs(open);
  const declinedUs = open.declinedUs.drop;
  const isDeclined =
    declinedUs !== undefined && atUs <= secondsAfter(declinedUs, rules.sameMomentS);
  if (!isLate || isDeclined) return { state, effects: [] };
  const mark = { kind: 'drop', atUs, confidence: leftConfidence, reason } as const;
  return suggest(state, open, { ...mark, source: 'detected' });
}
