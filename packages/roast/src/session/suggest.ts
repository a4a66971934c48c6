import type { SessionEffect, SessionRoast, SessionState, SessionStep } from '#session/state.ts';

type MarkEffect = Extract<SessionEffect, { type: 'mark' }>;

/** Puts a mark into the roast as an opinion, for a person to confirm, move or undo. */
export function suggest(
  state: SessionState,
  roast: SessionRoast,
  mark: Pick<MarkEffect, 'kind' | 'confidence' | 'reason' | 'source'> & {
    readonly atUs: NonNullable<MarkEffect['atUs']>;
  },
): SessionStep {
  const { kind, atUs, source } = mark;
  const marks = { ...roast.marks, [kind]: { atUs, state: 'suggested', source } as const };
  return {
    state: { ...state, open: { ...roast, marks } },
    effects: [{ type: 'mark', action: 'suggest', ...mark }],
  };
}
