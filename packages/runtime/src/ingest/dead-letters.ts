import type { HealthEvent } from '@artisan-ts/contracts';
import type { ErrorCode } from '@artisan-ts/domain';
import type { Clock } from '#ports/clock.ts';
import type { DeadLetter, DeadLetterStore } from '#ports/dead-letter-store.ts';
import type { Logger } from '#ports/logger.ts';

/** Of what came, as much is kept as tells what it was. */
const excerptMax = 512;
const topicMax = 256;

/** Messages set aside: counted by reason, kept by the store, never in the way of what is good. */
export class DeadLetters {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #store: DeadLetterStore | null;
  readonly #counts = new Map<ErrorCode, number>();
  #last: Pick<DeadLetter, 'code' | 'message' | 'wallMs'> | null = null;

  constructor(parts: {
    readonly clock: Clock;
    readonly logger: Logger;
    readonly store: DeadLetterStore | null;
  }) {
    this.#clock = parts.clock;
    this.#logger = parts.logger;
    this.#store = parts.store;
  }

  /** `excerpt` is only made when somebody keeps it. */
  put(letter: {
    readonly topic: string;
    readonly code: ErrorCode;
    readonly message: string;
    readonly excerpt: () => string;
  }): void {
    const { code, message } = letter;
    const topic = letter.topic.slice(0, topicMax);
    const wallMs = this.#clock.wallMs();
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
    this.#last = { code, message, wallMs };
    this.#logger.warn({ topic, code }, `telemetry set aside: ${message}`);
    if (this.#store === null) return;
    const excerpt = letter.excerpt().slice(0, excerptMax);
    this.#store.keep({ wallMs, topic, code, message, excerpt });
  }

  /** How many there were since the start, by reason, and the last one. */
  status(): NonNullable<HealthEvent['telemetry']>['setAside'] {
    const byCode = Object.fromEntries(this.#counts);
    const count = [...this.#counts.values()].reduce((sum, each) => sum + each, 0);
    return { count, byCode, last: this.#last };
  }
}
