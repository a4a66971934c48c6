import type { RateOfRiseEstimator } from '#rate-of-rise/estimator.ts';

/** A line through less than this share of its window would show noise, not the roast. */
const spanMinShare = 0.5;
/** 68 readings a second over the longest window: above any probe. Beyond it the oldest are forgotten, so that memory stays bounded. */
const readingsMax = 4096;
const secondsPerMinute = 60;

/** The straight line through the readings of a window. */
export interface FittedLine {
  readonly perS: number;
  /** The point it turns about: the mean time and the mean value. */
  readonly meanS: number;
  readonly mean: number;
}

/**
 * The least-squares line through the readings of the last so many seconds, ends included; its slope as a rate of rise.
 *
 * Both sums are taken about the mean, so that large times cost no digits; the window is summed anew at
 * every reading, so that no error accumulates and a restart changes nothing.
 */
export class LeastSquares implements RateOfRiseEstimator {
  readonly #windowS: number;
  #timeS: number[] = [];
  #valueC: number[] = [];
  /** Index of the oldest reading in the window; those before it await compaction. */
  #first = 0;

  constructor(windowS: number) {
    this.#windowS = windowS;
  }

  add(timeS: number, valueC: number): void {
    this.#timeS.push(timeS);
    this.#valueC.push(valueC);
    this.#forgetBefore(timeS - this.#windowS);
  }

  rateAt(timeS: number): number | null {
    const line = this.lineAt(timeS);
    return line === null ? null : line.perS * secondsPerMinute;
  }

  /** The line through the window that ends at `timeS`, at or after the newest reading; null until half of it is there. */
  lineAt(timeS: number): FittedLine | null {
    this.#forgetBefore(timeS - this.#windowS);
    const times = this.#timeS;
    const count = times.length - this.#first;
    const newest = times.at(-1);
    const oldest = times[this.#first];
    if (newest === undefined || oldest === undefined) return null;
    if (newest - oldest < spanMinShare * this.#windowS) return null;

    let meanT = 0;
    let meanC = 0;
    for (let i = this.#first; i < times.length; i++) {
      meanT += (times[i] as number) - newest;
      meanC += this.#valueC[i] as number;
    }
    meanT = newest + meanT / count;
    meanC /= count;
    let covariance = 0;
    let variance = 0;
    for (let i = this.#first; i < times.length; i++) {
      const dt = (times[i] as number) - meanT;
      covariance += dt * ((this.#valueC[i] as number) - meanC);
      variance += dt * dt;
    }
    return { perS: covariance / variance, meanS: meanT, mean: meanC };
  }

  restart(): void {
    this.#timeS = [];
    this.#valueC = [];
    this.#first = 0;
  }

  #forgetBefore(timeS: number): void {
    const times = this.#timeS;
    while (this.#first < times.length && (times[this.#first] as number) < timeS) this.#first += 1;
    this.#first = Math.max(this.#first, times.length - readingsMax);
    // Compact when half is waste: constant cost per reading on average.
    if (this.#first > 32 && this.#first * 2 > times.length) {
      this.#timeS = times.slice(this.#first);
      this.#valueC = this.#valueC.slice(this.#first);
      this.#first = 0;
    }
  }
}
