import type { Condition, ConditionState, ProbeSlopes } from '#conditions/condition.ts';
import type { LeverValues, TwinMachine } from '#machines/twin-machine.ts';
import { type BatchState, chargedState, stepBatch } from '#physics/heat.ts';

const atRest: ProbeSlopes = { btCPerS: 0, etCPerS: 0 };

/** Beans in the drum. */
export class Batch implements Condition {
  readonly phase = 'roasting';
  readonly machine: TwinMachine;
  #state: BatchState;
  #slopes: ProbeSlopes;

  /** A batch that is in the drum already. */
  constructor(machine: TwinMachine, state: BatchState, slopes = atRest) {
    this.machine = machine;
    this.#state = state;
    this.#slopes = slopes;
  }

  /** Probes and metal go on from where they are; in a machine that has rested that is the charge condition itself. */
  static charged(
    machine: TwinMachine,
    levers: LeverValues,
    { btC, etC, drumC }: { readonly btC: number; readonly etC: number; readonly drumC: number },
  ): Batch {
    const conditions = { ...machine.conditions, btC, etC, drumC };
    return new Batch(machine, chargedState(machine, conditions, levers));
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
    return { phase: 'roasting', batch: this.#state, slopes: this.#slopes };
  }

  step(levers: LeverValues, stepS: number): void {
    const next = stepBatch(this.machine, this.#state, levers, stepS);
    this.#slopes = {
      btCPerS: (next.btC - this.#state.btC) / stepS,
      etCPerS: (next.etC - this.#state.etC) / stepS,
    };
    this.#state = next;
  }
}
