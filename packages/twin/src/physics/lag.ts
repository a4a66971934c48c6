/** A first-order lag over steps of one length, exact for a target that stands still; without a lag it is there at once. */
export class Lag {
  readonly #kept: number;

  constructor(lagS: number, stepS: number) {
    this.#kept = lagS === 0 ? 0 : Math.exp(-stepS / lagS);
  }

  /** Where a value that follows a target is one step later. */
  follows(value: number, target: number): number {
    return target + (value - target) * this.#kept;
  }
}

/** Between two temperatures, by the share of the second. */
export function mix(first: number, second: number, shareOfSecond: number): number {
  return (1 - shareOfSecond) * first + shareOfSecond * second;
}
