import type { LeverChange, RoastRecord } from '@artisan-ts/domain';
import { ExcursionWatch, type RateExcursion } from '#analysis/excursion-watch.ts';
import type { RoastColumns } from '#analysis/roast-columns.ts';
import { type RateStall, StallWatch } from '#analysis/stall-watch.ts';
import { firstAtOrAfter } from '#curve/nearest.ts';
import type { RoastFacts } from '#facts/roast-facts.ts';

/** An excursion with the lever that may be its cause. */
export interface ExplainedExcursion extends RateExcursion {
  /** The last lever that was moved within a minute before; null when none was. */
  readonly afterLever: MovedLever | null;
}

/** A lever went from one value to another. `fromValue` is null when nobody knows. */
export interface MovedLever {
  /** As people call it. */
  readonly lever: string;
  readonly timeS: number;
  readonly fromValue: number | null;
  readonly toValue: number;
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
  return {
    excursions: told(excursions.found, dryEndS, marks.fcStart?.timeS ?? null).map((excursion) => ({
      ...excursion,
      afterLever: leverBefore(columns.record, zeroS, excursion.onsetS),
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
  const crashes = found.filter(
    ({ kind, flaggedS }) => kind === 'crash' && (dryEndS === null || flaggedS >= dryEndS),
  );
  const firstCrashS = crashes[0]?.onsetS ?? Number.POSITIVE_INFINITY;
  const flickFromS = Math.min(
    firstCrashS,
    fcStartS === null ? Number.POSITIVE_INFINITY : fcStartS - flickBeforeCrackS,
  );
  return found.filter(
    (one) => crashes.includes(one) || (one.kind === 'flick' && one.flaggedS >= flickFromS),
  );
}

function leverBefore(
  { levers, leverChanges: changes }: Pick<RoastRecord, 'levers' | 'leverChanges'>,
  zeroS: number,
  onsetS: number,
): MovedLever | null {
  const isNear = ({ timeS }: LeverChange): boolean =>
    timeS - zeroS <= onsetS && timeS - zeroS >= onsetS - leverWithinS;
  const moved = changes.findLast(
    (change) => isNear(change) && valueBefore(changes, change) !== change.value,
  );
  if (moved === undefined) return null;
  return {
    lever: levers.find(({ id }) => id === moved.lever)?.label ?? moved.lever,
    timeS: moved.timeS - zeroS,
    fromValue: valueBefore(changes, moved),
    toValue: moved.value,
  };
}

function valueBefore(changes: readonly LeverChange[], change: LeverChange): number | null {
  const place = changes.indexOf(change);
  const before = changes.slice(0, place).findLast(({ lever }) => lever === change.lever);
  return before?.value ?? null;
}
