import { ArtisanError } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import type { Store } from '@artisan-ts/storage';

/**
 * A store in which nothing was ever recorded gets a machine to roast on, so that the first start shows a
 * preheated roaster and not an empty page. Who removes it later does not get it back.
 */
export async function addTwinToNewStore(station: Station, store: Store): Promise<void> {
  if (station.machines.list().length > 0 || (await store.readings.durableCursor()) > 0) return;
  const added = await station.machines.add({
    name: 'Twin 1 kg',
    driver: 'twin',
    settings: {},
    closeAfterDropS: 900,
  });
  if (!added.ok) throw new ArtisanError(added.code, added.message);
}
