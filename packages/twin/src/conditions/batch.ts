import type { Condition } from '#conditions/condition.ts';
import type { LeverValues, TwinMachine } from '#machines/twin-machine.ts';
import { type BatchState, chargedState, stepBatch } from '#physics/heat.ts';

/** Beans in the drum. */
export class Batch implements Condition {
  readonly phase = 'roasting';
  readonly #machine: TwinMachine;
  #state: BatchState;
  #btCPerS = 0;
  #etCPerS = 0;

  /** The probes go on from what they show; in a preheated machine that is the charge condition itself. */
  constructor(
    machine: TwinMachine,
    levers: LeverValues,
    probes: { readonly btC: number; readonly etC: number },
  ) {
    const { btC, etC } = probes;
    this.#machine = machine;
    this.#state = chargedState(machine, { ...machine.conditions, btC, etC }, levers);
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

  /** How fast the readings move, kelvin per second. */
  get slopes(): { readonly btCPerS: number; readonly etCPerS: number } {
    return { btCPerS: this.#btCPerS, etCPerS: this.#etCPerS };
  }

  step(levers: LeverValues, stepS: number): void {
    const next = stepBatch(this.#machine, this.#state, levers, stepS);
    this.#btCPerS = (next.btC - this.#state.btC) / stepS;
    this.#etCPerS = (next.etC - this.#state.etC) / stepS;
    this.#state = next;
  }
}
