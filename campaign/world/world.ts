import type { SourceBody } from '@artisan-ts/contracts';
import type { Sample, Machine as StoredMachine } from '@artisan-ts/domain';
import {
  ArtisanError,
  invariant,
  parseId,
  type RandomStream,
  seededStream,
  usPerSecond,
} from '@artisan-ts/domain';
import {
  type ClockAnchor,
  createStation,
  type Station,
  type StoredReading,
} from '@artisan-ts/runtime';
import { CountingIds, recordingLogger } from '@artisan-ts/testkit';
import { mqttDriver, tc4Driver } from '../../packages/drivers/src/index.ts';
import { Agenda } from './agenda.ts';
import { serialOf } from './board.ts';
import { Bridge } from './bridge.ts';
import { Broker } from './broker.ts';
import { Computer, type Life } from './computer.ts';
import type { Device } from './device.ts';
import { Disk } from './disk.ts';
import { FarTruth } from './far-truth.ts';
import { Machine, type NewestReading } from './machine.ts';
import { closeAfterDropS, type Scenario } from './scenario.ts';
import type { Death, Stage } from './stage.ts';
import { Truth } from './truth.ts';
import { witnessed } from './witness.ts';

/** Seconds east of UTC, where the roastery stands. */
export const utcOffsetS = 3600;
/** How long a program that could not start is left before it is started again. */
const startAgainS = 5;
const msPerSecond = 1000;
/** After a fault has healed, until everything has to be well again: back-off of drivers and stores is 5 s at most. */
export const recoveryS = 40;

/** What the board measures, as its driver calls it. */
const boardChannels = ['bt', 'et', 'chan3', 'chan4', 'ambient'] as const;

/** A roastery: machines, a computer, its disk, and the real station on it; bridges and a broker; all in virtual time. */
export class World implements Stage {
  readonly computer: Computer;
  readonly agenda = new Agenda();
  readonly disk: Disk;
  readonly machines: readonly Machine[];
  readonly devices: readonly Device[];
  readonly broker: Broker;
  bridges: readonly Bridge[] = [];
  readonly truth: Truth;
  readonly far: FarTruth;
  /** Why stations set messages aside, one by one. */
  readonly setAside: string[] = [];
  /** What the present and former stations logged. */
  readonly logger = recordingLogger();
  /** Faults that are going on, by name. */
  readonly active = new Set<object>();
  /** When something last went wrong. */
  troubledS = 0;
  /** Since when time has passed as it should: nothing ran while the computer slept or stood still. */
  steadySinceS = 0;
  readonly #scenario: Scenario;
  readonly #root: string;
  readonly #ids = new CountingIds();
  #life: Life = { isOver: true };
  #station: Station | null = null;
  #hasRebooted = false;

  constructor(scenario: Scenario, root: string) {
    const chance = (of: string): RandomStream =>
      seededStream(scenario.seed, `${of} of scenario ${scenario.number}`);
    const computer = new Computer(scenario.wallMs);
    this.#scenario = scenario;
    this.#root = root;
    this.computer = computer;
    this.disk = new Disk(root, computer.clock, chance('disk'));
    this.machines = scenario.machines.map((plan) => new Machine(plan, computer));
    this.devices = this.machines.flatMap(({ devices }) => devices);
    this.truth = new Truth(this, scenario.unsavedMax);
    this.far = new FarTruth({
      stage: this,
      computer,
      bridges: () => this.bridges,
      truth: this.truth,
      disk: this.disk,
    });
    this.broker = new Broker({
      kind: scenario.broker,
      clock: computer.clock,
      chance: chance('broker'),
      received: (message) => this.far.received(message),
      acked: (ack) => this.far.acked(ack),
    });
  }

  get nowS(): number {
    return this.computer.trueS();
  }

  /** The station while its program runs. */
  get station(): Station | null {
    return this.#station;
  }

  /** Nothing is wrong, and has not been for as long as everything needs to be well again. */
  get isQuiet(): boolean {
    return this.active.size === 0 && this.nowS - this.troubledS >= recoveryS;
  }

  get life(): Life {
    return this.#life;
  }

  /** Plays what is on the agenda until a moment. */
  async runUntil(endS: number): Promise<void> {
    for (let next = this.agenda.nextS; next !== null && next <= endS; next = this.agenda.nextS) {
      await this.#letPass(next);
      await this.agenda.take()?.act();
    }
    await this.#letPass(endS);
  }

