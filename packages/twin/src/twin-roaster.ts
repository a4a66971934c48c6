import { ArtisanError } from '@artisan-ts/domain';
import { Batch } from '#conditions/batch.ts';
import type { Condition, TwinPhase } from '#conditions/condition.ts';
import { Cooling } from '#conditions/cooling.ts';
import { Preheated } from '#conditions/preheated.ts';
import { type Suite, suiteDay } from '#disturbances/suites.ts';
import type { LeverValues, TwinLever, TwinMachine } from '#machines/twin-machine.ts';
import { lossPct } from '#physics/heat.ts';
import { ProbeNoise } from '#probe-noise.ts';

/** Fixed, and stable for every machine here (roast-science 2.5). */
const stepS = 0.25;

/** Sums of many small spans round; a step that is this near is due. */
const roundingS = 1e-6;

/** Batches of neighbouring seeds must not be each other's: a prime far above any number of batches. */
const batchSeedStride = 1_000_003;

/** How a machine to roast on is made. */
export interface TwinOptions {
  readonly seed: number;
  readonly noise: boolean;
  /** How much batches differ; absent or null: not at all. */
  readonly days?: Suite | null;
}

/**
 * A simulated roasting machine to roast on. Between batches it is held at the charge conditions; `charge`
 * drops the beans in with the levers as they stand.
 *
 * The same machine, seed, levers and actions at the same times give the same readings, however the time is
 * split into calls of `advance`.
 */
export class TwinRoaster {
  readonly machine: TwinMachine;
  readonly #options: TwinOptions;
  #batches = 0;
  readonly #noise: ProbeNoise | null;
  #now: Condition;
  /** What went before, oldest first: it goes on unseen, so that an undo finds it where it would be. */
  #before: readonly Condition[] = [];
  #levers: LeverValues;
  #timeS = 0;
  #steps = 0;

  constructor(machine: TwinMachine, options: TwinOptions) {
    this.machine = machine;
    this.#options = options;
    this.#levers = machine.startLevers;
    this.#now = new Preheated(machine.conditions);
    this.#noise = options.noise ? new ProbeNoise(options.seed) : null;
  }

  /** Seconds since construction. */
  get timeS(): number {
    return this.#timeS;
  }

  get phase(): TwinPhase {
    return this.#now.phase;
  }

  /** What the beans in the drum have lost so far, percent of green weight; null when the drum is empty. */
  get lossPct(): { readonly water: number; readonly total: number } | null {
    const now = this.#now;
    return now instanceof Batch ? lossPct(now.machine.charge, now.state) : null;
  }

  /**
   * Moves a lever, within its range, and answers with the value in force.
   *
   * @throws ArtisanError `lever.unknown`, `quantity.not-finite`
   */
  setLever(id: string, value: number): number {
    const lever = this.#lever(id);
    if (!Number.isFinite(value)) {
      throw new ArtisanError('quantity.not-finite', `${id} must be a finite number, got ${value}`);
    }
    const inForce = Math.min(lever.max, Math.max(lever.min, value));
    this.#levers = { ...this.#levers, [lever.id]: inForce };
    return inForce;
  }

  /** @throws ArtisanError `lever.unknown` */
  leverValue(id: string): number {
    return this.#levers[this.#lever(id).id];
  }

  /** Beans in. Has no effect while beans are in the drum. */
  charge(): void {
    if (this.#now instanceof Batch) return;
    this.#before = [this.#now];
    const machine = this.#machineOfNextBatch();
    const hotterC = machine.conditions.drumC - this.machine.conditions.drumC;
    const { btC, etC, drumC } = this.#now;
    this.#now = new Batch(machine, this.#levers, { btC, etC, drumC: drumC + hotterC });
  }

  /** Weather, beans and gas of the next batch: each batch of a machine with hard days has its own. */
  #machineOfNextBatch(): TwinMachine {
    const { days, seed } = this.#options;
    this.#batches += 1;
    if (days === undefined || days === null) return this.machine;
    return suiteDay(this.machine, days, seed + batchSeedStride * this.#batches).machine;
  }

  /** Beans out. Has no effect on an empty drum. */
  drop(): void {
    if (!(this.#now instanceof Batch)) return;
    this.#before = [...this.#before, this.#now];
    this.#now = new Cooling(this.#now, this.machine.conditions);
  }

  /**
   * Takes back the last charge, or the last drop while the drum still cools: everything is as if it had not
   * happened, and time has gone on. Has no effect when there is nothing to take back.
   */
  undo(kind: 'charge' | 'drop'): void {
    const phase: TwinPhase = kind === 'charge' ? 'roasting' : 'cooling';
    const all = [...this.#before, this.#now];
    const undone = all.findIndex((each, place) => place > 0 && each.phase === phase);
    const present = all[undone - 1];
    if (present === undefined) return;
    this.#now = present;
    this.#before = all.slice(0, undone - 1);
  }

  /** Lets time pass. @throws ArtisanError `quantity.out-of-range` for time that runs backwards */
  advance(seconds: number): void {
    if (!(seconds >= 0 && Number.isFinite(seconds))) {
      throw new ArtisanError('quantity.out-of-range', `cannot advance by ${seconds} s`);
    }
    this.#timeS += seconds;
    for (; (this.#steps + 1) * stepS <= this.#timeS + roundingS; this.#steps += 1) this.#step();
  }

  /** What the probes read now, Celsius; with noise in steps of 0.1. */
  sample(): { readonly btC: number; readonly etC: number } {
    const { btC, etC } = this.#now;
    return this.#noise?.applyTo({ btC, etC }) ?? { btC, etC };
  }

  #step(): void {
    for (const condition of this.#before) condition.step(this.#levers, stepS);
    this.#now.step(this.#levers, stepS);
    this.#noise?.step();
    if (!(this.#now instanceof Cooling && this.#now.isOver)) return;
    this.#now = new Preheated(this.machine.conditions, this.#now.drumC);
    this.#before = [];
  }

  #lever(id: string): { readonly id: TwinLever; readonly min: number; readonly max: number } {
    const lever = this.machine.levers.find((each) => each.id === id);
    if (lever !== undefined) return lever;
    const known = this.machine.levers.map((each) => each.id).join(', ');
    throw new ArtisanError('lever.unknown', `${this.machine.label} has ${known}, not "${id}"`);
  }
}
