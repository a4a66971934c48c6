import { setTimeout as sleep } from 'node:timers/promises';
import { MonoUs, WallMs } from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';

/** The time of this process. */
export const realClock: Clock = {
  rate: 1,
  monoUs: () => MonoUs(Math.round(performance.now() * 1000)),
  wallMs: () => WallMs(Date.now()),
  sleep: (span, signal) => sleep(span, undefined, signal ? { signal } : {}),
};
