import type { RateOfRiseMethod } from '@artisan-ts/domain';
import { Artisan20 } from '#rate-of-rise/artisan20.ts';
import type { RateOfRiseEstimator } from '#rate-of-rise/estimator.ts';
import { LeastSquares } from '#rate-of-rise/least-squares.ts';
import { isRateGap } from '#rate-of-rise/methods.ts';

const makers: Readonly<Record<RateOfRiseMethod, () => RateOfRiseEstimator>> = {
  ls30: () => new LeastSquares(30),
  ls15: () => new LeastSquares(15),
  ls60: () => new LeastSquares(60),
  artisan20: () => new Artisan20(),
};

/** Tells how fast a temperature rises, reading by reading, from nothing but the past. */
export class RateOfRiseStream {
  readonly #estimator: RateOfRiseEstimator;
  #newestS: number | null = null;
  #newestValidS: number | null = null;

  constructor(method: RateOfRiseMethod) {
    this.#estimator = makers[method]();
  }

  /**
   * The rate of rise at this reading in C/min, or null when it cannot be told.
   *
   * A missing value (null or not finite) leaves the readings before it standing for five seconds. A time that is not
   * after the one before is not used: the answer is the one of that earlier time.
   */
  push(timeS: number, valueC: number | null): number | null {
    if (!Number.isFinite(timeS)) return null;
    const isNew = this.#newestS === null || timeS > this.#newestS;
    if (isNew) {
      this.#newestS = timeS;
      const validBeforeS = this.#newestValidS;
      if (validBeforeS !== null && isRateGap(validBeforeS, timeS)) {
        this.#estimator.restart();
        this.#newestValidS = null;
      }
      if (valueC !== null && Number.isFinite(valueC)) {
        this.#newestValidS = timeS;
        this.#estimator.add(timeS, valueC);
      }
    }
    return this.#newestS === null ? null : this.#estimator.rateAt(this.#newestS);
  }
}

/**
 * The rate of rise of a whole curve: the stream, fed. What was shown live is therefore what is shown later.
 *
 * Shape: aligned with `timeS`. Units: C/min.
 */
export function rateOfRise(
  timeS: readonly number[],
  valuesC: readonly (number | null)[],
  method: RateOfRiseMethod,
): (number | null)[] {
  const stream = new RateOfRiseStream(method);
  return timeS.map((time, index) => stream.push(time, valuesC[index] ?? null));
}
