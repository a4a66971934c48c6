import type { AddMachineBody, RoastDto } from '@artisan-ts/contracts';
import {
  ArtisanError,
  type MachineId,
  MonoUs,
  parseId,
  type RandomStream,
  type RoastId,
  seededStream,
  usPerMs,
  WallMs,
} from '@artisan-ts/domain';
import {
  type Clock,
  createStation,
  type LiveEvent,
  type RoastFiles,
  type Station,
  type StoredReading,
} from '@artisan-ts/runtime';
import {
  CountingIds,
  type MemoryMissionStore,
  MemoryReadingStore,
  MemoryRoastStore,
  memoryAnchors,
  memoryMissionStore,
  recordingLogger,
  SimulatedClock,
  SimulatedDisk,
} from '@artisan-ts/testkit';
import { expect } from 'vitest';
import { RoastingMachine } from './roasting-machine.ts';
import { scriptedDriver, type Wire } from './scripted-driver.ts';

type SampleData = Extract<LiveEvent, { name: 'sample' }>['data'];

/** A station on machines that outlive it, in virtual time. What it told and what is on disk are compared after each run. */
export class World {
  readonly clock = new SimulatedClock();
  readonly chance: RandomStream;
  readonly disk: SimulatedDisk;
  readonly machines = new Map<string, RoastingMachine>();
  readonly wires = new Map<string, Wire>();
  readonly logger = recordingLogger();
  /** Everything the present and former stations told. */
  readonly told: LiveEvent[] = [];
  systemBoot = 'boot-1';
  readonly files: RoastFiles | null;
  storeNotices: readonly string[] = [];
  /** Readings that a station holds in memory at most; read when one is built. */
  unsavedMax = 100_000;
  /** How long the computer has slept; more of it lets time pass in which nothing runs. */
  sleptMs = 0;
  /** Whether the station wants the computer awake, and why that is not so. */
  isKeptAwake = false;
  sleepTrouble: string | null = null;
  /** Seconds east of UTC here, by wall time. */
  utcOffsetS: (wallMs: number) => number = () => 0;
  /** Points at which a live rate of rise was compared with the curve. */
  comparedRates = 0;
  readings: MemoryReadingStore;
  roasts: MemoryRoastStore;
  missions: MemoryMissionStore;
  /** Missions lie on a server that cannot be reached. */
  isMissionServerAway = false;
  station: Station;
  /** What was kept outside of the store of how the audit log stood; it outlives every crash. */
  readonly anchors = memoryAnchors();
  readonly #ids = new CountingIds();
  #life = { isOver: false };

  constructor(seed = 1, files: RoastFiles | null = null) {
    this.files = files;
    this.chance = seededStream(seed, 'world');
    this.disk = new SimulatedDisk(this.clock, seededStream(seed, 'disk'));
    this.disk.syncMs = 4;
    this.readings = new MemoryReadingStore(this.disk);
    this.roasts = new MemoryRoastStore(this.disk);
    this.missions = memoryMissionStore(this.disk, this.roasts);
    this.station = this.#build();
  }

  async start(): Promise<void> {
    await this.#within(this.station.start());
    this.station.live.subscribe((event) => this.told.push(event), {});
  }

