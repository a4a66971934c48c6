import { ok, type Result, refuse } from '@artisan-ts/domain';
import { estimateFactors } from '#fit/estimate-factors.ts';
import type { Fidelity } from '#fit/fidelity.ts';
import type { LeverCourse, ObservedRoast } from '#fit/observed-roast.ts';
import { predictBt } from '#fit/predict-bt.ts';
import { aheadMaxS, type Band, bandShare, halfWidthC } from '#what-if/band.ts';
import {
  type LearntSegment,
  segmentOf,
  type TwinLesson,
  type WhatIfLever,
} from '#what-if/lesson.ts';

/** A lever that is to stand elsewhere from a second after charge on. */
export interface WhatIfChange {
  readonly lever: WhatIfLever;
  readonly fromS: number;
  /** In the unit of the lever; it then stays there. */
  readonly value: number;
}

/** What is asked of a roast. */
export interface WhatIfQuestion {
  readonly roast: ObservedRoast;
  readonly changes: readonly WhatIfChange[];
  /** Whether the roast goes on: it is then forecast, with the levers as they stand. */
  readonly isGoingOn: boolean;
}

/** What the twin says would have been read, or will be. */
export interface WhatIfAnswer {
  readonly origin: 'simulated';
  readonly fidelity: Fidelity;
  /** The last second that was read: what lies behind it is a forecast. */
  readonly readS: number;
  /** Seconds from charge, one a row. */
  readonly timeS: readonly number[];
  /** BT without the changes: as it was read, and in a forecast with the levers as they stand, C. */
  readonly asItIsC: readonly number[];
  /** The predicted BT and the band it lies in, C. */
  readonly btC: readonly number[];
  readonly lowC: readonly number[];
  readonly highC: readonly number[];
  /** What the band promises, and how much of unseen roasts it then held. */
  readonly band: { readonly promised: number } & Pick<Band, 'covered' | 'n' | 'roasts'>;
}

/** So much hotter than its roasts are dropped a forecast ends. */
const beyondDropC = 5;

/**
 * The curve of a roast of a known machine had levers moved otherwise: the reading as it was, or its forecast, and what the
 * changes add. The band grows from the first thing that is not known as read: a change, or the last reading.
 *
 * Errors: `twin.withheld` when the machine was not fitted, its natural experiments do not bear "what if" out for a lever that
 * is changed, or nobody wrote down where that lever stood.
 */
export function whatIf(lesson: TwinLesson, question: WhatIfQuestion): Result<WhatIfAnswer> {
  const segment = segmentOf(lesson, question.roast.name);
  const withheld = withheldBecause(segment, question);
  if (withheld !== null || segment?.kind !== 'fitted') {
    return refuse('twin.withheld', `"what if" is withheld: ${withheld ?? 'nothing was learnt'}`);
  }
  return ok(answer(segment, question));
}

function withheldBecause(
  segment: ReturnType<typeof segmentOf>,
  { roast, changes }: WhatIfQuestion,
): string | null {
  if (segment === null) return 'no roast of this machine could be learnt from';
  if (segment.kind === 'refused') return segment.reason;
  if (segment.fidelity.grade === 'illustrative') return 'nothing was measured';
  for (const { lever } of changes) {
    const { withheld } = segment.experiments[lever];
    if (withheld !== null) return `of the ${lever}, ${withheld}`;
    if (roast[lever] === null) return `nobody wrote down where the ${lever} stood in this roast`;
  }
  return null;
}

function answer(
  segment: LearntSegment,
  { roast, changes, isGoingOn }: WhatIfQuestion,
): WhatIfAnswer {
  const { configuration, fidelity, usualDropC, band } = segment;
  const greenKg = roast.greenKg ?? segment.usualKg;
  const { factors } = estimateFactors(configuration, roast, greenKg);
  const readS = roast.btC.length - 1;
  const endS = isGoingOn ? readS + aheadMaxS : readS;
  const predict = (hands: ObservedRoast) => predictBt(configuration, hands, greenKg, factors, endS);
  const asItIs = predict(roast);
  const changed = predict(changes.reduce(withChange, roast));
  const levelC = (roast.btC[readS] ?? 0) - (asItIs[readS] ?? 0);
  const knownS = Math.min(readS, ...changes.map(({ fromS }) => fromS));
  const rows: { asItIsC: number; btC: number; halfC: number }[] = [];
  for (let second = 0; second <= endS; second += 1) {
    const asItIsC = roast.btC[second] ?? (asItIs[second] ?? 0) + levelC;
    const addedC = (changed[second] ?? 0) - (asItIs[second] ?? 0);
    const halfC = second <= knownS ? 0 : halfWidthC(band, second - knownS, addedC);
    rows.push({ asItIsC, btC: asItIsC + addedC, halfC });
    const coolestC = Math.min(asItIsC, asItIsC + addedC);
    if (second > readS && coolestC > usualDropC + beyondDropC) break;
  }
  return {
    origin: 'simulated',
    fidelity,
    readS,
    timeS: rows.map((_, second) => second),
    asItIsC: rows.map(({ asItIsC }) => asItIsC),
    btC: rows.map(({ btC }) => btC),
    lowC: rows.map(({ btC, halfC }) => btC - halfC),
    highC: rows.map(({ btC, halfC }) => btC + halfC),
    band: { promised: bandShare, covered: band.covered, n: band.n, roasts: band.roasts },
  };
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
