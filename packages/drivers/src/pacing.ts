import { type DurationMs, usPerMs } from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';

/**
 * Waits for a moment on the clock's axis; at once when it has passed. Says whether to go on: false when aborted.
 * Aiming at moments instead of sleeping for spans keeps a loop from drifting.
 */
export async function sleepUntil(
  clock: Clock,
  dueUs: number,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    const waitMs = (dueUs - clock.monoUs()) / usPerMs;
    if (waitMs <= 0) return true;
    try {
      await clock.sleep(waitMs as DurationMs, signal);
    } catch (reason) {
      // An aborted sleep is the ordinary way to be told to stop.
      if (!signal.aborted) throw reason;
    }
  }
  return false;
}
