import { MonoUs, type TemperatureUnit, usPerSecond } from '@artisan-ts/domain';
import { decideSession } from '#session/decide.ts';
import { defaultSessionRules } from '#session/rules.ts';
import { initialSession, type SessionInput } from '#session/state.ts';

/** A recorded roast with the moments at which a person pressed charge and drop. Seconds on any one axis. */
export interface PressedStream {
  readonly timeS: readonly number[];
  readonly btC: readonly (number | null)[];
  readonly chargeS: number | null;
  readonly dropS: number | null;
  /** Expected seconds between readings, and the scale they were recorded in: Artisan's rule depends on both. */
  readonly intervalS: number;
  readonly unit: TemperatureUnit;
}

type PlayedStream = Pick<PressedStream, 'timeS' | 'btC' | 'chargeS' | 'dropS'>;

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
export function scoreDetection(stream: PlayedStream): DetectionScore {
  const suggestions = suggestionsOf(stream);
  const pressedS = { charge: stream.chargeS, drop: stream.dropS };
  const belongs = ({ kind, timeS }: Suggestion): boolean => {
    const atS = pressedS[kind];
    return atS !== null && Math.abs(timeS - atS) <= belongsWithinS;
  };
  // A mark is placed once more when more is known: where it stands in the end counts, and when it was first noticed.
  const standing = (kind: Suggestion['kind']): Suggestion | null => {
    const all = suggestions.filter((one) => one.kind === kind && belongs(one));
    const [first] = all;
    const last = all.at(-1);
    return first === undefined || last === undefined ? null : { ...last, delayS: first.delayS };
  };
  return {
    charge: standing('charge'),
    drop: standing('drop'),
    falseMarks: suggestions.filter((one) => !belongs(one)),
  };
}

function suggestionsOf(stream: PlayedStream): Suggestion[] {
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
