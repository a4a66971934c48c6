import {
  btChannel,
  DurationMs,
  type MonoUs,
  ok,
  secondsAfter,
  secondsBetween,
} from '@artisan-ts/domain';
import type { RecordedDay } from '@artisan-ts/roast';
import type { Clock, DriverKind, SampleSink } from '@artisan-ts/runtime';

/** The name under which the day is connected. */
export const dayDriverName = 'recorded-day';

/** How the disk is let keep up: the day waits for it so often, s. A real day is slower than any disk. */
const waitsEveryS = 300;

/** Hears how the day goes. */
export interface DayListener {
  /** Where on the axis second 0 of the day lies. */
  began(atUs: MonoUs): void;
  /** Resolves when what was read so far is on disk. */
  written(): Promise<unknown>;
  ended(): void;
}

/** A thermometer that reads a day that was. */
export function dayDriver(day: RecordedDay, hear: DayListener): DriverKind {
  const streams = [{ stream: 'main', channels: [btChannel], intervalS: 1 }];
  return {
    name: dayDriverName,
    label: 'Recorded day',
    origin: 'replayed',
    fields: [],
    describe: (settings) => ok({ settings, streams, levers: [], clockRate: 1 }),
    create: (_settings, clock) => ({
      reading: {
        run: async (sink, signal) => {
          sink.connected();
          hear.began(clock.monoUs());
          await play(day, { clock, sink, hear, signal });
        },
        test: async () => ({ ok: true, steps: [], sample: null }),
      },
      control: null,
      batch: null,
    }),
  };
}

async function play(
  { timeS, btC }: RecordedDay,
  on: {
    readonly clock: Clock;
    readonly sink: SampleSink;
    readonly hear: DayListener;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { clock, sink, hear, signal } = on;
  const startUs = clock.monoUs();
  let waitedS = 0;
  for (const [index, atS] of timeS.entries()) {
    const restS = secondsBetween(clock.monoUs(), secondsAfter(startUs, atS));
    if (restS > 0) await clock.sleep(DurationMs(restS * 1000), signal);
    const value = btC[index] ?? null;
    const missing = [value === null ? ('not-sent' as const) : null];
    const [monoUs, wallMs] = [clock.monoUs(), clock.wallMs()];
    sink.sample({ stream: 'main', monoUs, wallMs, values: [value], missing });
    if (atS - waitedS < waitsEveryS) continue;
    waitedS = atS;
    await hear.written();
  }
  await hear.written();
  hear.ended();
  // Connected and silent, as a machine is whose day is over.
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
