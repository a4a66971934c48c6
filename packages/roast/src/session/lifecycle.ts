import { type CloseReason, type MonoUs, secondsAfter } from '@artisan-ts/domain';
import { dropRule } from '#detection/break-rules.ts';
import { suggestLeftBefore } from '#session/left.ts';
import { latestMarkUs, newRoast, type SessionState, type SessionStep } from '#session/state.ts';

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
  const left = suggestLeftBefore(state, chargeUs);
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

/** From where on a roast was read that nobody saw begin and that ends now; null when there can be none. */
export function unseenSinceUs(state: SessionState, dropUs: MonoUs): MonoUs | null {
  const { open, firstUs, closedEndUs, newestBt, rules } = state;
  if (open !== null || firstUs === null || (newestBt?.btC ?? 0) < dropRule.fromMinC) return null;
  const sinceUs = Math.max(
    firstUs,
    closedEndUs ?? Number.NEGATIVE_INFINITY,
    secondsAfter(dropUs, -rules.roastMaxS),
  ) as MonoUs;
  return dropUs >= secondsAfter(sinceUs, rules.roastMinS) ? sinceUs : null;
}

/** Opens the roast whose charge nobody saw and whose drop a person marks: when its beans came nobody knows. */
export function openUnseen(state: SessionState, sinceUs: MonoUs): SessionStep {
  return {
    state: { ...state, open: newRoast(sinceUs, state.newestUs ?? sinceUs) },
    effects: [{ type: 'open', startUs: sinceUs }],
  };
}

/**
 * Whether a charge then would be the next batch's: the open roast is over, its drum is empty, or it is far too long to be one.
 */
export function isNextBatch({ open, rules }: SessionState, chargeUs: MonoUs): boolean {
  if (open === null) return true;
  const { charge, drop } = open.marks;
  // Whoever names a moment before the drop says when the beans came that nobody saw come.
  if (drop !== undefined) return charge !== undefined || chargeUs >= drop.atUs;
  if (charge === undefined) return false;
  return open.doubt?.isEmpty === true || chargeUs > secondsAfter(charge.atUs, rules.roastMaxS);
}
