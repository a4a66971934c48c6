import type { Batch } from '#conditions/batch.ts';
import type { Condition } from '#conditions/condition.ts';
import { DrumSoak } from '#conditions/drum-soak.ts';
import type { ChargeConditions, LeverValues } from '#machines/twin-machine.ts';

/** Chosen so that the readings are within a degree of the charge conditions two minutes after drop. */
const settlingS = 25;

/** After this the remaining difference is below a hundredth of a degree, and the machine counts as preheated. */
export const coolingS = 300;

/**
 * The emptied drum. Its readings go back to the charge conditions without a kink; this claims nothing about physics,
 * and the levers have no effect. Its metal takes longer: the next batch meets a hotter drum.
 */
export class Cooling implements Condition {
  readonly phase = 'cooling';
  readonly #btCAt: (elapsedS: number) => number;
  readonly #etCAt: (elapsedS: number) => number;
  readonly #soak: DrumSoak;
  #elapsedS = 0;

  constructor(batch: Batch, { btC, etC, drumC }: ChargeConditions) {
    this.#soak = new DrumSoak(batch.drumC, drumC);
    const { btCPerS, etCPerS } = batch.slopes;
    this.#btCAt = relaxation({ from: batch.btC, slopePerS: btCPerS, to: btC });
    this.#etCAt = relaxation({ from: batch.etC, slopePerS: etCPerS, to: etC });
  }

  get btC(): number {
    return this.#btCAt(this.#elapsedS);
  }

  get etC(): number {
    return this.#etCAt(this.#elapsedS);
  }

  get drumC(): number {
    return this.#soak.drumC;
  }

  get isOver(): boolean {
    return this.#elapsedS >= coolingS;
  }

  step(_levers: LeverValues, stepS: number): void {
    this.#elapsedS += stepS;
    this.#soak.step(stepS);
  }
}

/** A critically damped return that starts with the given value and slope. */
function relaxation(course: {
  readonly from: number;
  readonly slopePerS: number;
  readonly to: number;
}): (elapsedS: number) => number {
  const offset = course.from - course.to;
  const linear = course.slopePerS + offset / settlingS;
  return (elapsedS) => course.to + (offset + linear * elapsedS) * Math.exp(-elapsedS / settlingS);
}
