import { bootstrapInterval, type Interval, mean } from '#fit/bootstrap.ts';
import type { FittedSegment } from '#fit/fit-machine.ts';
import type { LeverCourse, ObservedRoast } from '#fit/observed-roast.ts';
import { predictBt } from '#fit/predict-bt.ts';
import { quantile } from '#fit/roast-factors.ts';
import type { WalkedRoast } from '#fit/walk-roasts.ts';

/** Two real roasts of one coffee and configuration whose hands did different things. */
export interface Experiment {
  readonly a: string;
  readonly b: string;
  /** Last second that both were in the drum, and how much warmer B then was than A, C. */
  readonly atS: number;
  readonly actualC: number;
  /** The same, when B is predicted from the factors of A and the levers of B. */
  readonly predictedC: number;
  /** BT error over B from its turning point + 25 s on: of the twin, and of "the same as A". */
  readonly twinRmseC: number;
  readonly sameRmseC: number;
}

/** What the pairs say about the twin's "what if". */
export interface ExperimentReport {
  readonly experiments: readonly Experiment[];
  /** Whether people wrote down which coffee it was; otherwise pairs are neighbours of one day or the next. */
  readonly coffee: 'named' | 'not named';
  /** Share of pairs whose difference has the sign that was predicted, of those that differ at all. */
  readonly signRight: Interval;
  /** Share of pairs in which the twin's difference is nearer to the truth than none. */
  readonly sizeRight: Interval;
  /** Error of the twin over that of "the same as A": below 1 it knows more. */
  readonly errorRatio: Interval;
  /** null: "what if" may be answered; else why it is withheld. */
  readonly withheld: string | null;
}

/** Differences below this are noise of probe and person, C. */
const differenceMinC = 2;
/** Plans that differ by less than this share of full, on average over the roast, are one plan. */
const planMinPct = 3;
/** B is among so many next roasts of the coffee after A. */
const reach = 3;
const neighboursMs = 36 * 3_600_000;
const experimentsMin = 8;
const afterTurnS = 25;

/**
 * Predicts each roast from an earlier one of its coffee, and compares with what really happened. The plans of a pair differ in
 * the burner; in experiments with the air they differ in the air alone, since the burner would drown it.
 */
export function naturalExperiments(
  segment: Pick<FittedSegment, 'configuration' | 'roasts' | 'trained'>,
  lever: 'burner' | 'air' = 'burner',
): ExperimentReport {
  const { configuration } = segment;
  const named = pairsOf(segment, lever, (roast) => roast.coffee);
  const coffee = named.length >= experimentsMin ? 'named' : 'not named';
  const pairs =
    coffee === 'named' ? named : pairsOf(segment, lever, (roast) => roast.coffee ?? 'not named');
  const experiments = pairs.map(([a, b]): Experiment => {
    const predicted = predictBt(configuration, b.roast, b.greenKg, a.factors);
    const own = predictBt(configuration, a.roast, a.greenKg, a.factors);
    const atS = Math.min(a.roast.btC.length, b.roast.btC.length) - 1;
    const [aC, bC] = [a.roast.btC[atS] ?? 0, b.roast.btC[atS] ?? 0];
    const error = (of: ArrayLike<number>) => rmseBetween(b.roast, of, atS);
    return {
      a: a.roast.name,
      b: b.roast.name,
      atS,
      actualC: bC - aC,
      predictedC: (predicted[atS] ?? 0) - (own[atS] ?? 0),
      twinRmseC: error(predicted),
      sameRmseC: error(a.roast.btC),
    };
  });
  return reportOf(experiments, coffee);
}

type Pair = readonly [WalkedRoast, WalkedRoast];

/** Only unseen roasts are predicted; a training roast may be the one they are predicted from. */
function pairsOf(
  { roasts, trained }: Pick<FittedSegment, 'roasts' | 'trained'>,
  lever: 'burner' | 'air',
  coffeeOf: (roast: ObservedRoast) => string | null,
): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const [place, b] of roasts.entries()) {
    const coffee = coffeeOf(b.roast);
    if (place < trained || coffee === null) continue;
    const before = roasts.slice(0, place).filter(({ roast }) => coffeeOf(roast) === coffee);
    for (const a of before.slice(-reach)) {
      const apartMs = (b.roast.startedWallMs ?? 0) - (a.roast.startedWallMs ?? 0);
      if (coffee === 'not named' && apartMs > neighboursMs) continue;
      const differs = (other: 'burner' | 'air') =>
        plansDifferPct(a.roast[other], b.roast[other], a.roast, b.roast) >= planMinPct;
      if (differs(lever) && (lever === 'burner' || !differs('burner'))) pairs.push([a, b]);
    }
  }
  return pairs;
}

