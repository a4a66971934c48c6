import { btChannel, DurationMs, etChannel, ok } from '@artisan-ts/domain';
import type { DriverKind } from '@artisan-ts/runtime';

/** Counts are told in hundredths of a degree: what no probe can show is not stored. */
export const countsPerDegree = 100;

/** The number of a sample of the counting device; -1 for none. */
export function countIn(values: readonly (number | null)[]): number {
  return Math.round((values[0] ?? -1 / countsPerDegree) * countsPerDegree);
}

/** A device that counts: k hundredths at sample k. Stops counting when told, so that "all of it" is a number. */
export function countingDriver(
  counter: { count: number; isOn: boolean },
  intervalMs = 20,
): DriverKind {
  const streams = [
    { stream: 'main', channels: [btChannel, etChannel], intervalS: intervalMs / 1000 },
  ];
  return {
    name: 'counting',
    label: 'Counting',
    origin: 'simulated',
    fields: [],
    describe: () => ok({ settings: {}, streams, levers: [], clockRate: 1 }),
    create: (_settings, clock) => ({
      control: null,
      batch: null,
      reading: {
        test: () => Promise.resolve({ ok: true, steps: [], sample: null }),
        run: async (sink, signal) => {
          sink.connected();
          while (!signal.aborted) {
            await clock.sleep(DurationMs(intervalMs), signal).catch(() => undefined);
            if (!counter.isOn || signal.aborted) continue;
            const times = { monoUs: clock.monoUs(), wallMs: clock.wallMs() };
            const values = [counter.count++ / countsPerDegree, null];
            sink.sample({ stream: 'main', ...times, values, missing: [null, 'not-connected'] });
          }
        },
      },
    }),
  };
}
