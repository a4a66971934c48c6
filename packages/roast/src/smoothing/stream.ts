import type { Smoothing } from '@artisan-ts/domain';
import { decayAverage, keepNewest, middleOf } from '#curve/decay-average.ts';
import { LeastSquares } from '#rate-of-rise/least-squares.ts';
import { isRateGap } from '#rate-of-rise/methods.ts';
import { lineSmoothings } from '#smoothing/methods.ts';

/** Smooths reading by reading; times strictly increase between calls of `restart`. */
interface Smoother {
  next(timeS: number, valueC: number): number;
  restart(): void;
}

/** The straight line through a window, read so many seconds before its end; as read until half of the window is there. */
class LineSmoother implements Smoother {
  readonly #line: LeastSquares;
  readonly #lagS: number;

  constructor({ windowS, lagS }: { readonly windowS: number; readonly lagS: number }) {
    this.#line = new LeastSquares(windowS);
    this.#lagS = lagS;
  }

  next(timeS: number, valueC: number): number {
    this.#line.add(timeS, valueC);
    const line = this.#line.lineAt(timeS);
    return line === null ? valueC : line.mean + line.perS * (timeS - this.#lagS - line.meanS);
  }

  restart(): void {
    this.#line.restart();
  }
}

/** Artisan's stored curve filter: readings of its decay average. */
const curveFilter = 3;
/** Artisan knows its sampling interval; we take the median of this many intervals between readings. */
const intervalsKept = 15;

/** Source: `decay_average` and `sample_processing` of Artisan 4.0.3. */
class ArtisanSmoother implements Smoother {
  #timeS: number[] = [];
  #values: number[] = [];
  #intervals: number[] = [];

  next(timeS: number, valueC: number): number {
    const before = this.#timeS.at(-1);
    if (before !== undefined) keepNewest(this.#intervals, timeS - before, intervalsKept);
    keepNewest(this.#timeS, timeS, intervalsKept);
    keepNewest(this.#values, valueC, intervalsKept);
    return decayAverage(this.#timeS, this.#values, curveFilter, middleOf(this.#intervals));
  }

  restart(): void {
    this.#timeS = [];
    this.#values = [];
    this.#intervals = [];
  }
}

const makers: Readonly<Record<Smoothing, () => Smoother>> = {
  asRead: () => ({ next: (_timeS, valueC) => valueC, restart: () => undefined }),
  end20: () => new LineSmoother(lineSmoothings.end20),
  middle10: () => new LineSmoother(lineSmoothings.middle10),
  artisan3: () => new ArtisanSmoother(),
};

/** Smooths a curve of temperatures reading by reading, from nothing but the past. */
export class SmoothingStream {
  readonly #smoother: Smoother;
  #newestS: number | null = null;

  constructor(smoothing: Smoothing) {
    this.#smoother = makers[smoothing]();
  }

  /**
   * What is drawn at this reading. A missing value stays missing and is bridged by nothing; after more than five seconds
   * without one, or a time that goes back, the curve begins anew.
   */
  push(timeS: number, valueC: number | null): number | null {
    if (!Number.isFinite(timeS) || valueC === null || !Number.isFinite(valueC)) return null;
    const beforeS = this.#newestS;
    if (beforeS !== null && (timeS <= beforeS || isRateGap(beforeS, timeS))) {
      this.#smoother.restart();
    }
    this.#newestS = timeS;
    return this.#smoother.next(timeS, valueC);
  }
}

/**
 * A whole curve, smoothed: the stream, fed. What was drawn live is therefore what is drawn later. Where `usable` has no value,
 * because it cannot be right, the reading stands as it came and smooths nothing.
 *
 * Shape: aligned with `timeS`. Units: those of the values.
 */
export function smoothed(
  timeS: readonly number[],
  values: readonly (number | null)[],
  smoothing: Smoothing,
  usable: readonly (number | null)[] = values,
): (number | null)[] {
  const stream = new SmoothingStream(smoothing);
  return timeS.map(
    (time, index) => stream.push(time, usable[index] ?? null) ?? values[index] ?? null,
  );
}
