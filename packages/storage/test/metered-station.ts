import { createStation, type Station } from '@artisan-ts/runtime';
import { CountingIds, silentLogger } from '@artisan-ts/testkit';
import { openStore, type Store } from '#store.ts';
import { meter } from './power/meter.ts';
import { realClock } from './power/real-clock.ts';

/** A station in this process that records a meter into a real folder, 250 readings a second. */
export interface MeteredStation {
  readonly station: Station;
  readonly store: Store;
  /** The newest reading that was called durable, and the newest that was shown; how often readings became durable. */
  readonly newest: { durable: number; shown: number; saves: number; sourceId: string };
  /** Resolves when so many readings were shown from now on. */
  whenShown(readings: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startMeteredStation(folder: string): Promise<MeteredStation> {
  const store = await openStore({ folder });
  const station = createStation({
    clock: realClock,
    ids: new CountingIds(),
    logger: silentLogger,
    readings: store.readings,
    roasts: store.roasts,
    drivers: [meter],
    systemBoot: 'hard-day',
  });
  await station.start();
  const newest = { durable: -1, shown: -1, saves: 0, sourceId: '' };
  const waiting = new Map<() => void, number>();
  station.live.subscribe(({ name, data }) => {
    if (name === 'sample') {
      newest.shown = data.seq;
      for (const [resolve, seq] of waiting) if (data.seq >= seq) resolve();
    }
    const [place] = name === 'durable' ? data.newest : [];
    if (place === undefined) return;
    newest.saves += 1;
    newest.durable = place.seq;
    newest.sourceId = place.sourceId;
  }, {});
  const body = { name: 'Meter', driver: 'meter', settings: {}, closeAfterDropS: 900 };
  const added = await station.machines.add(body);
  if (!added.ok) throw new Error(added.message);
  return {
    station,
    store,
    newest,
    whenShown: (readings) =>
      new Promise((resolve) => void waiting.set(resolve, newest.shown + readings)),
    stop: async () => {
      await station.stop();
      await store.close();
    },
  };
}
