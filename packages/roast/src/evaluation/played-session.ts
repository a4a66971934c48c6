import { MonoUs, usPerSecond } from '@artisan-ts/domain';
import { decideSession } from '#session/decide.ts';
import { defaultSessionRules, type PressLeadS } from '#session/rules.ts';
import { initialSession, type SessionInput, type SessionState } from '#session/state.ts';

/** A mark that was suggested while a stream was played. Seconds of the stream. */
export interface Suggestion {
  readonly kind: 'charge' | 'drop';
  readonly timeS: number;
  /** The bend in BT it goes by; the mark stands where people press who see that bend. */
  readonly bendS: number;
  /** How long after the bend it was noticed. */
  readonly delayS: number;
  readonly confidence: number;
  readonly reason: string;
}

/** The session rules, played over a recorded stream, and every charge and drop they suggest. */
export class PlayedSession {
  readonly suggestions: Suggestion[] = [];
  readonly #originS: number;
  #state: SessionState;
  #nowS: number;

  /** `originS` is where the axis of the stream begins; nothing is read before. */
  constructor(originS: number, pressLeadS: PressLeadS = defaultSessionRules.pressLeadS) {
    this.#originS = originS;
    this.#nowS = originS;
    this.#state = initialSession({ ...defaultSessionRules, pressLeadS });
  }

  get hasCharge(): boolean {
    return this.#state.open?.marks.charge !== undefined;
  }

  read(timeS: number, btC: number | null): void {
    this.#nowS = timeS;
    this.#take({ type: 'sample', monoUs: this.#us(timeS), btC, etC: null });
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
      const bendS = timeS + this.#state.rules.pressLeadS[kind];
      const delayS = this.#nowS - bendS;
      this.suggestions.push({ kind, timeS, bendS, delayS, confidence, reason });
    }
  }

  #us(timeS: number): MonoUs {
    return MonoUs(Math.round((timeS - this.#originS) * usPerSecond));
  }
}
