import {
  type ErrorCode,
  type MarkKind,
  type MarkSource,
  type MonoUs,
  markLabels,
  secondsBetween,
} from '@artisan-ts/domain';
import {
  closeRoast,
  isNextBatch,
  openRoast,
  openUnseen,
  reopenRoast,
  unseenSinceUs,
} from '#session/lifecycle.ts';
import { lowestSince } from '#session/lowest.ts';
import {
  latestMarkUs,
  type MarkInput,
  type SessionEffect,
  type SessionRoast,
  type SessionState,
  type SessionStep,
  withoutMark,
} from '#session/state.ts';

/** Marks whose undoing makes a closed roast go on. */
const reopening: ReadonlySet<MarkKind> = new Set(['charge', 'drop', 'coolEnd']);

/** Takes what a person or the machine says about a mark. */
export function decideMark(state: SessionState, input: MarkInput): SessionStep {
  const { kind, action } = input;
  if (kind === 'turningPoint') {
    return refusal(
      state,
      'mark.derived',
      'the turning point follows from BT and cannot be changed',
    );
  }
  if (state.newestUs === null) {
    return refusal(
      state,
      'mark.no-data',
      `cannot mark ${markLabels[kind]}: no reading has arrived`,
    );
  }
  const roast = state.open ?? state.closed?.roast ?? null;
  if (action === 'set') {
    const isNext = kind === 'charge' && isNextBatch(state, input.atUs);
    const isUnseen = kind === 'drop' && unseenSinceUs(state, input.atUs) !== null;
    if (isNext || isUnseen) return place(state, input);
    if (isAfterEnd(state, input)) return noRoast(state, kind);
    const known = roast?.marks[kind];
    return known === undefined ? place(state, input) : press(state, input, known);
  }
  if (roast === null) return noRoast(state, kind);
  if (roast.marks[kind] === undefined) {
    return refusal(state, 'mark.not-set', `cannot ${action} ${markLabels[kind]}: it is not set`);
  }
  if (action === 'undo') return undo(state, input);
  if (action === 'move' && isAfterEnd(state, input)) return noRoast(state, kind);
  return place(state, input);
}

/** Whether no roast goes on and the last one had ended by then: whoever presses now means none that there is. */
function isAfterEnd({ open, closedEndUs }: SessionState, { atUs }: MarkInput): boolean {
  return open === null && closedEndUs !== null && atUs > closedEndUs;
}

/** A press of a button whose mark is there already. */
function press(
  state: SessionState,
  input: MarkInput,
  known: { readonly atUs: MonoUs; readonly state: string; readonly source: MarkSource },
): SessionStep {
  const awayS = Math.abs(secondsBetween(known.atUs, input.atUs));
  // A device repeats itself, and never overrules a person.
  if (input.source === 'device' && known.state === 'confirmed') return { state, effects: [] };
  if (known.state === 'confirmed') {
    return refusal(
      state,
      'request.conflict',
      `${markLabels[input.kind]} is set already, ${awayS.toFixed(0)} s ago: move or undo it${input.kind === 'charge' ? '; if those beans are out, mark drop first' : ''}`,
    );
  }
  // A person who presses late means the moment that is suggested; a device, or who names a moment, knows better.
  // What was only expected, a person knows better too: who hears the crack presses then.
  const isEstimate = input.kind === 'dryEnd' || input.kind === 'fcStart';
  const isPress = input.source !== 'device' && input.isExact !== true && !isEstimate;
  const means = isPress && awayS <= state.rules.sameMomentS;
  return place(state, { ...input, action: means ? 'confirm' : 'move' });
}

/** Puts a mark where it is said to be: set, move or confirm. */
function place(state: SessionState, input: MarkInput): SessionStep {
  const { kind, action, source } = input;
  const startsRoast = kind === 'charge' && action === 'set' && isNextBatch(state, input.atUs);
  const isUnseen = kind === 'drop' && action === 'set';
  const sinceUs = isUnseen ? unseenSinceUs(state, input.atUs) : null;
  const isFirst = startsRoast || sinceUs !== null;
  const target = isFirst ? null : (state.open ?? state.closed?.roast ?? null);
  if (target === null && !isFirst) return noRoast(state, kind);
  const atUs = action === 'confirm' ? (target?.marks[kind]?.atUs ?? input.atUs) : input.atUs;
  const conflict = startsRoast ? beforeRecord(state, atUs) : misplaced(target, kind, atUs);
  if (conflict !== null) return refusal(state, 'mark.order', conflict);

  const begun = sinceUs === null ? { state, effects: [] } : openUnseen(state, sinceUs);
  const opened = startsRoast ? openRoast(state, atUs) : begun;
  const roast = opened.state.open ?? target;
  if (roast === null) return opened;
  const mark = { atUs, state: 'confirmed', source } as const;
  const placed: SessionRoast = {
    ...roast,
    marks: { ...roast.marks, [kind]: mark },
    touchedUs: state.newestUs ?? atUs,
    // What a person says about drop needs no proof from the curve.
    fall: kind === 'drop' ? null : roast.fall,
  };
  const effects = [...opened.effects, markEffect(input, atUs)];
  const charged = kind === 'charge' && action !== 'confirm' ? afterCharge(state, placed) : placed;
  const step = { state: withRoast(opened.state, charged), effects };
  if (charged.marks.turningPoint === undefined && placed.marks.turningPoint !== undefined) {
    effects.push(turningPointUndone);
  }
  if (kind !== 'coolEnd' || step.state.open === null) return step;
  const closing = closeRoast(step.state, 'coolEnd', state.newestUs ?? atUs);
  return { state: closing.state, effects: [...effects, ...closing.effects] };
}

