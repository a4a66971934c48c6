import { ArtisanError } from '@artisan-ts/domain';
import { Batch, type BatchDay } from '#conditions/batch.ts';
import type { ConditionState, TwinPhase } from '#conditions/condition.ts';
import { Cooling } from '#conditions/cooling.ts';
import { EmptyDrum } from '#conditions/empty-drum.ts';
import { type GreenBeans, withBeans } from '#conditions/green-beans.ts';
import { Preheated } from '#conditions/preheated.ts';
import type { Arrival } from '#disturbances/day-senses.ts';
import type { FaultName } from '#disturbances/fault-table.ts';
import { disturbedDay, type Suite, suiteDay } from '#disturbances/suites.ts';
import type { LeverValues, TwinLever, TwinMachine } from '#machines/twin-machine.ts';
import { coolInTray, type RoastedBeans } from '#physics/roasted-beans.ts';
import { stepS } from '#physics/step.ts';
import { ProbeNoise } from '#probe-noise.ts';

/** Sums of many small spans round; a step that is this near is due. */
const roundingS = 1e-6;

/** Batches of neighbouring seeds must not be each other's: a prime far above any number of batches. */
const batchSeedStride = 1_000_003;

/** Who keeps an empty machine hot. */
export const heatings = ['thermostat', 'hands'] as const;
export type Heating = (typeof heatings)[number];

/** What a machine may be doing. */
type AnyCondition = Preheated | EmptyDrum | Batch | Cooling;

/** How a machine to roast on is made. */
export interface TwinOptions {
  readonly seed: number;
  readonly noise: boolean;
  /** How much batches differ; absent or null: not at all. */
  readonly days?: Suite | null;
  /**
   * Who keeps the empty machine hot: a thermostat, at once and whatever the levers say, or hands, from cold; absent: the
   * thermostat.
   */
  readonly heating?: Heating | undefined;
  /** What breaks in every batch, each time at another moment, or what breaks in a batch by its number from 1; absent: nothing. */
  readonly faults?: readonly FaultName[] | ((batch: number) => readonly FaultName[]);
  /** Where one of the same machine, seed and days was left; absent: as it is switched on, with its first levers. */
  readonly from?: TwinState | undefined;
}

/** All that a simulated machine needs to go on from where it is. The noise of its probes is drawn anew. */
export interface TwinState {
  readonly timeS: number;
  readonly steps: number;
  readonly batches: number;
  readonly levers: LeverValues;
  /** Of the latest batch; absent: those of the reference roast. */
  readonly beans?: GreenBeans | null | undefined;
  readonly now: ConditionState;
  /** What an undo would go back to, oldest first. */
  readonly before: readonly ConditionState[];
}

/**
 * A simulated roasting machine to roast on. Between batches it is held at the charge conditions, or heated by hand from
 * cold; `charge` drops the beans in with the levers as they stand.
 *
 * The same machine, seed, levers and actions at the same times give the same readings, however the time is
 * split into calls of `advance`.
 */
export class TwinRoaster {
  readonly machine: TwinMachine;
  readonly #options: TwinOptions;
  #batches: number;
  readonly #noise: ProbeNoise | null;
  #now: AnyCondition;
  /** What went before, oldest first: it goes on unseen, so that an undo finds it where it would be. */
  #before: readonly AnyCondition[];
  #levers: LeverValues;
  #beans: GreenBeans | null;
  #roasted: RoastedBeans | null = null;
  #timeS: number;
  #steps: number;

  constructor(machine: TwinMachine, options: TwinOptions) {
    const { seed, noise, from } = options;
    this.machine = machine;
    this.#options = options;
    this.#batches = from?.batches ?? 0;
    this.#levers = from?.levers ?? this.#firstLevers();
    this.#beans = from?.beans ?? null;
    this.#timeS = from?.timeS ?? 0;
    this.#steps = from?.steps ?? 0;
    this.#now = from ? this.#conditionFrom(from.now) : this.#switchedOn();
    this.#before = from?.before.map((each) => this.#conditionFrom(each)) ?? [];
    this.#noise = noise ? new ProbeNoise(seed, from && `.after.${from.steps}`) : null;
  }

  /** Where it is, to go on from there later. */
  get state(): TwinState {
    return {
      timeS: this.#timeS,
      steps: this.#steps,
      batches: this.#batches,
      levers: this.#levers,
      beans: this.#beans,
      now: this.#now.kept,
      before: this.#before.map(({ kept }) => kept),
    };
  }

  /** Seconds since it was first made. */
  get timeS(): number {
    return this.#timeS;
  }

  get phase(): TwinPhase {
    return this.#now.phase;
  }

