import { setImmediate } from 'node:timers/promises';
import { type DurationMs, MonoUs, usPerMs, WallMs } from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';

interface Sleeper {
  readonly dueUs: number;
  readonly wake: () => void;
}

/** 2026-01-01T06:00:00Z: any fixed morning, so that a day is the same each time. */
const morningWallMs = 1_767_247_200_000;

/**
 * Time that passes as fast as it can be computed: it goes from one sleeper to the next, in the order of their waking, and
 * stands still while something of the real world, such as the disk, has not answered.
 */
export class VirtualClock implements Clock {
  readonly rate = 1;
  /** The next to wake first. */
  readonly #sleepers: Sleeper[] = [];
  readonly #held = new Set<Promise<unknown>>();
  #nowUs = 0;

  monoUs(): MonoUs {
    return MonoUs(this.#nowUs);
  }

  wallMs(): WallMs {
    return WallMs(morningWallMs + Math.floor(this.#nowUs / usPerMs));
  }

  sleep(span: DurationMs, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper: Sleeper = {
        dueUs: this.#nowUs + Math.ceil(span * usPerMs),
        wake: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      const abort = (): void => {
        const at = this.#sleepers.indexOf(sleeper);
        if (at >= 0) this.#sleepers.splice(at, 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      const later = this.#sleepers.findIndex((other) => other.dueUs > sleeper.dueUs);
      this.#sleepers.splice(later < 0 ? this.#sleepers.length : later, 0, sleeper);
    });
  }

  /** Time stands still until something of the real world is done. Gives what it gives. */
  hold<Done>(promise: Promise<Done>): Promise<Done> {
    const forget = (): void => void this.#held.delete(promise);
    this.#held.add(promise);
    promise.then(forget, forget);
    return promise;
  }

  /** Lets time pass until something is done; all that can go on goes on between one sleeper and the next. */
  async until<Done>(promise: Promise<Done>): Promise<Done> {
    let isDone = false;
    const done = promise.finally(() => {
      isDone = true;
    });
    // A failure is the caller's, who awaits it below.
    done.catch(() => undefined);
    while (!isDone) {
      await this.#settled();
      const next = isDone ? undefined : this.#sleepers.shift();
      if (next === undefined) continue;
      this.#nowUs = Math.max(this.#nowUs, next.dueUs);
      next.wake();
    }
    return done;
  }

  /** Resolves when nothing can go on any more unless time passes. */
  async #settled(): Promise<void> {
    await setImmediate();
    while (this.#held.size > 0) {
      await Promise.allSettled(this.#held);
      await setImmediate();
    }
  }
}
