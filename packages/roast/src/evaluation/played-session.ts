import { MonoUs, usPerSecond } from '@artisan-ts/domain';
import { decideSession } from '#session/decide.ts';
import { defaultSessionRules } from '#session/rules.ts';
import { initialSession, type SessionInput } from '#session/state.ts';

/** A mark that was suggested while a stream was played. Seconds of the stream. */
export interface Suggestion {
  readonly kind: 'charge' | 'drop';
  readonly timeS: number;
  /** How long after that moment it was noticed. */
  readonly delayS: number;
  readonly confidence: number;
  readonly reason: string;
}

/** The session rules, played over a recorded stream, and every charge and drop they suggest. */
export class PlayedSession {
  readonly suggestions: Suggestion[] = [];
  readonly #originS: number;
  #state = initialSession(defaultSessionRules);
  #nowS: number;

  /** `originS` is where the axis of the stream begins; nothing is read before. */
  constructor(originS: number) {
    this.#originS = originS;
    this.#nowS = originS;
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
      const delayS = this.#nowS - timeS;
      this.suggestions.push({ kind, timeS, delayS, confidence, reason });
    }
  }

  #us(timeS: number): MonoUs {
    return MonoUs(Math.round((timeS - this.#originS) * usPerSecond));
  }
}
