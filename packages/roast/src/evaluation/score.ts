import type { TemperatureUnit } from '@artisan-ts/domain';
import { PlayedSession, type Suggestion } from '#evaluation/played-session.ts';
import type { PressLeadS } from '#session/rules.ts';

/** A recorded roast with the moments at which a person pressed charge and drop. Seconds on any one axis. */
export interface PressedStream {
  readonly timeS: readonly number[];
  readonly btC: readonly (number | null)[];
  /** null when nothing measured it beside BT. */
  readonly etC: readonly (number | null)[] | null;
  readonly chargeS: number | null;
  readonly dropS: number | null;
  /** Expected seconds between readings, and the scale they were recorded in: Artisan's rule depends on both. */
  readonly intervalS: number;
  readonly unit: TemperatureUnit;
}

/** What of a roast is played. */
export type PlayedStream = Omit<PressedStream, 'unit'>;

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
export function scoreDetection(stream: PlayedStream, pressLeadS?: PressLeadS): DetectionScore {
  const suggestions = suggestionsOf(stream, pressLeadS);
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

function suggestionsOf(
  stream: PlayedStream,
  pressLeadS: PressLeadS | undefined,
): readonly Suggestion[] {
  const { intervalS } = stream;
  const played = new PlayedSession({ originS: stream.timeS[0] ?? 0, intervalS }, pressLeadS);
  let pressS = stream.chargeS;
  stream.timeS.forEach((timeS, index) => {
    played.read(timeS, stream.btC[index] ?? null, stream.etC?.[index] ?? null);
    if (pressS === null || timeS < pressS + belongsWithinS) return;
    if (!played.hasCharge) played.press('charge', pressS);
    pressS = null;
  });
  return played.suggestions;
}
