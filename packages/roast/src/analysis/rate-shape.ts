import { ExcursionWatch, type RateExcursion } from '#analysis/excursion-watch.ts';
import { type MovedLever, movedLevers } from '#analysis/moved-levers.ts';
import type { RoastColumns } from '#analysis/roast-columns.ts';
import { type RateStall, StallWatch } from '#analysis/stall-watch.ts';
import { firstAtOrAfter } from '#curve/nearest.ts';
import type { RoastFacts } from '#facts/roast-facts.ts';

/** An excursion with the lever that may be its cause. */
export interface ExplainedExcursion extends RateExcursion {
  /** The last lever that was moved within a minute before; null when none was. */
  readonly afterLever: MovedLever | null;
}

export interface RateShape {
  readonly excursions: readonly ExplainedExcursion[];
  readonly stalls: readonly RateStall[];
}

/** After the turning point the window of the rate still holds the fall. */
const afterTurningS = 30;
/** A lever shows in BT within so long. */
const leverWithinS = 60;
/** A rise just before first crack belongs to it. */
const flickBeforeCrackS = 30;

/** How the rate of rise went between turning point and drop. Early rises and dips are the levers' work and not told. */
export function rateShape(roast: {
  readonly facts: RoastFacts;
  readonly columns: RoastColumns;
}): RateShape {
  const { facts, columns } = roast;
  const { zeroS, marks, phases } = facts;
  const { bt, rates } = columns;
  const turnedS = marks.turningPoint?.timeS;
  if (bt === null || turnedS === undefined) return { excursions: [], stalls: [] };
  const endS = marks.drop?.timeS ?? Number.POSITIVE_INFINITY;
  const excursions = new ExcursionWatch();
  const stalls = new StallWatch();
  let lastS = turnedS;
  for (let i = firstAtOrAfter(bt.timeS, zeroS + turnedS + afterTurningS); i < rates.length; i++) {
    const timeS = (bt.timeS[i] as number) - zeroS;
    if (timeS > endS) break;
    const rate = rates[i] ?? null;
    excursions.push(timeS, rate);
    stalls.push(timeS, rate);
    lastS = timeS;
  }
  excursions.end(lastS);
  stalls.end();
  const dryEndS = marks.dryEnd?.timeS ?? phases?.dryS ?? null;
  const moves = movedLevers(columns.record, zeroS);
  return {
    excursions: told(excursions.found, dryEndS, marks.fcStart?.timeS ?? null).map((excursion) => ({
      ...excursion,
      afterLever: lastWithin(moves, excursion.onsetS),
    })),
    stalls: stalls.found,
  };
}

/** Crashes after drying, and flicks that follow a crash or come with first crack. */
function told(
  found: readonly RateExcursion[],
  dryEndS: number | null,
  fcStartS: number | null,
): readonly RateExcursion[] {
  const isCrash = ({ kind, flaggedS }: RateExcursion): boolean =>
    kind === 'crash' && (dryEndS === null || flaggedS >= dryEndS);
  const firstCrashS = found.find(isCrash)?.onsetS ?? Number.POSITIVE_INFINITY;
  const flickFromS = Math.min(
    firstCrashS,
    fcStartS === null ? Number.POSITIVE_INFINITY : fcStartS - flickBeforeCrackS,
  );
  return found.filter(
    (one) => isCrash(one) || (one.kind === 'flick' && one.flaggedS >= flickFromS),
  );
}

function lastWithin(moves: readonly MovedLever[], onsetS: number): MovedLever | null {
  let low = 0;
  let high = moves.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moves[middle]?.timeS ?? onsetS) <= onsetS) low = middle + 1;
    else high = middle;
  }
  const last = moves[low - 1];
  return last !== undefined && last.timeS >= onsetS - leverWithinS ? last : null;
}
