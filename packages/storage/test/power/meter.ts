import { btChannel, DurationMs, etChannel, type LeverSpec, ok } from '@artisan-ts/domain';
import type { DriverKind } from '@artisan-ts/runtime';

const intervalMs = 4;

/** What the meter measures at its n-th reading, told apart from every other. */
export function meterValues(seq: number): readonly [number, number | null] {
  return [20 + seq / 1_000, seq % 7 === 0 ? null : 30 + seq / 1_000];
}

export const meterLever: LeverSpec = {
  id: 'burner',
  label: 'Burner',
  unit: '%',
  mode: 'logged',
  min: 0,
  max: 100,
  step: 1,
};

/** A machine that is read as fast as a timer goes. */
export const meter: DriverKind = {
  name: 'meter',
  label: 'Meter',
  origin: 'simulated',
  fields: [],
  describe: (settings) =>
    ok({
      settings,
      streams: [{ stream: 'main', channels: [btChannel, etChannel], intervalS: intervalMs / 1000 }],
      levers: [meterLever],
      clockRate: 1,
    }),
  create: (_settings, clock) => ({
    reading: {
      run: async (sink, signal) => {
        sink.connected();
        for (let seq = 0; !signal.aborted; seq++) {
          const values = meterValues(seq);
          const missing = [null, values[1] === null ? ('no-reply' as const) : null];
          const time = { monoUs: clock.monoUs(), wallMs: clock.wallMs() };
          sink.sample({ stream: 'main', ...time, values, missing });
          await clock.sleep(DurationMs(intervalMs), signal).catch(() => undefined);
        }
      },
      test: async () => ({ ok: true, steps: [], sample: null }),
    },
    control: null,
    batch: null,
  }),
};
