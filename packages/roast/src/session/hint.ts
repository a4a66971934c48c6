import { secondsAfter } from '@artisan-ts/domain';
import type { HintInput, SessionState, SessionStep } from '#session/state.ts';
import { suggest } from '#session/suggest.ts';
import { sessionPhase } from '#session/table.ts';

/**
 * Takes what a sensor believes: a microphone that heard cracks, a camera that saw yellow. It becomes a suggestion with the sensor as
 * its source, stands before what BT alone suggested, and never before what a person said.
 */
export function decideHint(state: SessionState, hint: HintInput): SessionStep {
  const { open, rules } = state;
  const { kind, atUs, confidence, reason } = hint;
  const chargeUs = open?.marks.charge?.atUs;
  if (open === null || chargeUs === undefined || sessionPhase(open) !== 'roasting') {
    const message = 'no beans are being roasted';
    return { state, effects: [{ type: 'refuse', code: 'mark.no-roast', message }] };
  }
  if (atUs < chargeUs) {
    const message = 'the moment is before charge';
    return { state, effects: [{ type: 'refuse', code: 'mark.order', message }] };
  }
  const known = open.marks[kind];
  const declinedUs = open.declinedUs[kind];
  const isDeclined =
    declinedUs !== undefined && atUs <= secondsAfter(declinedUs, rules.sameMomentS);
  // A sensor says the same again and again: what it said first stands.
  const isSaid = known !== undefined && (known.state === 'confirmed' || known.source === 'device');
  if (isSaid || isDeclined) return { state, effects: [] };
  return suggest(state, open, { kind, atUs, confidence, reason, source: 'device' });
}