/** Mean difference of a lever, in percent of full, while both roast. */
function plansDifferPct(
  ofA: LeverCourse | null,
  ofB: LeverCourse | null,
  a: ObservedRoast,
  b: ObservedRoast,
): number {
  const endS = Math.min(a.btC.length, b.btC.length);
  let sum = 0;
  for (let s = 0; s < endS; s += 1) sum += Math.abs(leverAt(ofA, s) - leverAt(ofB, s));
  return sum / endS;
}

function leverAt(course: LeverCourse | null, second: number): number {
  const place = course?.atS.findLastIndex((atS) => atS <= second) ?? -1;
  return course?.values[place] ?? 0;
}

function rmseBetween(b: ObservedRoast, other: ArrayLike<number>, endS: number): number {
  const squares: number[] = [];
  for (let s = b.turnS + afterTurnS; s <= endS; s += 1) {
    squares.push(((other[s] ?? Number.NaN) - (b.btC[s] ?? Number.NaN)) ** 2);
  }
  return Math.sqrt(mean(squares));
}

function reportOf(
  experiments: readonly Experiment[],
  coffee: ExperimentReport['coffee'],
): ExperimentReport {
  // Pairs with the same B share its luck: they are one member of the bootstrap.
  const clusters = [...new Set(experiments.map(({ b }) => b))].map((name) =>
    experiments.filter(({ b }) => b === name),
  );
  const interval = (name: string, statistic: (sample: readonly Experiment[]) => number) =>
    bootstrapInterval(clusters, (sample) => statistic(sample.flat()), `experiments.${name}`);
  const differing = (sample: readonly Experiment[]) =>
    sample.filter(({ actualC }) => Math.abs(actualC) >= differenceMinC);
  const share = (sample: readonly Experiment[], holds: (each: Experiment) => boolean) =>
    mean(differing(sample).map((each) => (holds(each) ? 1 : 0)));
  const signRight = interval('sign', (sample) =>
    share(sample, (each) => each.actualC * each.predictedC > 0),
  );
  const sizeRight = interval('size', (sample) =>
    share(sample, (each) => Math.abs(each.predictedC - each.actualC) < Math.abs(each.actualC)),
  );
  const errorRatio = interval('ratio', (sample) => {
    const square = (of: (each: Experiment) => number) => mean(sample.map((each) => of(each) ** 2));
    return Math.sqrt(square((each) => each.twinRmseC) / square((each) => each.sameRmseC));
  });
  const withheld = withheldBecause(differing(experiments).length, signRight, errorRatio);
  return { experiments, coffee, signRight, sizeRight, errorRatio, withheld };
}

/** The usual error of a predicted difference, as a share of the larger of predicted and real difference; half where no pair tells. */
export function relativeError(experiments: readonly Experiment[]): number {
  const shares = experiments.flatMap(({ predictedC, actualC }) => {
    const largest = Math.max(Math.abs(predictedC), Math.abs(actualC));
    // No difference was foretold and there was none: right, and no share of anything.
    return largest === 0 ? [] : [Math.abs(predictedC - actualC) / largest];
  });
  return shares.length === 0 ? 0.5 : quantile(shares, 0.5);
}

function withheldBecause(n: number, signRight: Interval, errorRatio: Interval): string | null {
  if (n < experimentsMin) {
    return `only ${n} pairs of roasts with different plans came out differently; ${experimentsMin} are needed`;
  }
  if (!(signRight.low > 0.5)) {
    const pct = Math.round(100 * signRight.value);
    return `the sign of a difference was right in ${pct} % of ${n} pairs, which chance could do`;
  }
  if (!(errorRatio.value < 1)) {
    return `the twin was no nearer to the second roast than "the same as the first"`;
  }
  return null;
}
