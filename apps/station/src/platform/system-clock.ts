import { type DurationMs, MonoUs, WallMs } from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';

/** The longest span one timer of Node can wait, in milliseconds: 2^31 - 1. */
const timerMsMax = 2_147_483_647;
const nsPerUs = 1000n;

/** The time of this computer. Its monotonic axis is that of the operating system's present boot. */
export class SystemClock implements Clock {
  readonly rate = 1;

  monoUs(): MonoUs {
    return MonoUs(Number(process.hrtime.bigint() / nsPerUs));
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
