import { mkdirSync } from 'node:fs';
import {
  btChannel,
  type Channel,
  DurationMs,
  etChannel,
  MonoUs,
  ok,
  WallMs,
} from '@artisan-ts/domain';
import { createStation, type Device, type DriverKind } from '@artisan-ts/runtime';
import { openStore } from '@artisan-ts/storage';
import { systemLogger } from '../apps/station/src/platform/log.ts';
import { SystemClock } from '../apps/station/src/platform/system-clock.ts';
import { UuidV7Ids } from '../apps/station/src/platform/uuid-v7.ts';

const extra = (id: string): Channel => ({ id, label: id, quantity: 'ratio', resolution: null });

/** Readings handed over before the event loop gets a turn: a burst, as after a stall. */
const burst = 500;

/** A device that says everything it has as fast as it is let. */
function floodDriver(count: number): DriverKind {
  return {
    name: 'flood',
    label: 'Flood',
    origin: 'simulated',
    fields: [],
    describe: () =>
      ok({
        settings: {},
        streams: [
          {
            stream: 'main',
            channels: [btChannel, etChannel, extra('gas'), extra('fan')],
            intervalS: 0.1,
          },
        ],
        levers: [],
        clockRate: 1,
      }),
    create: (_settings, clock): Device => ({
      control: null,
      batch: null,
      reading: {
        test: () => Promise.resolve({ ok: true, steps: [], sample: null }),
        run: async (sink, signal) => {
          sink.connected();
          for (let k = 0; k < count && !signal.aborted; k++) {
            if (k % burst === 0) await clock.sleep(DurationMs(0), signal);
            sink.sample({
              stream: 'main',
              monoUs: MonoUs(k * 100_000),
              wallMs: WallMs(1_767_254_400_000 + k * 100),
              values: [150 + k * 0.001, 210 + Math.sin(k), 40, 60],
              missing: [null, null, null, null],
            });
          }
          await clock.sleep(DurationMs(3_600_000), signal).catch(() => undefined);
        },
      },
    }),
  };
}

/** Milliseconds until `count` readings of one machine went through a whole station onto the disk in `folder`. */
export async function flood(folder: string, count: number): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const store = await openStore({ folder });
  const clock = new SystemClock();
  const station = createStation({
    clock,
    ids: new UuidV7Ids(() => clock.wallMs()),
    logger: systemLogger('error'),
    readings: store.readings,
    roasts: store.roasts,
    drivers: [floodDriver(count)],
    systemBoot: 'bench',
  });
  await station.start();
  const start = performance.now();
  const done = new Promise<void>((resolve) => {
    station.live.subscribe((event) => {
      if (event.name === 'durable' && event.data.newest.some(({ seq }) => seq === count - 1))
        resolve();
    }, {});
  });
  const added = await station.machines.add({
    name: 'Flood',
    driver: 'flood',
    settings: {},
    closeAfterDropS: 900,
  });
  if (!added.ok) throw new Error(added.message);
  await done;
  const ms = performance.now() - start;
  await station.stop();
  await store.close();
  return ms;
}
