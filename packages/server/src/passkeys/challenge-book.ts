import { usPerSecond } from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';

/** A person finds a key and touches it within that. */
const lastsUs = 300 * usPerSecond;
/** Questions that nobody answers must not fill the memory; the oldest go. */
const openMax = 1_000;

interface Challenge {
  /** What for, and whom. */
  readonly purpose: string;
  readonly atUs: number;
}

/** Challenges that were given out and not answered yet: each is good once, for what it was given, for five minutes. */
export class ChallengeBook {
  readonly #clock: Pick<Clock, 'monoUs'>;
  readonly #open = new Map<string, Challenge>();

  constructor(clock: Pick<Clock, 'monoUs'>) {
    this.#clock = clock;
  }

  give(challenge: string, purpose: string): void {
    this.#open.set(challenge, { purpose, atUs: this.#clock.monoUs() });
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= openMax) return;
      this.#open.delete(oldest);
    }
  }

  /** Whether it was given for that and is still good; it is not any more. */
  take(challenge: string, purpose: string): boolean {
    const given = this.#open.get(challenge);
    this.#open.delete(challenge);
    return given?.purpose === purpose && this.#clock.monoUs() - given.atUs <= lastsUs;
  }
}
