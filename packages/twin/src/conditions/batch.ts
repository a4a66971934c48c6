import type { Condition, ConditionState, ProbeSlopes } from '#conditions/condition.ts';
import { type Arrival, DaySenses } from '#disturbances/day-senses.ts';
import type { DayFault } from '#disturbances/fault-table.ts';
import { FollowedLevers } from '#disturbances/followed-levers.ts';
import type { RoastDay } from '#disturbances/roast-day.ts';
import type { LeverValues, TwinMachine } from '#machines/twin-machine.ts';
import { BatchStepper } from '#physics/batch-stepper.ts';
import { type BatchState, chargedState } from '#physics/heat.ts';
import { stepS } from '#physics/step.ts';

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
  readonly #stepper: BatchStepper;
  #state: BatchState;
  /** Before the last step; what the probes showed when the batch was taken over is in the slopes. */
  #last: BatchState | null = null;
  readonly #slopesAtFirst: ProbeSlopes;
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
    this.#slopesAtFirst = slopes;
    this.#stepper = new BatchStepper(this.machine, stepS);
    this.#elapsedS = elapsedS;
  }

  /** Probes and metal go on from where they are; in a machine that has rested that is the charge condition itself. */
  static charged(
    batchDay: BatchDay,
    levers: LeverValues,
    {
      btC,
      etC,
      drumC,
      heat,
    }: Pick<Condition, 'btC' | 'etC' | 'drumC'> & {
      /** What burner and fan really give; absent: what their levers say. */
      readonly heat?: { readonly burner: number; readonly air: number } | undefined;
    },
  ): Batch {
    const { machine } = batchDay.day;
    const conditions = { ...machine.conditions, btC, etC, drumC };
    const batch = { ...chargedState(machine, conditions, levers), ...heat };
    return new Batch(batchDay, levers, { batch });
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
    if (this.#last === null) return this.#slopesAtFirst;
    return {
      btCPerS: (this.#state.btC - this.#last.btC) / stepS,
      etCPerS: (this.#state.etC - this.#last.etC) / stepS,
    };
  }

  get kept(): ConditionState {
    const elapsedS = this.#elapsedS;
    return { phase: 'roasting', batch: this.#state, slopes: this.slopes, elapsedS };
  }

  /** Whether something has broken by now. */
  has(fault: DayFault['kind']): boolean {
    return this.#senses.has(fault, this.#elapsedS);
  }

  /** What arrives of a reading of the probes, called once for each reading. */
  sense(shown: { readonly btC: number; readonly etC: number }): Arrival {
    return this.#senses.read(shown, this.#elapsedS);
  }

  step(levers: LeverValues): void {
    this.#followed.command(this.#elapsedS, levers);
    this.#last = this.#state;
    this.#state = this.#stepper.step(this.#state, this.#followed.at(this.#elapsedS));
    this.#elapsedS += stepS;
  }
}
