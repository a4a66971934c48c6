import { ok, type Result, refuse } from '@artisan-ts/domain';
import { estimateFactors } from '#fit/estimate-factors.ts';
import type { Fidelity } from '#fit/fidelity.ts';
import type { FittedSegment } from '#fit/fit-machine.ts';
import { type Experiment, naturalExperiments } from '#fit/natural-experiments.ts';
import type { LeverCourse, ObservedRoast } from '#fit/observed-roast.ts';
import { predictBt } from '#fit/predict-bt.ts';
import { quantile } from '#fit/roast-factors.ts';

/** A lever that is to stand elsewhere from a second after charge on. */
export interface WhatIfChange {
  readonly lever: 'burner' | 'air';
  readonly fromS: number;
  /** In the unit of the lever; it then stays there. */
  readonly value: number;
}

/** What the twin says would have been read. */
export interface WhatIfAnswer {
  readonly origin: 'simulated';
  readonly fidelity: Fidelity;
  /** Seconds from charge, one a row, with the predicted BT and the band it lies in, C. */
  readonly timeS: readonly number[];
  readonly btC: readonly number[];
  readonly lowC: readonly number[];
  readonly highC: readonly number[];
}

/**
 * The curve of a roast of a fitted machine had levers moved otherwise: the reading as it was, and what the change adds.
 * The band is the error that one in ten unseen roasts exceeded, and the usual relative error of a predicted difference
 * of plans.
 *
 * Errors: `twin.withheld` when the machine's natural experiments do not bear "what if" out, `twin.unknown-roast`.
 */
export function whatIf(
  segment: FittedSegment,
  name: string,
  changes: readonly WhatIfChange[],
): Result<WhatIfAnswer> {
  const { fidelity, configuration } = segment;
  const report = naturalExperiments(segment);
  if (report.withheld !== null || fidelity.grade === 'illustrative') {
    return refuse(
      'twin.withheld',
      `"what if" is withheld: ${report.withheld ?? 'nothing was measured'}`,
    );
  }
  const walked = segment.roasts.find(({ roast }) => roast.name === name);
  if (walked === undefined) {
    return refuse('twin.unknown-roast', `${name} is none of the roasts of this configuration`);
  }
  const { roast, greenKg } = walked;
  const { factors } = estimateFactors(configuration, roast, greenKg);
  const asItWas = predictBt(configuration, roast, greenKg, factors);
  const changed = predictBt(configuration, changes.reduce(withChange, roast), greenKg, factors);
  const share = relativeError(report.experiments);
  const rows = roast.btC.map((readC, second) => {
    const addedC = (changed[second] ?? 0) - (asItWas[second] ?? 0);
    const isTouched = changes.some(({ fromS }) => second > fromS);
    const halfC = isTouched ? fidelity.threeFactors.p90C + share * Math.abs(addedC) : 0;
    return { btC: readC + addedC, halfC };
  });
  return ok({
    origin: 'simulated',
    fidelity,
    timeS: rows.map((_, second) => second),
    btC: rows.map(({ btC }) => btC),
    lowC: rows.map(({ btC, halfC }) => btC - halfC),
    highC: rows.map(({ btC, halfC }) => btC + halfC),
  });
}

/** The usual error of a predicted difference, as a share of the larger of predicted and real difference. */
function relativeError(experiments: readonly Experiment[]): number {
  const shares = experiments.map(({ predictedC, actualC }) => {
    const largest = Math.max(Math.abs(predictedC), Math.abs(actualC));
    return Math.abs(predictedC - actualC) / largest;
  });
  return quantile(shares, 0.5);
}

function withChange(roast: ObservedRoast, { lever, fromS, value }: WhatIfChange): ObservedRoast {
  const course: LeverCourse = roast[lever] ?? { atS: [], values: [] };
  const kept = course.atS.filter((atS) => atS < fromS).length;
  return {
    ...roast,
    [lever]: {
      atS: [...course.atS.slice(0, kept), fromS],
      values: [...course.values.slice(0, kept), value],
    },
  };
}
