import { decayAverage, keepNewest, middleOf } from '#curve/decay-average.ts';
import type { RateOfRiseEstimator } from '#rate-of-rise/estimator.ts';

const spanS = 20;
/** Artisan's stored curve filter: samples of the decay average over the readings. */
const curveFilter = 3;
/** Its stored delta filter 7, halved and rounded to even: samples of the decay average over the rates. */
const deltaFilter = 4;
/** Samples averaged at the far end of the span. */
const farMean = 5;
/** Outside these limits Artisan shows nothing, in C/min. */
const limitMin = -10;
const limitMax = 45;
/** Artisan knows its sampling interval; we take the median of this many intervals between readings. */
const intervalsKept = 15;
/** 51 readings a second over the span: above any probe. Keeps memory bounded. */
const samplesMax = 1024;
const secondsPerMinute = 60;

/**
 * The rate of rise Artisan shows while it records, with its default settings.
 *
 * Source: `decay_average` and `sample_processing` of Artisan 4.0.3: readings smoothed by a decay average over 3,
 * difference over 20 s with the far end averaged over 5, smoothed by a decay average over 4.
 */
export class Artisan20 implements RateOfRiseEstimator {
  #timeS: number[] = [];
  #rawC: number[] = [];
  #smoothC: number[] = [];
  #rates: number[] = [];
  #intervals: number[] = [];
  #shown: number | null = null;

  add(timeS: number, valueC: number): void {
    const before = this.#timeS.at(-1);
    if (before !== undefined) keepNewest(this.#intervals, timeS - before, intervalsKept);
    keepNewest(this.#timeS, timeS, samplesMax);
    keepNewest(this.#rawC, valueC, samplesMax);
    const intervalS = middleOf(this.#intervals);
    keepNewest(
      this.#smoothC,
      decayAverage(this.#timeS, this.#rawC, curveFilter, intervalS),
      samplesMax,
    );
    const rate = intervalS === null ? null : this.#twoPointRate(intervalS);
    if (rate === null || intervalS === null) return;
    keepNewest(this.#rates, rate, deltaFilter + 1);
    const times = this.#timeS.slice(-this.#rates.length);
    const smoothed = decayAverage(times, this.#rates, deltaFilter, intervalS);
    this.#shown = smoothed >= limitMin && smoothed <= limitMax ? smoothed : null;
  }

  /** Over a dropout Artisan repeats its last rate. */
  rateAt(): number | null {
    return this.#shown;
  }

  restart(): void {
    this.#timeS = [];
    this.#rawC = [];
    this.#smoothC = [];
    this.#rates = [];
    this.#intervals = [];
    this.#shown = null;
  }

  #twoPointRate(intervalS: number): number | null {
    const length = this.#smoothC.length;
    const deltaSamples = Math.max(1, Math.round(spanS / intervalS));
    const far = length - Math.min(length, Math.max(2, deltaSamples + 1));
    const farTimeS = this.#timeS[far];
    const timeS = this.#timeS.at(-1);
    const valueC = this.#smoothC.at(-1);
    if (farTimeS === undefined || timeS === undefined || valueC === undefined) return null;
    return ((valueC - this.#farValue(far)) / (timeS - farTimeS)) * secondsPerMinute;
  }

  /** Mean of the five samples around the far end; three or one where five are not there. */
  #farValue(index: number): number {
    const room = Math.min(index, this.#smoothC.length - 1 - index, (farMean - 1) / 2);
    const around = this.#smoothC.slice(index - room, index + room + 1);
    return around.reduce((sum, value) => sum + value, 0) / around.length;
  }
}