/** The turning point is looked for anew when charge stands elsewhere, and what was seen of the beans before they came is over. */
function afterCharge(state: SessionState, before: SessionRoast): SessionRoast {
  const chargeUs = before.marks.charge?.atUs ?? before.startUs;
  const isOlder = before.doubt !== null && before.doubt.sinceUs < chargeUs;
  const roast = isOlder ? { ...before, doubt: null, hole: null } : before;
  const { lowest, marks } = roast;
  const isKnown = lowest !== null && lowest.atUs >= chargeUs;
  if (isKnown && (marks.turningPoint?.atUs ?? chargeUs) >= chargeUs) return roast;
  return {
    ...roast,
    lowest: isKnown ? lowest : lowestSince(state, chargeUs),
    marks: withoutMark(marks, 'turningPoint'),
  };
}

function undo(state: SessionState, input: MarkInput): SessionStep {
  const { kind } = input;
  const reopened = reopening.has(kind) ? reopenRoast(state) : { state, effects: [] };
  const roast = reopened.state.open ?? reopened.state.closed?.roast ?? null;
  const stoodUs = roast?.marks[kind]?.atUs;
  if (roast === null || stoodUs === undefined) return noRoast(state, kind);
  const effects: SessionEffect[] = [...reopened.effects, markEffect(input, null)];
  let marks = withoutMark(roast.marks, kind);
  if (kind === 'charge' && marks.turningPoint !== undefined) {
    marks = withoutMark(marks, 'turningPoint');
    effects.push(turningPointUndone);
  }
  const undone: SessionRoast = {
    ...roast,
    marks,
    declinedUs: { ...roast.declinedUs, [kind]: stoodUs },
    touchedUs: state.newestUs ?? stoodUs,
    lowest: kind === 'charge' ? null : roast.lowest,
    // What was seen of the beans was seen since that charge.
    doubt: kind === 'charge' ? null : roast.doubt,
    hole: kind === 'charge' ? null : roast.hole,
    fall: kind === 'drop' ? null : roast.fall,
  };
  return { state: withRoast(reopened.state, undone), effects };
}

function withRoast(state: SessionState, roast: SessionRoast): SessionState {
  if (state.open !== null) return { ...state, open: roast };
  return state.closed === null ? state : { ...state, closed: { ...state.closed, roast } };
}

/** Why the charge of a new roast cannot stand there, or null. */
function beforeRecord(state: SessionState, atUs: MonoUs): string | null {
  const earliestUs = Math.max(
    state.firstUs ?? atUs,
    state.closedEndUs ?? Number.NEGATIVE_INFINITY,
    state.open === null ? Number.NEGATIVE_INFINITY : latestMarkUs(state.open),
  ) as MonoUs;
  if (atUs >= earliestUs) return null;
  return `charge would stand ${secondsBetween(atUs, earliestUs).toFixed(0)} s before the readings of this roast begin`;
}

/** Why a mark of a roast cannot stand there, or null. */
function misplaced(roast: SessionRoast | null, kind: MarkKind, atUs: MonoUs): string | null {
  if (roast === null) return null;
  if (atUs < roast.startUs) {
    return `${markLabels[kind]} would stand ${secondsBetween(atUs, roast.startUs).toFixed(0)} s before the roast begins`;
  }
  const chargeUs = roast.marks.charge?.atUs;
  if (kind !== 'charge') {
    if (chargeUs !== undefined && atUs < chargeUs) {
      return `${markLabels[kind]} would stand ${secondsBetween(atUs, chargeUs).toFixed(0)} s before charge`;
    }
    return afterDrop(roast, kind, atUs);
  }
  for (const [other, mark] of Object.entries(roast.marks)) {
    if (other === 'charge' || other === 'turningPoint' || mark.atUs >= atUs) continue;
    return `charge would stand ${secondsBetween(mark.atUs, atUs).toFixed(0)} s after ${markLabels[other as MarkKind]}`;
  }
  return null;
}

/** Beans that are out of the drum do not crack any more. A drop that is only suggested may be wrong: the press tells. */
function afterDrop(roast: SessionRoast, kind: MarkKind, atUs: MonoUs): string | null {
  const { drop } = roast.marks;
  if (kind === 'drop' || kind === 'coolEnd' || drop?.state !== 'confirmed') return null;
  if (atUs <= drop.atUs) return null;
  return `${markLabels[kind]} would stand ${secondsBetween(drop.atUs, atUs).toFixed(0)} s after drop: undo drop if the beans are still in the drum; begin the next batch with charge`;
}

const turningPointUndone: SessionEffect = {
  type: 'mark',
  kind: 'turningPoint',
  action: 'undo',
  atUs: null,
  source: 'detected',
  confidence: 1,
  reason: 'charge changed',
};

function markEffect(input: MarkInput, atUs: MonoUs | null): SessionEffect {
  const { kind, action, source } = input;
  return { type: 'mark', kind, action, atUs, source, confidence: 1, reason: '' };
}

function noRoast(state: SessionState, kind: MarkKind): SessionStep {
  return refusal(
    state,
    'mark.no-roast',
    `cannot change ${markLabels[kind]}: no roast is going on; charge begins one`,
  );
}

function refusal(state: SessionState, code: ErrorCode, message: string): SessionStep {
  return { state, effects: [{ type: 'refuse', code, message }] };
}
