import type { CloseReason, MonoUs } from '@artisan-ts/domain';
import { type BreakRule, chargeRule, dropRule } from '#detection/break-rules.ts';
import type { SessionRules } from '#session/rules.ts';
import { latestMarkUs, type SessionRoast } from '#session/state.ts';

/** `idle`: before charge, with or without a roast open. */
export type SessionPhase = 'idle' | 'roasting' | 'dropped';

/** One row of the table by which a session is run. */
interface PhaseRow {
  /** When a session is in this phase. It follows from the marks: undoing one leads back. */
  readonly when: (roast: SessionRoast | null) => boolean;
  /** The break that is looked for, always to be suggested only. */
  readonly watchesFor: BreakRule;
  /** An open roast is closed by the first sample later than this after `since`. Without samples nothing happens. */
  readonly timeOutS: (rules: SessionRules) => number;
  readonly since: (roast: SessionRoast) => MonoUs;
  readonly closes: CloseReason;
}

/**
 * The rules of a session.
 *
 * | phase    | enter                    | leave                                              | time-out               | closes with |
 * |----------|--------------------------|----------------------------------------------------|------------------------|-------------|
 * | idle     | start, close, charge undone | charge, pressed or detected: opens a roast unless one is; drop, pressed: opens one whose charge nobody saw | unattended after the last mark | unattended |
 * | roasting | charge                   | drop, pressed or detected; charge undone            | unattended after the last mark | unattended |
 * | dropped  | drop                     | next charge: closes `nextCharge` and opens; drop undone | after drop             | afterDrop   |
 *
 * In any phase cool end closes with `coolEnd` and a person's close with `operator`; undoing charge, drop or
 * cool end of the roast closed last reopens it. What is pressed at a moment after its end marks nothing of it. A charge is detected at
 * its bend, or afterwards where nothing was read of it. In a roast whose beans are out by what BT did since, a charge is the next
 * one's as after a drop; that is suggested where they left, at the latest with this charge. A charge that is told just after
 * a roast was closed, and fell in before that, begins the next one where that ends. The test of the model holds all this
 * against a table written apart from the code.
 */
export const sessionTable: Readonly<Record<SessionPhase, PhaseRow>> = {
  idle: {
    when: (roast) => roast === null || (!roast.marks.charge && !roast.marks.drop),
    watchesFor: chargeRule,
    timeOutS: (rules) => rules.unattendedCloseS,
    since: latestMarkUs,
    closes: 'unattended',
  },
  roasting: {
    when: (roast) => roast?.marks.charge !== undefined && !roast.marks.drop,
    watchesFor: dropRule,
    timeOutS: (rules) => rules.unattendedCloseS,
    since: latestMarkUs,
    closes: 'unattended',
  },
  dropped: {
    when: (roast) => roast?.marks.drop !== undefined,
    watchesFor: chargeRule,
    timeOutS: (rules) => rules.closeAfterDropS,
    since: (roast) => roast.marks.drop?.atUs ?? latestMarkUs(roast),
    closes: 'afterDrop',
  },
};

const phases = ['idle', 'roasting', 'dropped'] as const satisfies readonly SessionPhase[];

/** The phase a session with this roast is in. */
export function sessionPhase(roast: SessionRoast | null): SessionPhase {
  return phases.find((phase) => sessionTable[phase].when(roast)) ?? 'idle';
}

/** So far below a suggested drop, the beans are out, C; until then a later break is the drop. */
const emptiedFallC = 10;

/** What is looked for: the break of the phase, or a better drop as long as the machine may still be full. */
export function watchedRule(roast: SessionRoast | null): BreakRule {
  const fall = roast?.fall ?? null;
  if (fall !== null && fall.fromC - fall.lowestC < emptiedFallC) return dropRule;
  return sessionTable[sessionPhase(roast)].watchesFor;
}
