import { ArtisanError } from '@artisan-ts/domain';
import { type BackOff, backOffMs } from '#clock/back-off.ts';
import { pause } from '#clock/pause.ts';
import type { Clock } from '#ports/clock.ts';
import type { Logger } from '#ports/logger.ts';
import { drain } from '#store/drain.ts';

const retryBackOff: BackOff = { firstMs: 100, maxMs: 5000 };
/** Changes that wait while nothing can be saved: hundreds of roasts; readings fill their memory long before. */
const waitingMax = 10_000;

interface Waiting {
  readonly write: () => Promise<void>;
  readonly done: () => void;
  /** Why its last try failed; null: it was not tried. */
  fault: ArtisanError | null;
}

/**
 * Writes one thing after the other, each until it is on disk. What no store can ever take makes way for the others and is
 * tried again behind them: one change that this program made wrong costs no other its place on the disk.
 */
export class WriteQueue {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #giveUp = new AbortController();
  #waiting: Waiting[] = [];
  #written = 0;
  #writing: Promise<void> | null = null;

  /** `clock` is the system's. */
  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Why something has not been written yet although it was tried, or null. */
  get fault(): ArtisanError | null {
    return this.#waiting.find(({ fault }) => fault !== null)?.fault ?? null;
  }

  /**
   * Resolves when written. `write` is called again after a failure, and must therefore be safe to repeat.
   *
   * @throws ArtisanError `store.unavailable` at once, when too much is waiting already
   */
  add(write: () => Promise<void>): Promise<void> {
    if (this.#waiting.length >= waitingMax) {
      throw new ArtisanError(
        'store.unavailable',
        `${waitingMax} changes wait to be saved and there is no room for more; check the disk`,
        { cause: this.fault },
      );
    }
    return new Promise((done) => {
      this.#waiting.push({ write, done, fault: null });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Resolves when all is on disk, or when the disk takes no more; how much is left then is said. */
  async drain(): Promise<void> {
    const isDone = await drain(this.#clock, {
      writing: this.#writing,
      progress: () => this.#written,
      goesOn: () => this.#logger.warn({ unsaved: this.#waiting.length }, 'saving the last changes'),
    });
    if (isDone) return;
    this.#giveUp.abort();
    const fault = this.fault?.message ?? 'the disk did not answer in time';
    this.#logger.error({ unsaved: this.#waiting.length, fault }, 'changes could not be saved');
  }

  async #writeAll(): Promise<void> {
    let failures = 0;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      try {
        await next.write();
        this.#waiting.shift();
        this.#written += 1;
        failures = 0;
        next.done();
      } catch (error) {
        failures += 1;
        this.#report(next, error);
        if (isHopeless(next.fault)) this.#waiting.push(...this.#waiting.splice(0, 1));
        if (!(await pause(this.#clock, backOffMs(retryBackOff, failures), this.#giveUp.signal))) {
          break;
        }
      }
    }
    // In the same breath as the last look at the queue: what is added next starts anew.
    this.#writing = null;
  }

  #report(waiting: Waiting, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const fault =
      error instanceof ArtisanError
        ? error
        : new ArtisanError('store.unavailable', message, { cause: error });
    if (waiting.fault === null) {
      this.#logger.error({ code: fault.code, error }, 'a change is not saved');
    }
    waiting.fault = fault;
  }
}

/** It is about the change, not about the store. */
function isHopeless(fault: ArtisanError | null): boolean {
  return fault !== null && !fault.code.startsWith('store.');
}
