import { ArtisanError } from '@artisan-ts/domain';
import { type BackOff, backOffMs } from '#clock/back-off.ts';
import { pause } from '#clock/pause.ts';
import type { Clock } from '#ports/clock.ts';

const retryBackOff: BackOff = { firstMs: 100, maxMs: 5000 };
/** A thread of the store that died has a successor, and a program that held the files has let go, long before. */
const patienceMs = 60_000;

/**
 * Asks the store again and again while it says that it cannot be used at the moment.
 *
 * @throws ArtisanError the store's last answer after a minute; any other error at once
 */
export async function patiently<Answer>(clock: Clock, ask: () => Promise<Answer>): Promise<Answer> {
  const untilUs = clock.monoUs() + patienceMs * 1000;
  for (let failures = 1; ; failures++) {
    try {
      return await ask();
    } catch (error) {
      const mayPass =
        ArtisanError.is(error, 'store.unavailable') || ArtisanError.is(error, 'store.locked');
      if (!mayPass || clock.monoUs() >= untilUs) throw error;
      await pause(clock, backOffMs(retryBackOff, failures), new AbortController().signal);
    }
  }
}
