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

/**
 * Plays roasts back to back as one day: each file as it is, and before each half an hour in which BT goes from where the
 * last file ended to where the next begins, exponentially, with noise, a reading a second. Nothing is pressed.
 */
export function playZeroTouchDay(
  roasts: readonly Pick<PressedStream, 'timeS' | 'btC' | 'chargeS' | 'dropS'>[],
  seed: number,
): ZeroTouchDay {
  const noise = seededStream(seed, 'idle');
  const session = new DaySession();
  const batches: { readonly chargeS: number; readonly dropS: number }[] = [];
  let nowS = 0;
  let btC = roomC;
  const idle = (towardsC: number, spanS: number): void => {
    const fromC = btC;
    for (let s = 1; s <= spanS; s++) {
      btC = towardsC + (fromC - towardsC) * Math.exp(-s / idleTimeConstantS);
      nowS += 1;
      session.read(nowS, btC + idleNoiseC * standardNormal(noise));
    }
  };
  for (const { timeS, btC: values, chargeS, dropS } of roasts) {
    const startC = values.find((value) => value !== null) ?? roomC;
    idle(startC, idleS);
    btC = startC;
    idle(startC, standsS);
    const originS = nowS + 1 - (timeS[0] ?? 0);
    timeS.forEach((atS, index) => {
      session.read(originS + atS, values[index] ?? null);
      btC = values[index] ?? btC;
    });
    nowS = originS + (timeS.at(-1) ?? 0);
    batches.push({
      chargeS: originS + (chargeS ?? timeS[0] ?? 0),
      dropS: originS + (dropS ?? timeS.at(-1) ?? 0),
    });
  }
  idle(roomC, eveningS);
  return {
    batches: roasts.length,
    closed: session.closed,
    right: rightOnes(batches, session.closed),
  };
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

function rightOnes(
  batches: readonly { readonly chargeS: number; readonly dropS: number }[],
  closed: readonly ClosedRoast[],
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
