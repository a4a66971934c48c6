import type { Condition, ConditionState } from '#conditions/condition.ts';
import { DrumSoak } from '#conditions/drum-soak.ts';
import type { ChargeConditions, LeverValues } from '#machines/twin-machine.ts';
import { stepS } from '#physics/step.ts';

/** Between batches: a thermostat holds what the probes show at charge, whatever the levers say; the metal follows. */
export class Preheated implements Condition {
  readonly phase = 'preheated';
  readonly btC: number;
  readonly etC: number;
  readonly #soak: DrumSoak;

  constructor({ btC, etC, drumC }: ChargeConditions, drumNowC = drumC) {
    this.btC = btC;
    this.etC = etC;
    this.#soak = new DrumSoak(drumNowC, drumC);
  }

  get drumC(): number {
    return this.#soak.drumC;
  }

  get kept(): ConditionState {
    return { phase: 'preheated', drumC: this.drumC };
  }

  step(_levers: LeverValues): void {
    this.#soak.step(stepS);
  }
}
