import type { Milestone, MilestoneName } from '#analysis/roast-analysis.ts';
import type { RoastColumns } from '#analysis/roast-columns.ts';
import { firstAtOrAfter, nearestIndex, valueAt } from '#curve/nearest.ts';
import type { RoastFacts } from '#facts/roast-facts.ts';

/** What the probes showed at the moments at which roasters compare rates. */
export function roastMilestones(
  facts: RoastFacts,
  columns: RoastColumns,
): Readonly<Record<MilestoneName, Milestone | null>> {
  const at = (timeS: number | null | undefined): Milestone | null =>
    timeS === null || timeS === undefined ? null : milestoneAt(timeS, facts.zeroS, columns);
  const { marks } = facts;
  return {
    charge: at(marks.charge?.timeS),
    turningPoint: at(marks.turningPoint?.timeS),
    peak: at(peakS(facts, columns)),
    // An unmarked end of drying is where the temperature puts it, as for the phases.
    dryEnd: at(marks.dryEnd?.timeS ?? facts.phases?.dryS),
    fcStart: at(marks.fcStart?.timeS),
    drop: at(marks.drop?.timeS),
  };
}

function milestoneAt(timeS: number, zeroS: number, { bt, et, rates }: RoastColumns): Milestone {
  const recordS = zeroS + timeS;
  return {
    timeS,
    btC: bt && valueAt(bt, recordS),
    etC: et && valueAt(et, recordS),
    btCPerMin: bt && (rates[nearestIndex(bt.timeS, recordS)] ?? null),
  };
}

/** When the rate was highest between turning point and drop, the earliest of equals. */
function peakS(facts: RoastFacts, { bt, rates }: RoastColumns): number | null {
  const { zeroS, marks } = facts;
  if (bt === null || marks.turningPoint === undefined) return null;
  const toS = zeroS + (marks.drop?.timeS ?? Number.POSITIVE_INFINITY);
  let peak = -1;
  for (let i = firstAtOrAfter(bt.timeS, zeroS + marks.turningPoint.timeS); i < rates.length; i++) {
    if ((bt.timeS[i] as number) > toS) break;
    const rate = rates[i] ?? null;
    if (rate !== null && (peak < 0 || rate > (rates[peak] as number))) peak = i;
  }
  return peak < 0 ? null : (bt.timeS[peak] as number) - zeroS;
}
