import { descend } from '#fit/damped-descent.ts';
import { judgedSeconds, residuals, rmseC } from '#fit/judged-error.ts';
import { dot, gram, jacobian, solveSymmetric } from '#fit/least-squares.ts';
import type { ObservedRoast } from '#fit/observed-roast.ts';
import type { FittedConfiguration } from '#fit/parameters.ts';
import { predictBt } from '#fit/predict-bt.ts';
import { factorCount, factorsAt, type RoastFactors } from '#fit/roast-factors.ts';

const iterationsMax = 25;

/** The factors of a roast, and how well the twin then follows it. */
export interface RoastFit {
  readonly factors: RoastFactors;
  /** From the turning point + 25 s to drop. */
  readonly rmseC: number;
}

/**
 * The three factors of one roast under a known configuration: what was seen up to `knownS` (to drop, unless given),
 * tempered by what is believed beforehand.
 */
export function estimateFactors(
  configuration: FittedConfiguration,
  roast: ObservedRoast,
  greenKg: number,
  knownS = roast.btC.length - 1,
): RoastFit {
  const seconds = judgedSeconds(roast).filter((second) => second <= knownS);
  const predictAt = (point: Float64Array) =>
    predictBt(configuration, roast, greenKg, factorsAt(point));
  const residualsAt = (point: Float64Array) => residuals(roast, seconds, predictAt(point));
  const standing = (point: Float64Array) => {
    const r = residualsAt(point);
    return { point, r, cost: dot(r, r) + dot(point, point) };
  };
  const { point } = descend(
    standing(new Float64Array(factorCount)),
    iterationsMax,
    ({ point: from, r }) => {
      const columns = jacobian(from, r, residualsAt);
      const curvature = gram(columns, columns);
      const slope = Float64Array.from(columns, (column, i) => -dot(column, r) - (from[i] ?? 0));
      return (damping) => {
        const step = solveSymmetric(damped(curvature, damping), slope);
        return step && standing(from.map((value, i) => value + (step[i] ?? 0)));
      };
    },
  );
  return { factors: factorsAt(point), rmseC: rmseC(roast, predictAt(point)) };
}

/** Adds the unit prior of every coordinate to the diagonal, and lengthens it. */
export function damped(curvature: readonly Float64Array[], damping: number): Float64Array[] {
  return curvature.map((row, i) => row.map((v, j) => (i === j ? (v + 1) * (1 + damping) : v)));
}
