import { usPerMs } from '@artisan-ts/domain';
import { pause } from '#clock/pause.ts';
import type { Clock } from '#ports/clock.ts';

/** A disk that has taken nothing for so long will not. A sync that takes a second, or five, is progress. */
const patienceMs = 10_000;
/** Services are killed a minute and a half after they were told to stop; what could not be saved must be said before. */
const boundMs = 60_000;

/** Something that is being written while the station stops. */
export interface Draining {
  /** Resolves when nothing is left; null when nothing is. */
  readonly writing: Promise<void> | null;
  /** What was dealt with so far; whatever grows. */
  progress(): number;
  /** It takes longer: for whoever waits. */
  goesOn(): void;
}

/**
 * Waits for the last writes as long as the disk takes some, a minute at most. False when it gave up.
 */
export async function drain(clock: Clock, work: Draining): Promise<boolean> {
  const untilUs = clock.monoUs() + boundMs * usPerMs;
  const finished = work.writing?.then(() => 'finished');
  for (let before = work.progress(); ; before = work.progress()) {
    const over = new AbortController();
    const ended = await Promise.race([finished, pause(clock, patienceMs, over.signal)]);
    over.abort();
    if (ended !== true) return true;
    if (work.progress() === before || clock.monoUs() >= untilUs) return false;
    work.goesOn();
  }
}
