import { type MarkKind, type MarkSource, type MarkState, MonoUs } from '@artisan-ts/domain';
import type { SessionRules } from '#session/rules.ts';
import {
  initialSession,
  latestMarkUs,
  newRoast,
  type SessionMark,
  type SessionState,
} from '#session/state.ts';

/** What is known of a session after a restart. */
export interface SessionRemains {
  readonly open: {
    readonly startUs: MonoUs;
    /** `undone` ones too, where they last stood, so that they are not suggested there again. */
    readonly marks: readonly {
      readonly kind: MarkKind;
      readonly atUs: MonoUs;
      readonly state: MarkState | 'undone';
      readonly source: MarkSource;
    }[];
    /** When somebody last did something to it: time-outs count from there, whatever mark was taken back. */
    readonly touchedUs: MonoUs;
  } | null;
  readonly lastClosedEndUs: MonoUs | null;
}

/**
 * A session as it stood when the program ended. Then feed it the readings of the roast once more, and do only those
 * effects that are not done yet: it needs two minutes for breaks, and all since charge for the turning point.
 */
export function resumeSession(rules: SessionRules, remains: SessionRemains): SessionState {
  const state: SessionState = { ...initialSession(rules), closedEndUs: remains.lastClosedEndUs };
  if (remains.open === null) return state;
  const marks: Partial<Record<MarkKind, SessionMark>> = {};
  const declinedUs: Partial<Record<MarkKind, MonoUs>> = {};
  for (const mark of remains.open.marks) {
    if (mark.state === 'undone') declinedUs[mark.kind] = mark.atUs;
    else marks[mark.kind] = { atUs: mark.atUs, state: mark.state, source: mark.source };
  }
  // Whether the beans are out after a suggested drop is seen again in the readings.
  const fall = marks.drop?.state === 'suggested' ? { fromC: 0, lowestC: 0 } : null;
  const roast = {
    ...newRoast(remains.open.startUs, remains.open.startUs),
    marks,
    declinedUs,
    fall,
  };
  const touchedUs = MonoUs(Math.max(latestMarkUs(roast), remains.open.touchedUs));
  return { ...state, open: { ...roast, touchedUs } };
}
