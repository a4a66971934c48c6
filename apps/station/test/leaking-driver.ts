import { btChannel, DurationMs, MonoUs, ok, WallMs } from '@artisan-ts/domain';
import type { DriverKind } from '@artisan-ts/runtime';
import { runDriverChild } from '#bridge/driver-child.ts';

/** The real process of a driver whose driver reads well and lets go of nothing it was ever given. */
const stepBytes = 20_000_000;
const stepMs = 50;
const held: Buffer[] = [];

const kind: DriverKind = {
  name: 'any',
  label: 'Any',
  origin: 'measured',
  fields: [],
  describe: () => ok({ settings: {}, streams: [], levers: [], clockRate: 1 }),
  create: (_settings, clock) => ({
    control: null,
    batch: null,
    reading: {
      test: () => Promise.resolve({ ok: true, steps: [], sample: null }),
      run: async (sink, signal) => {
        sink.connected();
        const at = { monoUs: MonoUs(1), wallMs: WallMs(1) };
        sink.sample({ stream: btChannel.id, ...at, values: [200], missing: [null] });
        while (!signal.aborted) {
          held.push(Buffer.alloc(stepBytes, 1));
          await clock.sleep(DurationMs(stepMs), signal).catch(() => undefined);
        }
      },
    },
  }),
};

await runDriverChild([kind]);
