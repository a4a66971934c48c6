import type { Condition, ConditionState } from '#conditions/condition.ts';
import { coolingS } from '#conditions/cooling.ts';
import type { LeverValues, TwinMachine } from '#machines/twin-machine.ts';
import { coldDrum, type EmptyDrumState, EmptyDrumStepper } from '#physics/empty-drum.ts';
import { stepS } from '#physics/step.ts';

/** A drum without beans that is heated and cooled by its levers, and by nothing else. */
export class EmptyDrum implements Condition {
  readonly #stepper: EmptyDrumStepper;
  #state: EmptyDrumState;
  /** Since the drop; null when that is long ago, and cannot be taken back. */
  #droppedS: number | null;

  constructor(machine: TwinMachine, drum: EmptyDrumState, droppedS: number | null = null) {
    this.#stepper = new EmptyDrumStepper(machine, stepS);
    this.#state = drum;
    this.#droppedS = droppedS;
  }

  /** A machine that is switched on in the morning. */
  static cold(machine: TwinMachine): EmptyDrum {
    return new EmptyDrum(machine, coldDrum(machine));
  }

  get phase(): 'empty' | 'cooling' {
    return this.#droppedS === null ? 'empty' : 'cooling';
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

  /** What burner and fan really give, fractions of full: they go on into the batch. */
  get heat(): { readonly burner: number; readonly air: number } {
    const { burner, air } = this.#state;
    return { burner, air };
  }

  get kept(): ConditionState {
    return { phase: 'empty', drum: this.#state, droppedS: this.#droppedS };
  }

  get isOver(): boolean {
    return this.#droppedS !== null && this.#droppedS >= coolingS;
  }

  /** The same drum, from which a drop can no longer be taken back. */
  get settled(): EmptyDrum {
    return new EmptyDrum(this.#stepper.machine, this.#state);
  }

  step(levers: LeverValues): void {
    this.#state = this.#stepper.step(this.#state, levers);
    if (this.#droppedS !== null) this.#droppedS += stepS;
  }
}