  /** What became of the beans of the latest drop; null until beans were dropped, and when the program was started since. */
  get roasted(): RoastedBeans | null {
    return this.#roasted;
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

  /** Beans in; those of the reference roast, unless others are named. Has no effect while beans are in the drum. */
  charge(beans: GreenBeans | null = null): void {
    if (this.#now instanceof Batch) return;
    this.#beans = beans;
    this.#before = [this.#now];
    this.#batches += 1;
    const batchDay = this.#dayOfBatch();
    const { btC, etC, drumC } = this.#now;
    if (this.#now instanceof EmptyDrum) {
      // How hot it is, hands have brought about.
      this.#now = Batch.charged(batchDay, this.#levers, { btC, etC, drumC, heat: this.#now.heat });
      return;
    }
    const hotterC = batchDay.day.machine.conditions.drumC - this.machine.conditions.drumC;
    this.#now = Batch.charged(batchDay, this.#levers, { btC, etC, drumC: drumC + hotterC });
  }

  /** Weather, beans, gas, probes and faults of the latest batch: each batch of a machine with hard days has its own. */
  #dayOfBatch(): BatchDay {
    const { days = null, noise } = this.#options;
    const { faults: breaking = [] } = this.#options;
    const faults = typeof breaking === 'function' ? breaking(this.#batches) : breaking;
    const seed = this.#options.seed + batchSeedStride * this.#batches;
    const machine = this.#beans === null ? this.machine : withBeans(this.machine, this.#beans);
    const day =
      days === null
        ? disturbedDay(machine, faults, 1, seed)
        : suiteDay(machine, days, seed, faults);
    return { day: noise ? day : { ...day, btNoiseC: 0, dropoutShare: 0 }, seed };
  }

  /** Beans out. Has no effect on an empty drum. */
  drop(): void {
    if (!(this.#now instanceof Batch)) return;
    this.#before = [...this.#before, this.#now];
    this.#roasted = coolInTray(this.#now.machine, this.#now.state);
    this.#now = this.#emptied(this.#now);
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
    this.#roasted = null;
    this.#before = all.slice(0, undone - 1);
  }

  #emptied(batch: Batch): AnyCondition {
    const { btC, etC, drumC, slopes } = batch;
    if (this.#options.heating !== 'hands') {
      return new Cooling({ btC, etC, drumC, ...slopes }, this.machine.conditions);
    }
    const { burner, air } = batch.state;
    return new EmptyDrum(this.machine, { burner, air, drumC, btC, etC }, 0);
  }

  /**
   * Whatever was in the drum was taken out long ago: it is as it was when it was switched on, and nothing can be taken
   * back.
   */
  rest(): void {
    this.#now = this.#switchedOn();
    if (this.#options.heating === 'hands') this.#levers = this.#firstLevers();
    this.#before = [];
  }

  #switchedOn(): AnyCondition {
    return this.#options.heating === 'hands'
      ? EmptyDrum.cold(this.machine)
      : new Preheated(this.machine.conditions);
  }

  /** A machine that is to be heated by hand stands there without heat. */
  #firstLevers(): LeverValues {
    const { startLevers, levers } = this.machine;
    if (this.#options.heating !== 'hands') return startLevers;
    return { ...startLevers, burner: levers.find(({ id }) => id === 'burner')?.min ?? 0 };
  }

  /** Whether a lever waits for an approval that nobody gives: it stays where it is. */
  get isUnapproved(): boolean {
    return this.#now instanceof Batch && this.#now.has('approvalLost');
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

  /** What arrives of a sample: what the day and its faults make of it. Called once for each. */
  receive(): Arrival {
    const sample = this.sample();
    return this.#now instanceof Batch
      ? this.#now.sense(sample)
      : { ...sample, copies: 1, aheadS: 0 };
  }

  #step(): void {
    for (const condition of this.#before) condition.step(this.#levers);
    const now = this.#now;
    now.step(this.#levers);
    this.#noise?.step();
    if (now instanceof Batch || now instanceof Preheated || !now.isOver) return;
    this.#now =
      now instanceof EmptyDrum ? now.settled : new Preheated(this.machine.conditions, now.drumC);
    this.#before = [];
  }

  /** There is at most one batch in what is now and what was before: the latest. */
  #conditionFrom(kept: ConditionState): AnyCondition {
    const { conditions } = this.machine;
    switch (kept.phase) {
      case 'preheated':
        return new Preheated(conditions, kept.drumC);
      case 'roasting':
        return new Batch(this.#dayOfBatch(), this.#levers, kept);
      case 'empty':
        return new EmptyDrum(this.machine, kept.drum, kept.droppedS);
      case 'cooling':
        return new Cooling(kept.dropped, conditions, kept.elapsedS);
    }
  }

  #lever(id: string): { readonly id: TwinLever; readonly min: number; readonly max: number } {
    const lever = this.machine.levers.find((each) => each.id === id);
    if (lever !== undefined) return lever;
    const known = this.machine.levers.map((each) => each.id).join(', ');
    throw new ArtisanError('lever.unknown', `${this.machine.label} has ${known}, not "${id}"`);
  }
}
