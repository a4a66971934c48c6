import type { ObservedRoast } from '#fit/observed-roast.ts';

/** From here on the model is judged: before, the course of the probe itself rules (roast-science 5). */
const afterTurnS = 25;

/** Errors of a model are alike for a while: a residual each few seconds tells as much as one each second. */
const everyS = 5;

/** Over how long errors are alike: so many seconds of residuals count as one. */
const alikeS = 30;

/** A residual beyond this is more likely a disturbed reading or a wrong note than the model, C. */
const outlierC = 4;

/** The seconds at which a fit compares a roast with its prediction. */
export function judgedSeconds(roast: ObservedRoast): readonly number[] {
  const seconds: number[] = [];
  for (let s = roast.turnS + afterTurnS; s < roast.btC.length; s += everyS) seconds.push(s);
  return seconds;
}

/** BT error of a prediction from the turning point + 25 s to drop, root mean square over all seconds, C. */
export function rmseC(roast: ObservedRoast, predicted: ArrayLike<number>): number {
  let sum = 0;
  let n = 0;
  for (let s = roast.turnS + afterTurnS; s < roast.btC.length; s += 1) {
    sum += ((predicted[s] ?? Number.NaN) - (roast.btC[s] ?? Number.NaN)) ** 2;
    n += 1;
  }
  return Math.sqrt(sum / n);
}

/** What a fit minimises: errors in C, as many as tell something of their own, outliers drawn in (Huber). */
export function residuals(
  roast: ObservedRoast,
  seconds: readonly number[],
  predicted: Float64Array,
): Float64Array {
  const weight = Math.sqrt(everyS / alikeS);
  return Float64Array.from(seconds, (second) => {
    const error = (predicted[second] ?? Number.NaN) - (roast.btC[second] ?? Number.NaN);
    const size = Math.abs(error);
    const drawn = size <= outlierC ? size : Math.sqrt(outlierC * (2 * size - outlierC));
    return Math.sign(error) * drawn * weight;
  });
}
