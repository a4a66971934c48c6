import { MonoUs, usPerSecond } from '@artisan-ts/domain';
import { decideSession } from '#session/decide.ts';
import { defaultSessionRules } from '#session/rules.ts';
import { initialSession, type SessionInput } from '#session/state.ts';

/** A recorded roast with the moments at which a person pressed charge and drop. Seconds on any one axis. */
export interface PressedStream {
  readonly timeS: readonly number[];
  readonly btC: readonly (number | null)[];
  readonly chargeS: number | null;
  readonly dropS: number | null;
}

/** A mark that was suggested while the stream was played. */
export interface Suggestion {
  readonly kind: 'charge' | 'drop';
  readonly timeS: number;
  /** How long after that moment it was noticed. */
  readonly delayS: number;
  readonly confidence: number;
  readonly reason: string;
}

/** What the session suggested, against what a person pressed. */
export interface DetectionScore {
  /** The suggestion that belongs to the press, or null when it was missed. */
  readonly charge: Suggestion | null;
  readonly drop: Suggestion | null;
  readonly falseMarks: readonly Suggestion[];
}

/** A suggestion farther from the press is about something else. */
const belongsWithinS = 60;

/**
 * Plays a stream through the session rules and compares. Nobody presses anything, except that a charge which
 * went unnoticed is pressed a minute late, so that drop is judged by itself.
 */
export function scoreDetection(stream: PressedStream): DetectionScore {
  const suggestions = suggestionsOf(stream);
  const nearest = (kind: Suggestion['kind'], pressedS: number | null): Suggestion | null => {
    if (pressedS === null) return null;
    const [best] = suggestions
      .filter((one) => one.kind === kind && Math.abs(one.timeS - pressedS) <= belongsWithinS)
      .sort((a, b) => Math.abs(a.timeS - pressedS) - Math.abs(b.timeS - pressedS));
    return best ?? null;
  };
  const charge = nearest('charge', stream.chargeS);
  const drop = nearest('drop', stream.dropS);
  return { charge, drop, falseMarks: suggestions.filter((one) => one !== charge && one !== drop) };
}

function suggestionsOf(stream: PressedStream): Suggestion[] {
  const suggestions: Suggestion[] = [];
  const originS = stream.timeS[0] ?? 0;
  const us = (timeS: number): MonoUs => MonoUs(Math.round((timeS - originS) * usPerSecond));
  let state = initialSession(defaultSessionRules);
  const take = (input: SessionInput, nowS: number): void => {
    const step = decideSession(state, input);
    state = step.state;
    for (const effect of step.effects) {
      if (effect.type !== 'mark' || effect.action !== 'suggest' || effect.atUs === null) continue;
      const { kind, confidence, reason } = effect;
      if (kind !== 'charge' && kind !== 'drop') continue;
      const timeS = originS + effect.atUs / usPerSecond;
      suggestions.push({ kind, timeS, delayS: nowS - timeS, confidence, reason });
    }
  };
  let pressS = stream.chargeS;
  stream.timeS.forEach((timeS, index) => {
    take({ type: 'sample', monoUs: us(timeS), btC: stream.btC[index] ?? null, etC: null }, timeS);
    if (pressS === null || timeS < pressS + belongsWithinS) return;
    if (state.open?.marks.charge === undefined) {
      const atUs = us(pressS);
      take({ type: 'mark', kind: 'charge', action: 'set', atUs, source: 'operator' }, timeS);
    }
    pressS = null;
  });
  return suggestions;
}
