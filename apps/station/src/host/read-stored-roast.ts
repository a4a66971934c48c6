import { type Result, type RoastId, type RoastRecord, refuse } from '@artisan-ts/domain';
import { openStoreReadOnly } from '@artisan-ts/storage';
import { stationOn } from '#host/run-station.ts';
import { systemLogger } from '#platform/log.ts';
import { SystemClock } from '#platform/system-clock.ts';
import { UuidV7Ids } from '#platform/uuid-v7.ts';

/** A roast from the store of a data folder on which no station runs; nothing is written. @throws ArtisanError `store.*` */
export async function readStoredRoast(
  dataFolder: string,
  id: RoastId,
): Promise<Result<RoastRecord>> {
  const store = await openStoreReadOnly({ folder: dataFolder });
  try {
    const clock = new SystemClock();
    const ids = new UuidV7Ids(() => clock.wallMs());
    const station = stationOn(store, { clock, ids, logger: systemLogger('warn') });
    const record = await station.roasts.record(id);
    if (record !== null) return { ok: true, value: record };
    return refuse('request.not-found', `there is no roast ${id} in ${dataFolder}`);
  } finally {
    await store.close();
  }
}
