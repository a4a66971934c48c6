import { DurationMs } from '@artisan-ts/domain';
import type { Clock } from '#ports/clock.ts';

/** Sleeps, and says whether the span passed: false when the signal cut it short. */
export async function pause(clock: Clock, spanMs: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  try {
    await clock.sleep(DurationMs(spanMs), signal);
    return !signal.aborted;
  } catch (error) {
    // An aborted sleep is the expected end of a pause; anything else is not ours to hide.
    if (!signal.aborted) throw error;
    return false;
  }
}
