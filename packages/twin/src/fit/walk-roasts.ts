import { estimateFactors } from '#fit/estimate-factors.ts';
import type { TrainingRoast } from '#fit/fit-configuration.ts';
import { rmseC } from '#fit/judged-error.ts';
import type { ObservedRoast } from '#fit/observed-roast.ts';
import type { FittedConfiguration } from '#fit/parameters.ts';
import { predictBt } from '#fit/predict-bt.ts';
import { expectedFactors, quantile, type RoastFactors } from '#fit/roast-factors.ts';

/** How the twin did on one roast. */
export interface WalkedRoast {
  readonly roast: ObservedRoast;
  readonly greenKg: number;
  /** Estimated from this roast. */
  readonly factors: RoastFactors;
  readonly threeFactorsC: number;
  /** BT error with what earlier roasts let expect; null for the first of all. */
  readonly openLoopC: number | null;
}

/** A walk through the roasts of a configuration in order of date. */
export interface Walk {
  readonly roasts: readonly WalkedRoast[];
  /** Place of the first roast of what looks like another configuration; null when there is none. */
  readonly changedAt: number | null;
}

/** An open-loop error of so many times the usual is strange. */
const strangeTimes = 3;

/** Errors below this are never strange, however good the twin usually is, C. */
const strangeMinC = 6;

/** A changed configuration stays: what the first strange roast taught more than halves the error of the second. */
const alikeShare = 0.5;

/** So many strange roasts in a row are a change even when no two of them are alike. */
const strangeInARow = 4;

/**
 * Goes through roasts in order of date as life would: predicts each open loop from the earlier ones, then learns its
 * factors. A strange roast teaches nothing until the next shows whether it was an accident or a change: one does not
 * learn across a changed configuration (roast-science 5).
 */
export function walkRoasts(
  configuration: FittedConfiguration,
  roasts: readonly TrainingRoast[],
  trained: number,
): Walk {
  const walked: WalkedRoast[] = [];
  let learnt: readonly RoastFactors[] = [];
  let usualC: readonly number[] = [];
  let strange: readonly RoastFactors[] = [];
  for (const [place, { roast, greenKg }] of roasts.entries()) {
    const openLoopOf = (earlier: readonly RoastFactors[]): number =>
      rmseC(roast, predictBt(configuration, roast, greenKg, expectedFactors(earlier)));
    const { factors, rmseC: threeFactorsC } = estimateFactors(configuration, roast, greenKg);
    const openLoopC = learnt.length === 0 ? null : openLoopOf(learnt);
    walked.push({ roast, greenKg, factors, threeFactorsC, openLoopC });
    const limitC = Math.max(strangeMinC, strangeTimes * quantile(usualC, 0.5));
    if (place < trained || openLoopC === null || openLoopC <= limitC) {
      strange = [];
      learnt = [...learnt, factors];
      if (openLoopC !== null) usualC = [...usualC, openLoopC];
      continue;
    }
    const isLikeTheLast =
      strange.length > 0 && openLoopOf(strange.slice(-1)) < alikeShare * openLoopC;
    if (isLikeTheLast) return { roasts: walked.slice(0, place - 1), changedAt: place - 1 };
    strange = [...strange, factors];
    if (strange.length === strangeInARow) {
      const changedAt = place - strangeInARow + 1;
      return { roasts: walked.slice(0, changedAt), changedAt };
    }
  }
  return { roasts: walked, changedAt: null };
}