  /** Waits for an answer of the station while virtual time passes; null when its program died before. */
  async ask<Answer>(question: (station: Station) => Promise<Answer>): Promise<Answer | null> {
    const station = this.#station;
    if (station === null) return null;
    const life = this.#life;
    let isDone = false;
    const answer = question(station).finally(() => {
      isDone = true;
    });
    const cameBack = await this.computer.clock.advanceUntil(
      () => isDone || life.isOver,
      60 * msPerSecond,
    );
    return cameBack && isDone ? answer : null;
  }

  /** The program is started; when it cannot, it is tried again as a person would. */
  start(): void {
    if (!this.#life.isOver) return;
    const life: Life = { isOver: false };
    this.#life = life;
    // While it starts, nobody can ask it for anything.
    this.troubledS = this.nowS;
    this.truth.born();
    try {
      this.#begin(life);
    } catch (error) {
      this.#couldNotStart(error, life);
    }
  }

  #begin(life: Life): void {
    const store = this.disk.open(life);
    this.truth.opened(store.notices);
    this.#noteReboots();
    for (const machine of this.machines) machine.attached();
    const { clock, sleep } = this.computer.timeFor(life);
    const station = createStation({
      clock,
      sleep,
      ids: this.#ids,
      logger: this.logger,
      readings: store.readings,
      roasts: store.roasts,
      systemBoot: this.computer.bootName,
      storeNotices: () => store.notices,
      utcOffsetS: () => utcOffsetS,
      unsavedMax: this.#scenario.unsavedMax,
      deadLetters: {
        keep: ({ code, message }) => {
          if (!life.isOver) this.setAside.push(`${code}: ${message}`);
        },
      },
      drivers: [
        witnessed(tc4Driver(this.#openPort), (device, sample, deliver) => {
          if (!life.isOver) this.#heard(device, sample);
          deliver();
        }),
        mqttDriver(),
      ],
    });
    station.start().then(
      () => {
        if (life.isOver) return;
        this.#station = station;
        // Only now is the end of the life before mended.
        this.troubledS = this.nowS;
        this.truth.listenTo(station, life);
        this.broker.attach(station.remote, life);
      },
      (error) => {
        if (!life.isOver) this.#couldNotStart(error, life);
      },
    );
  }

