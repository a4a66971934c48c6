import { type CloseReason, type MonoUs, secondsAfter } from '@artisan-ts/domain';
import { latestMarkUs, newRoast, type SessionState, type SessionStep } from '#session/state.ts';
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
  const before = state.open;
  const leadInS = before === null ? rules.leadInMaxS : rules.leadInBackToBackS;
  const startUs = Math.max(
    Math.min(state.firstUs ?? chargeUs, chargeUs),
    state.closedEndUs ?? Number.NEGATIVE_INFINITY,
    before === null ? Number.NEGATIVE_INFINITY : latestMarkUs(before),
    secondsAfter(chargeUs, -leadInS),
  ) as MonoUs;
  const closing = closeRoast(state, 'nextCharge', startUs);
  return {
    state: { ...closing.state, open: newRoast(startUs, chargeUs) },
    effects: [...closing.effects, { type: 'open', startUs }],
  };
}

/** Whether a charge now would be the next batch's: the open roast is over, or far too long to be one. */
export function isNextBatch(state: SessionState, chargeUs: MonoUs): boolean {
  const roast = state.open;
  if (roast === null) return true;
  if (sessionPhase(roast) === 'dropped') return true;
  const firstUs = roast.marks.charge?.atUs;
  return firstUs !== undefined && chargeUs > secondsAfter(firstUs, state.rules.roastMaxS);
}
