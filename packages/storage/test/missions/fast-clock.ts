import { setTimeout as sleep } from 'node:timers/promises';
import { MonoUs, WallMs } from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';

/** The same moment for every process of this computer, running so many times as fast: leases end while one can wait for it. */
export function fastClock(speed: number): Clock {
  const nowMs = () => Math.floor((performance.timeOrigin + performance.now()) * speed);
  return {
    rate: speed,
    // From the start of the process: microseconds since 1970, sped up, are more than a number holds.
    monoUs: () => MonoUs(Math.floor(performance.now() * speed) * 1000),
    wallMs: () => WallMs(nowMs()),
    sleep: async (span, signal) => {
      await sleep(span / speed, null, { ...(signal !== undefined && { signal }) });
    },
  };
}
