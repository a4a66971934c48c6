import {
  ArtisanError,
  btChannel,
  DurationMs,
  etChannel,
  type MonoUs,
  ok,
  usPerMs,
  usPerSecond,
  WallMs,
} from '@artisan-ts/domain';
import type { Clock, Device, DriverKind, SampleSink } from '@artisan-ts/runtime';
import {
  type FaultName,
  type LeverValues,
  type TwinLever,
  type TwinMachine,
  TwinRoaster,
} from '@artisan-ts/twin';

/** The name under which the machines of the day are connected. */
export const drumDriverName = 'day-drum';

const msPerSecond = 1000;
/** A reading that comes twice comes this much later the second time. */
const copyLateUs = usPerMs;

/** A simulated machine that people stand at: it is there whether or not a station reads it. */
export class Drum {
  readonly name: string;
  readonly machine: TwinMachine;
  /** Whether its probes are connected to the computer. */
  isPlugged = true;
  /** By how much the axis of the machine is ahead of the clock of the day; null until it was read. Microseconds. */
  axisAheadUs: number | null = null;
  readonly #clock: Clock;
  readonly #roaster: TwinRoaster;
  #atUs: number;

  constructor(
    name: string,
    machine: TwinMachine,
    {
      clock,
      seed,
      faultsOf,
    }: {
      readonly clock: Clock;
      readonly seed: number;
      /** What breaks in a batch, by its number from 1. */
      readonly faultsOf: (batch: number) => readonly FaultName[];
    },
  ) {
    this.name = name;
    this.machine = machine;
    this.#clock = clock;
    this.#atUs = clock.monoUs();
    this.#roaster = new TwinRoaster(machine, { seed, noise: true, days: 'B', faults: faultsOf });
  }

  /** Beans in, with the levers as a batch begins. */
  charge(): void {
    this.#toNow();
    this.setLevers(this.machine.startLevers);
    this.#roaster.charge();
  }

  /** Beans out; gives what they lost, percent of green mass. */
  drop(): number {
    this.#toNow();
    this.#roaster.drop();
    return this.#roaster.roasted?.lossPct.total ?? 0;
  }

  setLevers(levers: LeverValues): void {
    this.#toNow();
    for (const { id } of this.machine.levers) {
      if (this.#roaster.leverValue(id) !== levers[id]) this.#roaster.setLever(id, levers[id]);
    }
  }

  lever(id: TwinLever): number {
    return this.#roaster.leverValue(id);
  }

  /** What its bean probe shows at the machine, whatever is lost or falsified on the way to the computer: Celsius. */
  get probeC(): number {
    this.#toNow();
    return this.#roaster.sample().btC;
  }

  /** A reading as it arrives. */
  receive(): ReturnType<TwinRoaster['receive']> {
    this.#toNow();
    return this.#roaster.receive();
  }

  #toNow(): void {
    const nowUs = this.#clock.monoUs();
    if (nowUs > this.#atUs) this.#roaster.advance((nowUs - this.#atUs) / usPerSecond);
    this.#atUs = Math.max(this.#atUs, nowUs);
  }
}

/** Reads the machines of the day by their names. People move their levers and beans; software only looks. */
export function drumDriver(drums: readonly Drum[], day: Clock): DriverKind {
  const named = (settings: Readonly<Record<string, unknown>>): Drum => {
    const drum = drums.find(({ name }) => name === settings['drum']);
    if (drum !== undefined) return drum;
    throw new ArtisanError('driver.settings', `there is no machine ${String(settings['drum'])}`);
  };
  return {
    name: drumDriverName,
    label: 'Machine of the day',
    origin: 'simulated',
    fields: [],
    describe: (settings) => {
      const { machine } = named(settings);
      const { intervalS } = machine;
      return ok({
        settings,
        streams: [{ stream: 'main', channels: [btChannel, etChannel], intervalS }],
        levers: machine.levers.map((lever) => ({ ...lever, mode: 'measured' as const })),
        clockRate: 1,
      });
    },
    create: (settings, clock): Device => {
      const drum = named(settings);
      return {
        reading: {
          run: (sink, signal) => {
            drum.axisAheadUs = clock.monoUs() - day.monoUs();
            return read(drum, { sink, signal, clock });
          },
          test: async () => ({ ok: true, steps: [], sample: null }),
        },
        control: null,
        batch: null,
      };
    },
  };
}

async function read(
  drum: Drum,
  on: { readonly sink: SampleSink; readonly signal: AbortSignal; readonly clock: Clock },
): Promise<void> {
  const { sink, signal, clock } = on;
  const mustBeThere = (): void => {
    if (!drum.isPlugged) throw new ArtisanError('driver.lost', `${drum.name}: the cable is out`);
  };
  mustBeThere();
  sink.connected();
  const told = new Map<TwinLever, number>();
  while (!signal.aborted) {
    const nowUs = clock.monoUs();
    for (const { id } of drum.machine.levers) {
      const value = drum.lever(id);
      if (told.get(id) !== value) sink.lever(id, value, nowUs);
      told.set(id, value);
    }
    give(drum, sink, { nowUs, wallMs: clock.wallMs() });
    await clock.sleep(DurationMs(drum.machine.intervalS * msPerSecond), signal).catch(() => {});
    if (!signal.aborted) mustBeThere();
  }
}

function give(
  drum: Drum,
  sink: SampleSink,
  { nowUs, wallMs }: { readonly nowUs: MonoUs; readonly wallMs: number },
): void {
  const { btC, etC, copies, aheadS } = drum.receive();
  for (let copy = 0; copy < copies; copy += 1) {
    sink.sample({
      stream: 'main',
      monoUs: (nowUs + copy * copyLateUs) as MonoUs,
      wallMs: WallMs(wallMs + aheadS * msPerSecond),
      values: [btC, etC],
      missing: [btC === null ? 'no-reply' : null, etC === null ? 'open-circuit' : null],
    });
  }
}