  #heard(device: string, sample: Sample): void {
    this.truth.delivered(device, sample);
    const machine = this.machines.find(({ devices }) =>
      devices.some(({ name }) => name === device),
    );
    machine?.heard(sample.monoUs / usPerSecond);
  }

  readonly #openPort = (port: string): Device['board']['transport'] => {
    const device = this.devices.find(({ name }) => name === port);
    invariant(device !== undefined, `there is a board at ${port}`);
    return device.board.transport;
  };

  /** A start whose anchor never reached the disk leaves no trace: the next one goes on from the anchor before. */
  #noteReboots(): void {
    for (const machine of this.machines) {
      if (machine.identity === null) continue;
      const anchors = machine.devices.flatMap(
        ({ sourceId }) => this.disk.look<ClockAnchor>('roasts', 'clockAnchor', sourceId) ?? [],
      );
      const isKnown = anchors[0]?.systemBoot === this.computer.bootName;
      if (this.#hasRebooted || !isKnown) machine.rebooted(this.#newestOf(machine));
    }
    this.#hasRebooted = false;
  }

  /** The furthest of what the devices of a machine have on disk last: of those on a cable, where there is one. */
  #newestOf(machine: Machine): NewestReading | null {
    const found = machine.devices.flatMap((device) => {
      const row = this.disk.look<StoredReading>('readings', 'newest', device.sourceId);
      return row === null ? [] : [{ device, row }];
    });
    const [furthest, ...others] = found.sort((a, b) => b.row.monoUs - a.row.monoUs);
    if (furthest === undefined) return null;
    const { device, row } = [furthest, ...others].find((each) => !each.device.isFar) ?? furthest;
    const onAxisS = row.monoUs / usPerSecond;
    const furthestS = furthest.row.monoUs / usPerSecond;
    const asMadeS = machine.madeS(onAxisS);
    if (!device.isFar)
      return { atS: asMadeS, onAxisS, furthestS, labelAheadS: this.#cutLabelS(machine, asMadeS) };
    const atS = device.board.served[serialOf(row.values) ?? -1]?.atS ?? asMadeS;
    const { computer } = this;
    const trueMs = computer.trueWallMs() - (this.nowS - atS) * msPerSecond;
    const stationAheadS = computer.wallAheadMs / msPerSecond - computer.wallSetSinceS(atS);
    const labelAheadS = (row.wallMs - trueMs) / msPerSecond - stationAheadS;
    return { atS, onAxisS, furthestS, labelAheadS };
  }

  /**
   * How far the label of what a fast machine read is ahead because no label stands before 1970, in seconds of the world: its
   * wall time runs as fast as it does, also where a clock that falls back to 1970 takes it.
   */
  #cutLabelS({ plan: { speed }, identity }: Machine, atS: number): number {
    const { computer } = this;
    const agoS = this.nowS - atS / speed + computer.wallSetSinceS(atS / speed);
    const wallMs = computer.wallMs() - agoS * msPerSecond;
    const addedWallMs = identity?.addedWallMs ?? wallMs;
    const labelMs = addedWallMs + (wallMs - addedWallMs) * speed;
    return Math.max(0, -labelMs) / speed / msPerSecond;
  }

  #couldNotStart(error: unknown, life: Life): void {
    const isExpected = error instanceof ArtisanError && this.disk.mayRefuse(error.code);
    if (!isExpected) this.truth.blame(`the station did not start: ${String(error)}`);
    life.isOver = true;
    this.#endLife('kill');
    this.agenda.add(this.nowS + startAgainS, () => this.start());
  }

  /** The program is killed, and started again after a while. */
  kill(death: Death, downS: number): void {
    if (this.#life.isOver) return;
    this.#life.isOver = true;
    this.#endLife(death);
    if (death === 'power') {
      this.computer.reboot();
      this.#hasRebooted = true;
    }
    this.agenda.add(this.nowS + downS, () => this.start());
  }

  #endLife(death: Death): void {
    this.#station = null;
    this.troubledS = this.nowS;
    if (death === 'power') this.disk.powerFailed();
    else if (death === 'kill') this.disk.killed();
    else this.disk.closed();
    // The system closes the ports and connections of a program that is gone.
    for (const { isFar, board } of this.devices) if (!isFar) board.transport.line?.cut();
    this.broker.detach();
    this.truth.died(death);
  }

  /** Stops in good order, as the program does: first the broker, then the station, and the store when it has answered. */
  async stop(): Promise<void> {
    const tookAll = this.disk.takesAll;
    this.broker.detach();
    await this.ask((station) => station.stop());
    await this.ask(() => this.disk.answered());
    if (this.#life.isOver) return;
    this.truth.life.isWhole = tookAll && this.disk.takesAll;
    this.#life.isOver = true;
    this.#endLife('stop');
  }

  /** Adds the machines of the scenario, in a station that has just started, and starts the bridges. */
  async addMachines(): Promise<void> {
    for (const machine of this.machines) {
      const addedS = machine.nowS;
      const addedWallMs = this.computer.wallMs();
      const added = await this.ask((station) =>
        station.machines.add({
          name: machine.name,
          sources: machine.devices.map(sourceOf),
          closeAfterDropS,
        }),
      );
      invariant(added?.ok === true, `${machine.name} can be added`);
      const id = parseId('machine', added.value.id);
      const stored = this.disk.look<readonly StoredMachine[]>('roasts', 'machines') ?? [];
      const sources = stored.find((each) => each.id === id)?.configuration.sources ?? [];
      invariant(sources.length === machine.devices.length, `${machine.name} has its sources`);
      for (const [index, device] of machine.devices.entries())
        device.sourceId = sources[index]?.id ?? null;
      machine.identity = { id, addedS, addedWallMs };
    }
    this.bridges = this.machines.flatMap((machine) =>
      machine.devices.flatMap((device) => this.#bridgeOf(machine, device)),
    );
    for (const bridge of this.bridges) bridge.start();
  }

  #bridgeOf(machine: Machine, device: Device): readonly Bridge[] {
    if (!device.isFar || machine.identity === null) return [];
    return [
      new Bridge({
        device,
        machineId: machine.identity.id,
        computer: this.computer,
        broker: this.broker,
        kind: tc4Driver(this.#openPort),
        ids: this.#ids,
        folder: this.#root,
      }),
    ];
  }

  async #letPass(untilS: number): Promise<void> {
    const ms = (untilS - this.nowS) * msPerSecond;
    if (ms > 0) await this.computer.clock.advance(ms);
  }
}

/** What the station is told about a device. */
function sourceOf(device: Device): SourceBody {
  if (!device.isFar) return { driver: 'tc4', settings: { ...device.settings } };
  const { intervalS } = device.plan;
  return { driver: 'mqtt', settings: { channels: boardChannels.join(), intervalS } };
}
