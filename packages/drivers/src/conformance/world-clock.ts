import { setTimeout } from 'node:timers/promises';
import { MonoUs, WallMs } from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';

/** The time of the world, for tests over real sockets and ports. */
export const worldClock: Clock = {
  rate: 1,
  monoUs: () => MonoUs(Math.floor(performance.now() * 1000)),
  wallMs: () => WallMs(Date.now()),
  sleep: (span, signal) => setTimeout(span, undefined, signal ? { signal } : {}),
};

/** Bound on every wait over real sockets and ports, real milliseconds. */
export const patienceMs = 60_000;

/** Waits until this holds, with a bound. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('it did not happen in time');
    await setTimeout(5);
  }
}
