import {
  ArtisanError,
  DurationMs,
  type MachineId,
  seededStream,
  usPerSecond,
} from '@artisan-ts/domain';
import {
  type Clock,
  createStation,
  type LiveEvent,
  type Logger,
  type Station,
} from '@artisan-ts/runtime';
import { openStore, type Store } from '@artisan-ts/storage';
import { twinMachines } from '@artisan-ts/twin';
import { Drum, drumDriver } from '#day/drum.ts';
import type { DayFault, DayPlan } from '#day/plan.ts';
import { Truth } from '#day/truth.ts';
import { systemSecrets } from '#platform/secrets.ts';
import { UuidV7Ids } from '#platform/uuid-v7.ts';
import { heldPort, type Passage } from '#virtual/held-port.ts';
import { VirtualClock } from '#virtual/virtual-clock.ts';

type Sample = Extract<LiveEvent, { name: 'sample' }>['data'];

/** One run of the program. */
class Life {
  isOver = false;
  end: () => void = () => undefined;
  /** Resolves when it is over. */
  readonly over = new Promise<null>((resolve) => {
    this.end = () => {
      this.isOver = true;
      resolve(null);
    };
  });
}

/** What the screen of a machine showed last. */
export interface Shown {
  readonly atS: number;
  readonly btC: number | null;
  readonly rorCPerMin: number | null;
}

const msPerSecond = 1000;
const never = (): Promise<never> => new Promise(() => undefined);

/** Machines that people roast on, a computer that fails now and then, and the real station on it, in virtual time. */
export class Roastery {
  readonly clock = new VirtualClock();
  readonly truth = new Truth();
  readonly drums: readonly Drum[];
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #seed: number;
  readonly #ids: UuidV7Ids;
  readonly #shown = new Map<string, Shown>();
  #store: Store | null = null;
  #station: Station | null = null;
  #life: Life | null = null;
  #isDiskFull = false;
  /** The next report is to be the program's last deed. */
  #toDie: Extract<DayFault, { kind: 'killedReporting' }> | null = null;
  #requestsLeft: number | null = null;

