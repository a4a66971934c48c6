import type { RoastSummary } from '@artisan-ts/contracts';
import { curveOf, type RoastRecord } from '@artisan-ts/domain';
import { roastFacts, roastLeads, withoutDefects } from '@artisan-ts/roast';

/** Counts the changes of what a summary says: those of an earlier version are made anew. */
export const summaryVersion = 3;

/** As many points as a thumbnail has room for. */
const thumbnailPoints = 60;

/** What lists show of a roast and can only be had from its curves. */
export function roastSummary(record: RoastRecord): RoastSummary {
  const axis = curveOf(record, 'bt') ?? record.curves[0];
  // Another program's roast keeps that program's numbers.
  const isOurs = record.closeReason !== 'imported';
  return {
    version: summaryVersion,
    ...roastFacts(isOurs ? withoutDefects(record) : record),
    samples: axis?.timeS.length ?? 0,
    thumbnailBtC: thumbnail(record),
    pressLeadS: roastLeads(record),
  };
}

/** BT from charge to drop, evenly thinned; the whole curve where a mark is not set. */
function thumbnail(record: RoastRecord): (number | null)[] {
  const bt = curveOf(record, 'bt');
  if (bt === null) return [];
  const fromS = record.marks.charge?.timeS ?? Number.NEGATIVE_INFINITY;
  const toS = record.marks.drop?.timeS ?? Number.POSITIVE_INFINITY;
  const values = bt.values.filter((_, index) => {
    const timeS = bt.timeS[index] as number;
    return timeS >= fromS && timeS <= toS;
  });
  const step = Math.max(1, (values.length - 1) / (thumbnailPoints - 1));
  const count = Math.min(values.length, thumbnailPoints);
  return Array.from({ length: count }, (_, index) => values[Math.round(index * step)] ?? null);
}
