import {
  ArtisanError,
  btChannel,
  DurationMs,
  etChannel,
  type LeverSpec,
  ok,
} from '@artisan-ts/domain';
import type { Clock, Device, DriverKind, SampleSink } from '@artisan-ts/runtime';
import type { RoastingMachine } from './roasting-machine.ts';

const burner: LeverSpec = {
  id: 'burner',
  label: 'Burner',
  unit: '%',
  mode: 'commanded',
  min: 0,
  max: 100,
  step: 5,
};

/** What a test may say through the wire. */
export interface Wire {
  sink: SampleSink | null;
}

/** Reads machines by name; the setting `beans` says whether software moves them. */
export function scriptedDriver(
  machines: ReadonlyMap<string, RoastingMachine>,
  wires: Map<string, Wire>,
): DriverKind {
  const origin = 'simulated';
  return {
    name: 'scripted',
    label: 'Scripted machine',
    origin,
    fields: [],
    describe: (settings) =>
      ok({
        settings,
        streams: [
          {
            stream: 'main',
            channels: [btChannel, etChannel],
            intervalS: Number(settings['intervalS'] ?? 1),
          },
        ],
        levers: settings['levers'] === 'none' ? [] : [burner],
        clockRate: Number(settings['speed'] ?? 1),
      }),
    create: (settings, clock) => {
      const name = String(settings['machine']);
      const machine = machines.get(name);
      if (machine === undefined) throw new ArtisanError('driver.settings', `no machine ${name}`);
      return device(machine, clock, {
        // Its own crystal may be off by some parts per million.
        intervalS:
          Number(settings['intervalS'] ?? 1) * (1 + Number(settings['driftPpm'] ?? 0) / 1e6),
        movesBeans: settings['beans'] === 'software',
        wire: (sink) => wires.set(name, { sink }),
      });
    },
  };
}

function device(
  machine: RoastingMachine,
  clock: Clock,
  options: {
    readonly intervalS: number;
    readonly movesBeans: boolean;
    readonly wire: (sink: SampleSink) => void;
  },
): Device {
  return {
    reading: {
      run: async (sink, signal) => {
        if (isPulled(machine)) throw new ArtisanError('driver.port-missing', 'no port /dev/x');
        sink.connected();
        options.wire(sink);
        while (!signal.aborted) {
          if (isPulled(machine)) throw new ArtisanError('driver.lost', 'the port went away');
          if (machine.hasBug) {
            machine.hasBug = false;
            throw new TypeError('cannot read properties of undefined');
          }
          if (machine.cable === 'plugged') give(machine, clock, sink);
          await clock.sleep(DurationMs(options.intervalS * 1000), signal).catch(() => undefined);
        }
      },
      test: async () => ({ ok: true, steps: [], sample: null }),
    },
    control: { setLever: async (_lever, value) => ok(value) },
    batch: options.movesBeans
      ? {
          charge: () => machine.charge(clock.monoUs()),
          drop: () => machine.drop(clock.monoUs()),
          undo: (kind) => machine.undo(kind),
        }
      : null,
  };
}

function give(machine: RoastingMachine, clock: Clock, sink: SampleSink): void {
  const monoUs = clock.monoUs();
  const values = machine.read(monoUs);
  sink.sample({ stream: 'main', monoUs, wallMs: clock.wallMs(), values, missing: [null, null] });
}

function isPulled(machine: RoastingMachine): boolean {
  return machine.cable === 'pulled';
}
