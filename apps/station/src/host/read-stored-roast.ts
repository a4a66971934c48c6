import { ok, type Result, type RoastId, type RoastRecord, refuse } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import { openStoreReadOnly } from '@artisan-ts/storage';
import { stationOn } from '#host/run-station.ts';
import { systemLogger } from '#platform/log.ts';
import { SystemClock } from '#platform/system-clock.ts';
import { UuidV7Ids } from '#platform/uuid-v7.ts';

/** A roast from the store of a data folder on which no station runs; nothing is written. @throws ArtisanError `store.*` */
export function readStoredRoast(dataFolder: string, id: RoastId): Promise<Result<RoastRecord>> {
  return askStored(dataFolder, async ({ roasts }) => {
    const record = await roasts.record(id);
    if (record !== null) return ok(record);
    return refuse('request.not-found', `there is no roast ${id} in ${dataFolder}`);
  });
}

/** Asks a station that stands still on a store that is only read. @throws ArtisanError `store.*` */
export async function askStored<Answer>(
  dataFolder: string,
  ask: (station: Station) => Promise<Answer>,
): Promise<Answer> {
  const store = await openStoreReadOnly({ folder: dataFolder });
  try {
    const clock = new SystemClock();
    const ids = new UuidV7Ids(() => clock.wallMs());
    return await ask(stationOn(store, { clock, ids, logger: systemLogger('warn') }));
  } finally {
    await store.close();
  }
}
