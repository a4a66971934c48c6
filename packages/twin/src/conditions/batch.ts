import type { Condition, ConditionState, ProbeSlopes } from '#conditions/condition.ts';
import { type Arrival, DaySenses } from '#disturbances/day-senses.ts';
import { FollowedLevers } from '#disturbances/followed-levers.ts';
import type { RoastDay } from '#disturbances/roast-day.ts';
import type { LeverValues, TwinMachine } from '#machines/twin-machine.ts';
import { type BatchState, chargedState, stepBatch } from '#physics/heat.ts';

const atRest: ProbeSlopes = { btCPerS: 0, etCPerS: 0 };

/** The day of a batch: what it meets, and the seed of its chance. */
export interface BatchDay {
  readonly day: RoastDay;
  readonly seed: number;
}

/** Beans in the drum. */
export class Batch implements Condition {
  readonly phase = 'roasting';
  readonly machine: TwinMachine;
  readonly #followed: FollowedLevers;
  readonly #senses: DaySenses;
  #state: BatchState;
  #slopes: ProbeSlopes;
  #elapsedS: number;

  /** A batch that is in the drum already, for so many seconds. */
  constructor(
    { day, seed }: BatchDay,
    levers: LeverValues,
    {
      batch,
      slopes = atRest,
      elapsedS = 0,
    }: {
      readonly batch: BatchState;
      readonly slopes?: ProbeSlopes;
      readonly elapsedS?: number | undefined;
    },
  ) {
    this.machine = day.machine;
    this.#followed = new FollowedLevers(day.actuator, day.machine.physics.burnerFull, levers);
    this.#senses = new DaySenses(day, seed);
    this.#state = batch;
    this.#slopes = slopes;
    this.#elapsedS = elapsedS;
  }

  /** Probes and metal go on from where they are; in a machine that has rested that is the charge condition itself. */
  static charged(
    batchDay: BatchDay,
    levers: LeverValues,
    { btC, etC, drumC }: { readonly btC: number; readonly etC: number; readonly drumC: number },
  ): Batch {
    const { machine } = batchDay.day;
    const conditions = { ...machine.conditions, btC, etC, drumC };
    return new Batch(batchDay, levers, { batch: chargedState(machine, conditions, levers) });
  }

  get state(): BatchState {
    return this.#state;
  }

  get btC(): number {
    return this.#state.btC;
  }

  get etC(): number {
    return this.#state.etC;
  }

  get drumC(): number {
    return this.#state.drumC;
  }

  get slopes(): ProbeSlopes {
    return this.#slopes;
  }

  get kept(): ConditionState {
    const elapsedS = this.#elapsedS;
    return { phase: 'roasting', batch: this.#state, slopes: this.#slopes, elapsedS };
  }

  /** What arrives of a reading of the probes, called once for each reading. */
  sense(shown: { readonly btC: number; readonly etC: number }): Arrival {
    return this.#senses.read(shown, this.#elapsedS);
  }

  step(levers: LeverValues, stepS: number): void {
    this.#followed.command(this.#elapsedS, levers);
    const next = stepBatch(this.machine, this.#state, this.#followed.at(this.#elapsedS), stepS);
    this.#slopes = {
      btCPerS: (next.btC - this.#state.btC) / stepS,
      etCPerS: (next.etC - this.#state.etC) / stepS,
    };
    this.#state = next;
    this.#elapsedS += stepS;
  }
}
