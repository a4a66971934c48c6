import type { Condition } from '#conditions/condition.ts';
import type { LeverValues, TwinMachine } from '#machines/twin-machine.ts';
import { type BatchState, chargedState, stepBatch } from '#physics/heat.ts';

/** Beans in the drum. */
export class Batch implements Condition {
  readonly phase = 'roasting';
  readonly machine: TwinMachine;
  #state: BatchState;
  #btCPerS = 0;
  #etCPerS = 0;

  /** Probes and metal go on from where they are; in a machine that has rested that is the charge condition itself. */
  constructor(
    machine: TwinMachine,
    levers: LeverValues,
    drum: { readonly btC: number; readonly etC: number; readonly drumC: number },
  ) {
    const { btC, etC, drumC } = drum;
    this.machine = machine;
    this.#state = chargedState(machine, { ...machine.conditions, btC, etC, drumC }, levers);
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

  /** How fast the readings move, kelvin per second. */
  get slopes(): { readonly btCPerS: number; readonly etCPerS: number } {
    return { btCPerS: this.#btCPerS, etCPerS: this.#etCPerS };
  }

  step(levers: LeverValues, stepS: number): void {
    const next = stepBatch(this.machine, this.#state, levers, stepS);
    this.#btCPerS = (next.btC - this.#state.btC) / stepS;
    this.#etCPerS = (next.etC - this.#state.etC) / stepS;
    this.#state = next;
  }
}