  constructor(plan: DayPlan, folder: string, logger: Logger) {
    const { clock } = this;
    this.#logger = logger;
    this.#folder = folder;
    this.#seed = plan.seed;
    const bytes = seededStream(plan.seed, 'day.ids');
    this.#ids = new UuidV7Ids(
      () => clock.wallMs(),
      (count) => Uint8Array.from({ length: count }, () => Math.floor(256 * bytes.next())),
    );
    this.drums = plan.machines.map(({ name, model, seed, batches }) => {
      const faultsOf = (batch: number) => batches[batch - 1]?.faults ?? [];
      return new Drum(name, twinMachines[model], { clock, seed, faultsOf });
    });
  }

  /** Seconds since the day began. */
  get nowS(): number {
    return this.clock.monoUs() / usPerSecond;
  }

  /** The station while its program runs and has begun. */
  get station(): Station | null {
    return this.#station;
  }

  /** What the present program keeps, and what the evening looks into. @throws ArtisanError when there is none */
  get store(): Store {
    if (this.#store === null) throw new ArtisanError('store.unavailable', 'the program is down');
    return this.#store;
  }

  /** What a screen shows of a machine; null when nothing came for a while. */
  shown(id: MachineId): Shown | null {
    const shown = this.#shown.get(id) ?? null;
    return shown === null || this.nowS - shown.atS > 5 || this.#station === null ? null : shown;
  }

  async sleepS(seconds: number): Promise<void> {
    await this.clock.sleep(DurationMs(Math.max(0, seconds) * msPerSecond));
  }

  /** Asks the station; null when its program is down, dies meanwhile, or cannot reach its disk. */
  async ask<Answer>(question: (station: Station) => Promise<Answer>): Promise<Answer | null> {
    const station = this.#station;
    const life = this.#life;
    if (station === null || life === null) return null;
    try {
      return await Promise.race([question(station), life.over]);
    } catch (error) {
      if (ArtisanError.is(error, 'store.full')) return null;
      throw error;
    }
  }

  /** Starts the program and resolves when the station has begun. */
  async start(): Promise<void> {
    const life = new Life();
    this.#life = life;
    this.#store = await this.clock.hold(openStore({ folder: this.#folder }));
    const station = this.#stationOf(this.#store, life);
    await station.start();
    if (life.isOver) return;
    this.#station = station;
    station.live.subscribe((event) => {
      if (event.name === 'sample' && !life.isOver) this.#see(event.data);
    }, {});
  }

  /** The program ends as it would by a kill: nothing of it goes on, and what was not on disk is lost. */
  async kill(during: string, downS: number): Promise<void> {
    if (this.#life === null || this.#life.isOver) return;
    this.#life.end();
    this.truth.deaths.push({ atS: this.nowS, during });
    this.#station = null;
    this.#requestsLeft = null;
    const store = this.#store;
    this.#store = null;
    // What was asked of the disk before is done by the disk; nobody hears of it.
    if (store !== null) await this.clock.hold(store.close());
    await this.sleepS(downS);
    await this.start();
  }

  /** Ends the day in good order. */
  async stop(): Promise<void> {
    await this.#station?.stop();
    await this.leave();
  }

  /** Ends the program, whatever it does, and closes its files. */
  async leave(): Promise<void> {
    this.#life?.end();
    this.#station = null;
    const store = this.#store;
    this.#store = null;
    await store?.close();
  }

  /** Lets what is planned happen to the computer. */
  async suffer(fault: DayFault): Promise<void> {
    await this.sleepS(fault.atS - this.nowS);
    switch (fault.kind) {
      case 'killed':
        return this.kill('the day', fault.downS);
      case 'killedReporting':
        this.#toDie = fault;
        return;
      case 'diskFull':
        this.#isDiskFull = true;
        await this.sleepS(fault.forS);
        this.#isDiskFull = false;
    }
  }

  #see({ machineId, channels, ror }: Sample): void {
    const rorCPerMin = ror.btCPerMin;
    this.#shown.set(machineId, { atS: this.nowS, btC: channels['btC'] ?? null, rorCPerMin });
  }

  #stationOf(store: Store, life: Life): Station {
    const { clock } = this;
    const ofLife = this.#passageOf(life);
    const held = <Port extends object>(port: Port, passage: Passage = ofLife): Port =>
      heldPort(port, clock, passage);
    return createStation({
      clock: mortal(clock, life),
      ids: this.#ids,
      logger: this.#logger,
      readings: held(store.readings),
      roasts: held(store.roasts),
      missions: held(store.missions, this.#reportPassage(ofLife)),
      anchors: held(store.anchors),
      people: { store: held(store.people), secrets: this.#secrets() },
      entropy: seededStream(this.#seed, 'day.entropy'),
      drivers: [drumDriver(this.drums, clock)],
      systemBoot: 'the day',
      utcOffsetS: () => 0,
    });
  }

  /** A full disk refuses, and whoever died hears no answer. */
  #passageOf(life: Life): Passage {
    return async (_method, ask) => {
      if (life.isOver) return never();
      if (this.#isDiskFull) throw new ArtisanError('store.full', 'the disk of the day is full');
      const answer = await ask().catch((error: unknown) => {
        if (life.isOver) return never();
        throw error;
      });
      return life.isOver ? never() : answer;
    };
  }

  /** Counts what is asked about missions once a report was asked for, and dies at the planned request. */
  #reportPassage(ofLife: Passage): Passage {
    return (method, ask) => {
      if (method === 'createMission' && this.#toDie !== null && this.#requestsLeft === null)
        this.#requestsLeft = this.#toDie.request;
      const fault = this.#toDie;
      if (this.#requestsLeft === null || fault === null || --this.#requestsLeft > 0)
        return ofLife(method, ask);
      this.#toDie = null;
      const die = (): void => void this.kill(`a report (${method})`, fault.downS);
      if (!fault.isDone) {
        die();
        return never();
      }
      return ofLife(method, async () => {
        const answer = await ask();
        die();
        return answer;
      });
    };
  }

  #secrets(): typeof systemSecrets {
    const { clock } = this;
    return {
      ...systemSecrets,
      seal: (pin) => clock.hold(systemSecrets.seal(pin)),
      opens: (pin, sealed) => clock.hold(systemSecrets.opens(pin, sealed)),
    };
  }
}

/** A clock whose sleepers never wake once the program is over. */
function mortal(clock: VirtualClock, life: Life): Clock {
  return {
    rate: 1,
    monoUs: () => clock.monoUs(),
    wallMs: () => clock.wallMs(),
    sleep: async (span, signal) => {
      await clock.sleep(span, signal);
      if (life.isOver) await never();
    },
  };
}
