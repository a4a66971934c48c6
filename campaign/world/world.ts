import type { Machine as StoredMachine } from '@artisan-ts/domain';
import {
  ArtisanError,
  invariant,
  parseId,
  type RandomStream,
  seededStream,
  usPerSecond,
} from '@artisan-ts/domain';
import { createStation, type Station, type StoredReading } from '@artisan-ts/runtime';
import { CountingIds, recordingLogger } from '@artisan-ts/testkit';
import { tc4Driver } from '../../packages/drivers/src/index.ts';
import { Agenda } from './agenda.ts';
import { Computer, type Life } from './computer.ts';
import { Disk } from './disk.ts';
import { Machine } from './machine.ts';
import { closeAfterDropS, type Scenario } from './scenario.ts';
import { Truth } from './truth.ts';
import { witnessed } from './witness.ts';

/** How long a program that could not start is left before it is started again. */
const startAgainS = 5;
const msPerSecond = 1000;
/** After a fault has healed, until everything has to be well again: back-off of drivers and stores is 5 s at most. */
export const recoveryS = 40;

/** How a life of the station ends. */
export type Death = 'kill' | 'power' | 'stop';

/** A roastery: machines, a computer, its disk, and the real station on it, in virtual time. */
export class World {
  readonly computer = new Computer();
  readonly agenda = new Agenda();
  readonly disk: Disk;
  readonly machines: readonly Machine[];
  readonly truth: Truth;
  /** What the present and former stations logged. */
  readonly logger = recordingLogger();
  /** Faults that are going on, by name. */
  readonly active = new Set<object>();
  /** When something last went wrong. */
  troubledS = 0;
  /** Since when time has passed as it should: nothing ran while the computer slept or stood still. */
  steadySinceS = 0;
  readonly #ids = new CountingIds();
  #life: Life = { isOver: true };
  #station: Station | null = null;
  #hasRebooted = false;

  constructor(scenario: Scenario, root: string) {
    const chance: RandomStream = seededStream(scenario.seed, `disk of scenario ${scenario.number}`);
    this.disk = new Disk(root, this.computer.clock, chance);
    this.machines = scenario.machines.map((plan) => new Machine(plan, this.computer));
    this.truth = new Truth(this);
  }

  get nowS(): number {
    return this.computer.trueUs() / usPerSecond;
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
    if (this.#hasRebooted) this.#noteReboot();
    for (const machine of this.machines) machine.attached();
    const { clock, sleep } = this.computer.timeFor(life);
    const openPort = (port: string) => {
      const machine = this.machines.find(({ name }) => name === port);
      invariant(machine !== undefined, `there is a machine at ${port}`);
      return machine.board.transport;
    };
    const station = createStation({
      clock,
      sleep,
      ids: this.#ids,
      logger: this.logger,
      readings: store.readings,
      roasts: store.roasts,
      systemBoot: this.computer.bootName,
      storeNotices: () => store.notices,
      utcOffsetS: () => 3600,
      drivers: [
        witnessed(tc4Driver(openPort), (device, sample) => {
          if (!life.isOver) this.truth.delivered(device, sample);
        }),
      ],
    });
    station.start().then(
      () => {
        if (life.isOver) return;
        this.#station = station;
        this.truth.listenTo(station, life);
      },
      (error) => {
        if (!life.isOver) this.#couldNotStart(error, life);
      },
    );
  }

  #noteReboot(): void {
    this.#hasRebooted = false;
    for (const machine of this.machines) {
      if (machine.identity === null) continue;
      const newest = this.disk.look<StoredReading>('readings', 'newest', machine.identity.sourceId);
      machine.rebooted(newest?.monoUs ?? null);
    }
  }

  #couldNotStart(error: unknown, life: Life): void {
    const isTroubled = this.active.size > 0 || this.nowS - this.troubledS < startAgainS;
    const isExpected =
      isTroubled && error instanceof ArtisanError && error.code.startsWith('store.');
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
    // The system closes the ports of a program that is gone.
    for (const { board } of this.machines) board.transport.line?.cut();
    this.truth.died(death);
  }

  /** Stops in good order. */
  async stop(): Promise<void> {
    const tookAll = this.disk.takesAll;
    await this.ask((station) => station.stop());
    if (this.#life.isOver) return;
    this.truth.life.isWhole = tookAll && this.disk.takesAll;
    this.#life.isOver = true;
    this.#endLife('stop');
  }

  /** Adds the machines of the scenario, in a station that has just started. */
  async addMachines(): Promise<void> {
    for (const machine of this.machines) {
      const addedS = machine.nowS;
      const added = await this.ask((station) =>
        station.machines.add({
          name: machine.name,
          driver: 'tc4',
          settings: { ...machine.settings },
          closeAfterDropS,
        }),
      );
      invariant(added?.ok === true, `${machine.name} can be added`);
      const id = parseId('machine', added.value.id);
      const stored = this.disk.look<readonly StoredMachine[]>('roasts', 'machines') ?? [];
      const source = stored.find((each) => each.id === id)?.configuration.sources[0];
      invariant(source !== undefined, `${machine.name} has a source`);
      machine.identity = { id, sourceId: source.id, addedS };
    }
  }

  async #letPass(untilS: number): Promise<void> {
    const ms = (untilS - this.nowS) * msPerSecond;
    if (ms > 0) await this.computer.clock.advance(ms);
  }
}
