import {
  type CloseReason,
  MonoUs,
  seededStream,
  standardNormal,
  usPerSecond,
} from '@artisan-ts/domain';
import type { PressedStream } from '#evaluation/score.ts';
import { decideSession } from '#session/decide.ts';
import { defaultSessionRules } from '#session/rules.ts';
import { initialSession, type SessionEffect } from '#session/state.ts';

/** A roast the session closed by itself. Seconds of the day. */
export interface ClosedRoast {
  readonly fromS: number;
  readonly toS: number;
  readonly closes: CloseReason;
}

/** What became of a day on which nobody touched a key. */
export interface ZeroTouchDay {
  readonly batches: number;
  readonly closed: readonly ClosedRoast[];
  /** Batches that have a closed roast of their own, from before their charge to after their drop. By place in the day. */
  readonly right: readonly number[];
}

/** Between batches a machine goes to where the next one starts, as a drum does with its burner on or off. */
const idleTimeConstantS = 300;
/** Long enough to get there, and to stand there. */
const idleS = 1800;
const standsS = 300;
/** After the last batch: longer than any roast waits to be closed. */
const eveningS = 9000;
const idleNoiseC = 0.1;
const roomC = 22;

/** What is read on such a day. Seconds of the day. */
export interface RecordedDay {
  readonly timeS: readonly number[];
  readonly btC: readonly (number | null)[];
  /** When each batch was charged and dropped, as its file says. */
  readonly batches: readonly Batch[];
}

interface Batch {
  readonly chargeS: number;
  readonly dropS: number;
}

/**
 * Roasts back to back as one day: each file as it is, and before each half an hour in which BT goes from where the last file
 * ended to where the next begins, exponentially, with noise, a reading a second; after the last, an evening.
 */
export function recordedDay(
  roasts: readonly Pick<PressedStream, 'timeS' | 'btC' | 'chargeS' | 'dropS'>[],
  seed: number,
): RecordedDay {
  const noise = seededStream(seed, 'idle');
  const timeS: number[] = [];
  const btC: (number | null)[] = [];
  const batches: Batch[] = [];
  let nowS = 0;
  let nowC = roomC;
  const read = (atS: number, valueC: number | null): void => {
    timeS.push(atS);
    btC.push(valueC);
  };
  const idle = (towardsC: number, spanS: number): void => {
    const fromC = nowC;
    for (let s = 1; s <= spanS; s++) {
      nowC = towardsC + (fromC - towardsC) * Math.exp(-s / idleTimeConstantS);
      nowS += 1;
      read(nowS, nowC + idleNoiseC * standardNormal(noise));
    }
  };
  for (const roast of roasts) {
    const startC = roast.btC.find((value) => value !== null) ?? roomC;
    idle(startC, idleS);
    nowC = startC;
    idle(startC, standsS);
    const originS = nowS + 1 - (roast.timeS[0] ?? 0);
    for (const [index, atS] of roast.timeS.entries()) {
      read(originS + atS, roast.btC[index] ?? null);
      nowC = roast.btC[index] ?? nowC;
    }
    nowS = originS + (roast.timeS.at(-1) ?? 0);
    batches.push({
      chargeS: originS + (roast.chargeS ?? roast.timeS[0] ?? 0),
      dropS: originS + (roast.dropS ?? roast.timeS.at(-1) ?? 0),
    });
  }
  idle(roomC, eveningS);
  return { timeS, btC, batches };
}

/** Plays such a day through the session rules alone. Nothing is pressed. */
export function playZeroTouchDay(
  roasts: readonly Pick<PressedStream, 'timeS' | 'btC' | 'chargeS' | 'dropS'>[],
  seed: number,
): ZeroTouchDay {
  const { timeS, btC, batches } = recordedDay(roasts, seed);
  const session = new DaySession();
  for (const [index, atS] of timeS.entries()) session.read(atS, btC[index] ?? null);
  const { closed } = session;
  return { batches: batches.length, closed, right: rightBatches(batches, closed) };
}

/** The session rules and what they close. */
class DaySession {
  readonly closed: ClosedRoast[] = [];
  #state = initialSession(defaultSessionRules);
  #fromS = 0;

  read(atS: number, btC: number | null): void {
    const monoUs = MonoUs(Math.round(atS * usPerSecond));
    const step = decideSession(this.#state, { type: 'sample', monoUs, btC, etC: null });
    this.#state = step.state;
    for (const effect of step.effects) this.#note(effect);
  }

  #note(effect: SessionEffect): void {
    if (effect.type === 'open') this.#fromS = effect.startUs / usPerSecond;
    if (effect.type !== 'close') return;
    const { endUs, reason } = effect;
    this.closed.push({ fromS: this.#fromS, toS: endUs / usPerSecond, closes: reason });
  }
}

/** The batches that have a closed roast of their own, by place in the day. */
export function rightBatches(
  batches: readonly Batch[],
  closed: readonly Pick<ClosedRoast, 'fromS' | 'toS'>[],
): number[] {
  return batches.flatMap((batch, index) => {
    const own = closed.filter(({ fromS, toS }) => fromS <= batch.dropS && toS >= batch.chargeS);
    const [only] = own;
    if (only === undefined || own.length > 1) return [];
    const holds = ({ chargeS, dropS }: typeof batch): boolean =>
      only.fromS <= chargeS && only.toS >= dropS;
    // The charge a detector names may be a few seconds late; the lead-in it keeps covers the press.
    return holds(batch) && batches.filter(holds).length === 1 ? [index] : [];
  });
}
