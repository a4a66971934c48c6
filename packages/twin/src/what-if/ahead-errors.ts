import { estimateFactors } from '#fit/estimate-factors.ts';
import type { FittedSegment } from '#fit/fit-machine.ts';
import { predictBt } from '#fit/predict-bt.ts';
import { quantile } from '#fit/roast-factors.ts';

/** How wrong a forecast is so many seconds ahead: the error that one in ten forecasts of unseen roasts exceeded, C. */
export interface AheadErrors {
  /** Ascending; the errors never fall. */
  readonly aheadS: readonly number[];
  readonly p90C: readonly number[];
  /** Forecasts that were tried. */
  readonly n: number;
}

/** How far ahead a roast that goes on is forecast. */
export const aheadMaxS = 240;

const horizonsS = [30, 60, 90, 120, 180, aheadMaxS];

/** Shares of a roast at which a forecast is tried. */
const triedAt = [0.4, 0.6, 0.8];

/**
 * Forecasts unseen roasts while they went on, knowing what the hands did later, and looks how they came out. A forecast
 * starts at the last reading: the error of its level is carried on.
 */
export function aheadErrors({ configuration, roasts, trained }: FittedSegment): AheadErrors {
  const errors = horizonsS.map((): number[] => []);
  let n = 0;
  for (const { roast, greenKg } of roasts.slice(trained)) {
    for (const share of triedAt) {
      const nowS = Math.floor(share * (roast.btC.length - 1));
      const { factors } = estimateFactors(configuration, roast, greenKg, nowS);
      const predicted = predictBt(configuration, roast, greenKg, factors);
      n += 1;
      for (const [place, aheadS] of horizonsS.entries()) {
        const readC = roast.btC[nowS + aheadS];
        if (readC === undefined) continue;
        const levelC = (roast.btC[nowS] ?? 0) - (predicted[nowS] ?? 0);
        errors[place]?.push(Math.abs((predicted[nowS + aheadS] ?? 0) + levelC - readC));
      }
    }
  }
  let most = 0;
  const p90C = errors.map((some) => {
    most = Math.max(most, some.length === 0 ? 0 : quantile(some, 0.9));
    return most;
  });
  return { aheadS: horizonsS, p90C, n };
}

/** The error to expect so many seconds ahead: by straight lines from none at all now, C. */
export function errorAheadC({ aheadS, p90C }: AheadErrors, seconds: number): number {
  const place = aheadS.findIndex((each) => each >= seconds);
  if (place === -1) return p90C.at(-1) ?? 0;
  const [fromS, fromC] = [aheadS[place - 1] ?? 0, p90C[place - 1] ?? 0];
  const [toS, toC] = [aheadS[place] ?? 0, p90C[place] ?? 0];
  return fromC + ((toC - fromC) * (seconds - fromS)) / (toS - fromS);
}
