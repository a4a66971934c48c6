import { uptime } from 'node:os';
import { type DurationMs, type MonoUs, usPerMs, usPerSecond, WallMs } from '@artisan-ts/domain';
import { type Clock, ElapsedTime, type RawClocks } from '@artisan-ts/runtime';

/** The longest span one timer of Node can wait, in milliseconds: 2^31 - 1. */
const timerMsMax = 2_147_483_647;
const nsPerUs = 1000n;

/** Linux tells its time since boot in hundredths of a second, others in seconds. All count sleep. */
const bootStepUs = process.platform === 'linux' ? 10 * usPerMs : usPerSecond;

const rawClocks: RawClocks = {
  monoUs: () => Number(process.hrtime.bigint() / nsPerUs),
  wallMs: () => Date.now(),
  bootUs: () => uptime() * usPerSecond,
  bootStepUs,
};

/** The time of this computer. Its monotonic axis is that of the operating system's present boot and goes on through sleep. */
export class SystemClock implements Clock {
  readonly rate = 1;
  readonly #elapsed = new ElapsedTime(rawClocks);

  monoUs(): MonoUs {
    return this.#elapsed.monoUs();
  }

  /** How long the computer has slept since it was started, as far as it was noticed, in milliseconds. */
  sleptMs(): number {
    return this.#elapsed.sleptMs();
  }

  wallMs(): WallMs {
    return WallMs(Date.now());
  }

  sleep(span: DurationMs, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      // Timers count whole milliseconds; rounding up keeps a sleeper from waking before its time.
      const ms = Math.min(Math.ceil(span), timerMsMax);
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
