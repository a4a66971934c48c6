import { type DurationMs, type RandomStream, seededStream } from '@artisan-ts/domain';
import type { Clock, Connection } from '@artisan-ts/runtime';

/** What can go wrong with one answer of a simulated device. */
export type AnswerFault =
  /** It is lost. */
  | { readonly kind: 'silence' }
  /** Random bytes come instead. */
  | { readonly kind: 'garbage' }
  /** It comes so much later, of the clock of the device. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Only its first bytes come. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** It comes twice. */
  | { readonly kind: 'doubled' };

const garbageBytes = 24;
/** Later than a time-out that makes sense on such a line, and sooner than the next reading. */
const lateMs = 700;

/** The mouth of a simulated device: says its answers, spoilt in the ways it is told. */
export class SpoiltAnswers {
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #chance: RandomStream;
  readonly #faults: AnswerFault[] = [];
  #isMute = false;

  /** `seed` is of the garbage. */
  constructor(connection: Connection, clock: Clock, seed = 1) {
    this.#connection = connection;
    this.#clock = clock;
    this.#chance = seededStream(seed, 'spoilt-answers');
  }

  get isMute(): boolean {
    return this.#isMute;
  }

  /** Spoils the next answers, one fault each, in this order. */
  misbehave(...faults: readonly AnswerFault[]): void {
    this.#faults.push(...faults);
  }

  garbleNext(): void {
    this.misbehave({ kind: 'garbage' });
  }

  delayNext(): void {
    this.misbehave({ kind: 'slow', delayMs: lateMs });
  }

  /** Says nothing more, whatever it is asked. */
  mute(): void {
    this.#isMute = true;
  }

  answer(bytes: Uint8Array): void {
    if (this.#isMute) return;
    const fault = this.#faults.shift();
    switch (fault?.kind) {
      case undefined:
        this.say(bytes);
        break;
      case 'silence':
        break;
      case 'garbage':
        this.say(this.#noise());
        break;
      case 'cut':
        this.say(bytes.subarray(0, fault.afterBytes));
        break;
      case 'doubled':
        this.say(bytes);
        this.say(bytes);
        break;
      case 'slow':
        void this.#clock.sleep(fault.delayMs as DurationMs).then(() => this.say(bytes));
        break;
    }
  }

  /** Says this as it is. */
  say(bytes: Uint8Array): void {
    this.#connection.write(bytes).catch(() => {
      // The other end is gone. A device talks on into the void, so there is nobody to tell.
    });
  }

  #noise(): Uint8Array {
    return Uint8Array.from({ length: garbageBytes }, () => Math.floor(this.#chance.next() * 256));
  }
}
