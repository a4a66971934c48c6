import { decideHint } from '#session/hint.ts';
import { closeRoast } from '#session/lifecycle.ts';
import { decideMark } from '#session/mark.ts';
import { decideSample } from '#session/sample.ts';
import type { SessionInput, SessionState, SessionStep } from '#session/state.ts';

/** One step of a session: what it becomes, and what is to be done. Pure; the same inputs give the same roasts. */
export function decideSession(state: SessionState, input: SessionInput): SessionStep {
  switch (input.type) {
    case 'sample':
      return decideSample(state, input);
    case 'mark':
      return decideMark(state, input);
    case 'hint':
      return decideHint(state, input);
    case 'close':
      return closeByOperator(state);
  }
}

function closeByOperator(state: SessionState): SessionStep {
  if (state.open !== null) {
    return closeRoast(state, 'operator', state.newestUs ?? state.open.startUs);
  }
  const message = 'cannot close: no roast is going on';
  return { state, effects: [{ type: 'refuse', code: 'mark.no-roast', message }] };
}
