import type { Condition, ConditionState, DroppedDrum } from '#conditions/condition.ts';
import { DrumSoak } from '#conditions/drum-soak.ts';
import type { ChargeConditions, LeverValues } from '#machines/twin-machine.ts';
import { stepS } from '#physics/step.ts';

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
  readonly #dropped: DroppedDrum;
  readonly #soak: DrumSoak;
  #elapsedS: number;

  /** `elapsedS`: seconds since the drop. */
  constructor(dropped: DroppedDrum, { btC, etC, drumC }: ChargeConditions, elapsedS = 0) {
    this.#dropped = dropped;
    this.#elapsedS = elapsedS;
    this.#soak = new DrumSoak(dropped.drumC, drumC);
    this.#soak.step(elapsedS);
    this.#btCAt = relaxation({ from: dropped.btC, slopePerS: dropped.btCPerS, to: btC });
    this.#etCAt = relaxation({ from: dropped.etC, slopePerS: dropped.etCPerS, to: etC });
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

  get kept(): ConditionState {
    return { phase: 'cooling', dropped: this.#dropped, elapsedS: this.#elapsedS };
  }

  get isOver(): boolean {
    return this.#elapsedS >= coolingS;
  }

  step(_levers: LeverValues): void {
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
