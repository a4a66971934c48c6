import { btChannel, etChannel, MonoUs, type StreamSpec, usPerSecond } from '@artisan-ts/domain';
import { chargeRule, dropRule } from '#detection/break-rules.ts';
import { findBreak } from '#detection/find-break.ts';
import { decideSession } from '#session/decide.ts';
import { defaultSessionRules, type PressLeadS } from '#session/rules.ts';
import { sessionSample } from '#session/session-sample.ts';
import { initialSession, type SessionInput, type SessionState } from '#session/state.ts';
import { SignalJudge } from '#signal/signal-judge.ts';

/** A mark that was suggested while a stream was played. Seconds of the stream. */
export interface Suggestion {
  readonly kind: 'charge' | 'drop';
  readonly timeS: number;
  /** The bend in BT it goes by; the mark stands where people press who see that bend. */
  readonly bendS: number;
  /** So slow a fall that the mark stands at the bend. */
  readonly isSlow: boolean;
  /** How long after the bend it was noticed. */
  readonly delayS: number;
  readonly confidence: number;
  readonly reason: string;
}

/** Where the axis of a stream begins, s; nothing is read before. And how far apart its readings are expected, s. */
export interface PlayedAxis {
  readonly originS: number;
  readonly intervalS: number;
}

/**
 * A recorded stream as the station takes a live one: every reading is judged, what cannot be right is left out, and the session
 * rules see the rest. Every charge and drop they suggest is kept.
 */
export class PlayedSession {
  readonly suggestions: Suggestion[] = [];
  readonly #originS: number;
  readonly #stream: StreamSpec;
  readonly #judge: SignalJudge;
  #state: SessionState;
  #nowS: number;

  constructor(
    { originS, intervalS }: PlayedAxis,
    pressLeadS: PressLeadS = defaultSessionRules.pressLeadS,
  ) {
    this.#originS = originS;
    this.#nowS = originS;
    this.#stream = { stream: 'main', channels: [btChannel, etChannel], intervalS };
    this.#judge = new SignalJudge(this.#stream);
    this.#state = initialSession({ ...defaultSessionRules, pressLeadS });
  }

  get hasCharge(): boolean {
    return this.#state.open?.marks.charge !== undefined;
  }

  /** One reading of both probes, as it came. */
  read(timeS: number, btC: number | null, etC: number | null): void {
    this.#nowS = timeS;
    const monoUs = this.#us(timeS);
    const { usable, defects } = this.#judge.push({ monoUs, values: [btC, etC] });
    const sample = sessionSample({ usable: { monoUs, values: usable }, defects }, this.#stream);
    if (sample !== null) this.#take(sample);
  }

  /** A person says now when it happened. */
  press(kind: 'charge' | 'drop', atS: number): void {
    this.#take({ type: 'mark', kind, action: 'set', atUs: this.#us(atS), source: 'operator' });
  }

  close(): void {
    this.#take({ type: 'close' });
  }

  #take(input: SessionInput): void {
    const step = decideSession(this.#state, input);
    this.#state = step.state;
    for (const effect of step.effects) {
      if (effect.type !== 'mark' || effect.action !== 'suggest' || effect.atUs === null) continue;
      const { kind, confidence, reason } = effect;
      if (kind !== 'charge' && kind !== 'drop') continue;
      const timeS = this.#originS + effect.atUs / usPerSecond;
      // What the rules saw, by which they went.
      const found = findBreak(this.#state.window, kind === 'charge' ? chargeRule : dropRule);
      const bendS = this.#originS + (found?.timeS ?? effect.atUs / usPerSecond);
      const delayS = this.#nowS - bendS;
      const isSlow = found?.isSlow ?? false;
      this.suggestions.push({ kind, timeS, bendS, isSlow, delayS, confidence, reason });
    }
  }

  #us(timeS: number): MonoUs {
    return MonoUs(Math.round((timeS - this.#originS) * usPerSecond));
  }
}
