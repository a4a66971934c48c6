import { quantile } from '#fit/roast-factors.ts';

/** How a sample of errors lies, C. */
export interface ErrorSpread {
  readonly n: number;
  readonly medianC: number;
  readonly p90C: number;
}

/**
 * How well a twin knows its machine. It travels with every answer of the twin.
 *
 * `illustrative`: nothing was measured, and no error is known. Otherwise the errors are those on roasts that the fit
 * had not seen, BT from the turning point + 25 s to drop: with three factors estimated from the roast itself, and
 * open loop, with nothing but earlier roasts and what the hands did.
 */
export type Fidelity =
  | { readonly grade: 'illustrative' }
  | {
      readonly grade: 'good' | 'fair' | 'poor';
      readonly threeFactors: ErrorSpread;
      readonly openLoop: ErrorSpread;
      /** Roasts the parameters were fitted to. */
      readonly fittedTo: number;
    };

/** Median and 90th percentile of the errors with three factors, and the median of those open loop, C. */
const goodC = { median: 1.5, p90: 2.5, openLoop: 4.5 };
const fairC = { median: 3, p90: 6, openLoop: 9 };

export function spreadOf(errorsC: readonly number[]): ErrorSpread {
  return { n: errorsC.length, medianC: quantile(errorsC, 0.5), p90C: quantile(errorsC, 0.9) };
}

/** The grade follows from the errors alone (roast-science 8, P8 and P9). */
export function fidelityOf(
  threeFactors: ErrorSpread,
  openLoop: ErrorSpread,
  fittedTo: number,
): Fidelity {
  const isWithin = (limit: typeof goodC): boolean =>
    threeFactors.medianC <= limit.median &&
    threeFactors.p90C <= limit.p90 &&
    openLoop.medianC <= limit.openLoop;
  const grade = isWithin(goodC) ? 'good' : isWithin(fairC) ? 'fair' : 'poor';
  return { grade, threeFactors, openLoop, fittedTo };
}
