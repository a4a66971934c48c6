import { pause } from '#clock/pause.ts';
import { MissionFault } from '#missions/agent.ts';
import type { Clock } from '#ports/clock.ts';

/**
 * Work that is told to stop, and waited for no longer, when its time is up or its run is over. @throws MissionFault
 * `LIMIT_REACHED`; whatever the work throws
 */
export async function withinTime<Answer>(
  clock: Clock,
  spanMs: number,
  signal: AbortSignal,
  work: (within: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const within = new AbortController();
  const done = new AbortController();
  const over = () => within.abort(signal.reason);
  if (signal.aborted) over();
  signal.addEventListener('abort', over, { once: true });
  const timeUp = async (): Promise<Answer> => {
    // Cut short, it is not what decides.
    if (!(await pause(clock, Math.max(0, spanMs), done.signal)))
      return new Promise(() => undefined);
    throw new MissionFault('LIMIT_REACHED', 'a tool took longer than one run may take');
  };
  try {
    return await Promise.race([work(within.signal), timeUp()]);
  } finally {
    done.abort();
    within.abort();
    signal.removeEventListener('abort', over);
  }
}
