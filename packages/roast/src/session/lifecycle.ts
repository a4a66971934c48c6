import { type CloseReason, type MonoUs, secondsAfter } from '@artisan-ts/domain';
import { latestMarkUs, newRoast, type SessionState, type SessionStep } from '#session/state.ts';
import { suggest } from '#session/suggest.ts';
import { sessionPhase } from '#session/table.ts';

/** Closes the open roast; nothing when none is. */
export function closeRoast(state: SessionState, reason: CloseReason, endUs: MonoUs): SessionStep {
  const roast = state.open;
  if (roast === null) return { state, effects: [] };
  const end = Math.max(endUs, latestMarkUs(roast)) as MonoUs;
  return {
    state: {
      ...state,
      open: null,
      closed: { roast, endBeforeUs: state.closedEndUs },
      closedEndUs: end,
    },
    effects: [{ type: 'close', reason, endUs: end }],
  };
}

/** Makes the roast that was closed last the open one again. */
export function reopenRoast(state: SessionState): SessionStep {
  const { closed } = state;
  if (state.open !== null || closed === null) return { state, effects: [] };
  return {
    state: { ...state, open: closed.roast, closed: null, closedEndUs: closed.endBeforeUs },
    effects: [{ type: 'reopen' }],
  };
}

/** The roast that was closed last was deleted: nothing reopens it, and its readings stay spoken for. */
export function forgetClosed(state: SessionState): SessionState {
  return { ...state, closed: null };
}

/** Opens a roast for a charge, with its lead-in; an open one that was dropped is closed as `nextCharge`. */
export function openRoast(state: SessionState, chargeUs: MonoUs): SessionStep {
  const { rules } = state;
  const left = suggestLeft(state, chargeUs);
  const before = left.state.open;
  const leadInS = before === null ? rules.leadInMaxS : rules.leadInBackToBackS;
  const startUs = Math.max(
    Math.min(state.firstUs ?? chargeUs, chargeUs),
    state.closedEndUs ?? Number.NEGATIVE_INFINITY,
    before === null ? Number.NEGATIVE_INFINITY : latestMarkUs(before),
    secondsAfter(chargeUs, -leadInS),
  ) as MonoUs;
  const closing = closeRoast(left.state, 'nextCharge', startUs);
  return {
    state: { ...closing.state, open: newRoast(startUs, chargeUs) },
    effects: [...left.effects, ...closing.effects, { type: 'open', startUs }],
  };
}

/** Nothing saw the beans leave but that BT sank afterwards: what that is worth. */
const leftConfidence = 0.2;

/** The next batch comes and nobody marked the drop of this one: it is put where BT tells that the beans left, if it does. */
function suggestLeft(state: SessionState, nextUs: MonoUs): SessionStep {
  const { open, rules } = state;
  const atUs = open?.doubt?.leftUs ?? null;
  const chargeUs = open?.marks.charge?.atUs;
  if (open === null || atUs === null || chargeUs === undefined || open.marks.drop !== undefined)
    return { state, effects: [] };
  const isLate = atUs >= secondsAfter(chargeUs, rules.roastMinS) && atUs >= latestMarkUs(open);
  // What is younger is the fall of the next beans.
  const isBefore = nextUs >= secondsAfter(atUs, rules.turnaroundMinS);
  const declinedUs = open.declinedUs.drop;
  const isDeclined =
    declinedUs !== undefined && atUs <= secondsAfter(declinedUs, rules.sameMomentS);
  if (!isLate || !isBefore || isDeclined) return { state, effects: [] };
  const reason = 'BT sank after that, and the next beans came: nobody saw these leave';
  const mark = { kind: 'drop', atUs, confidence: leftConfidence, reason } as const;
  return suggest(state, open, { ...mark, source: 'detected' });
}

/**
 * Whether a charge then would be the next batch's: the open roast is over, its drum is empty, or it is far too long to be one.
 */
export function isNextBatch({ open, rules }: SessionState, chargeUs: MonoUs): boolean {
  if (open === null) return true;
  if (sessionPhase(open) !== 'roasting') return sessionPhase(open) === 'dropped';
  const firstUs = open.marks.charge?.atUs ?? chargeUs;
  return open.doubt?.isEmpty === true || chargeUs > secondsAfter(firstUs, rules.roastMaxS);
}