  /** Adds a machine that is preheated; `settings` as the scripted driver knows them. */
  async addMachine(
    name: string,
    settings: Record<string, unknown> = {},
    body: Partial<AddMachineBody> = {},
  ): Promise<{ id: MachineId; machine: RoastingMachine }> {
    const machine = this.place(name);
    const device =
      body.sources === undefined
        ? { driver: 'scripted', settings: { machine: name, ...settings } }
        : {};
    const added = await this.#within(
      this.station.machines.add({ name, ...device, closeAfterDropS: 300, ...body }),
    );
    if (!added.ok) throw new Error(added.message);
    return { id: parseId('machine', added.value.id), machine };
  }

  /** Something that can be measured under that name. */
  place(name: string): RoastingMachine {
    const machine = new RoastingMachine();
    this.machines.set(name, machine);
    return machine;
  }

  /** Lets seconds of the world pass. */
  async run(seconds: number): Promise<void> {
    await this.clock.advance(seconds * 1000);
  }

  /** The process dies: nothing of it runs on, and the disk keeps what was synced. */
  crash(): void {
    this.#life.isOver = true;
    this.#life = { isOver: false };
    this.disk.crash();
  }

  /** A new process on the same disk. */
  async restart(): Promise<void> {
    this.readings = new MemoryReadingStore(this.disk);
    this.roasts = new MemoryRoastStore(this.disk);
    this.missions = memoryMissionStore(this.disk, this.roasts);
    this.station = this.#build();
    await this.start();
  }

  /** Where the levers stand, as a newcomer is told. */
  async leversInForce(): Promise<readonly (readonly [string, number])[]> {
    const told: (readonly [string, number])[] = [];
    const stop = this.station.live.subscribe((event) => {
      if (event.name === 'lever') told.push([event.data.lever, event.data.value]);
    }, {});
    await this.run(1);
    stop();
    return told;
  }

  async roastsOf(machineId: MachineId): Promise<readonly RoastDto[]> {
    const page = await this.station.roasts.list({ limit: 100, machineId });
    const found = await Promise.all(
      page.items.map((row) => this.station.roasts.get(row.id as RoastId)),
    );
    return found.flatMap((roast) => roast ?? []);
  }

  /** The samples that were told by the present station and all before it. */
  samples(): readonly SampleData[] {
    return this.told.flatMap((event) => (event.name === 'sample' ? [event.data] : []));
  }

  async stored(): Promise<readonly StoredReading[]> {
    const sourceIds = (await this.roasts.machines()).flatMap((machine) =>
      machine.configuration.sources.map((source) => source.id),
    );
    return this.readings.range({ sourceIds, limit: Number.MAX_SAFE_INTEGER });
  }

  /** What must hold whatever happened. */
  async checkPromises(): Promise<void> {
    await this.#durableIsOnDisk();
    for (const machine of await this.roasts.machines()) {
      await this.#liveRatesEqualLater(machine.id);
      const { items } = await this.station.roasts.list({ limit: 100, machineId: machine.id });
      expect(items.filter((row) => row.closeReason === null).length).toBeLessThanOrEqual(1);
    }
  }

  async #durableIsOnDisk(): Promise<void> {
    const places = new Set(
      (await this.stored()).map((each) => `${each.boot} ${each.stream} ${each.seq}`),
    );
    for (const event of this.told) {
      if (event.name !== 'durable') continue;
      for (const { boot, stream, seq } of event.data.newest) {
        for (let each = 0; each <= seq; each++) {
          if (!places.has(`${boot} ${stream} ${each}`)) {
            expect.fail(`${boot} ${stream} ${each} was called durable and is not on disk`);
          }
        }
      }
    }
  }

  /** Of the samples that survived, since the last restart: those lost by a crash were part of the earlier rates. */
  async #liveRatesEqualLater(machineId: MachineId): Promise<void> {
    const isOfBt = (sample: SampleData): boolean => 'btC' in sample.channels;
    const boot = this.samples().findLast(
      (sample) => sample.machineId === machineId && isOfBt(sample),
    )?.boot;
    const live = new Map(
      this.samples().flatMap((sample) =>
        sample.boot === boot ? [[sample.monoUs, sample.ror] as const] : [],
      ),
    );
    for (const roast of await this.roastsOf(machineId)) {
      const curve = await this.station.roasts.curve(roast.id as RoastId, 'ls30');
      const zeroUs =
        roast.marks.find((mark) => mark.kind === 'charge')?.monoUs ?? roast.startUs ?? 0;
      for (const [index, timeS] of (curve?.timeS ?? []).entries()) {
        const rates = live.get(Math.round(zeroUs + timeS * 1e6));
        if (rates === undefined) continue;
        this.comparedRates += 1;
        expect(curve?.ror.btCPerMin[index]).toBe(rates.btCPerMin);
        expect(curve?.ror.etCPerMin[index]).toBe(rates.etCPerMin);
      }
    }
  }

  #build(): Station {
    return createStation({
      clock: mortal(this.clock, this.#life, () => this.sleptMs),
      ids: this.#ids,
      logger: this.logger,
      readings: this.readings,
      roasts: this.roasts,
      missions: this.#reachable(this.missions),
      anchors: this.anchors,
      ...(this.files !== null && { files: this.files }),
      drivers: [scriptedDriver(this.machines, this.wires)],
      systemBoot: this.systemBoot,
      unsavedMax: this.unsavedMax,
      storeNotices: () => this.storeNotices,
      utcOffsetS: (wallMs) => this.utcOffsetS(wallMs),
      sleep: {
        sleptMs: () => this.sleptMs,
        keepAwake: (isWanted) => {
          this.isKeptAwake = isWanted;
        },
        trouble: () => this.sleepTrouble,
      },
    });
  }

  /** The same store, as long as the server that it lies on can be reached. */
  #reachable(missions: MemoryMissionStore): MemoryMissionStore {
    return new Proxy(missions, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...args: readonly unknown[]) => {
          if (this.isMissionServerAway)
            return Promise.reject(new ArtisanError('store.unavailable', 'no server'));
          return method.apply(target, args);
        };
      },
    });
  }

  /** Virtual time has to pass for the disk to answer. */
  async #within<Answer>(promise: Promise<Answer>): Promise<Answer> {
    let isDone = false;
    const done = promise.finally(() => {
      isDone = true;
    });
    await this.clock.advanceUntil(() => isDone, 60_000);
    return done;
  }

  /** Waits for an answer of the station while virtual time passes. */
  ask<Answer>(promise: Promise<Answer>): Promise<Answer> {
    return this.#within(promise);
  }
}

/** A clock whose sleepers never wake once the process is dead. */
function mortal(clock: Clock, life: { readonly isOver: boolean }, sleptMs: () => number): Clock {
  return {
    rate: 1,
    monoUs: () => MonoUs(clock.monoUs() + sleptMs() * usPerMs),
    wallMs: () => WallMs(clock.wallMs() + sleptMs()),
    sleep: async (span, signal) => {
      await clock.sleep(span, signal);
      if (life.isOver) await new Promise(() => undefined);
    },
  };
}
