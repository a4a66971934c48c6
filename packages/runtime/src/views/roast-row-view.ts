import type { RoastPage } from '@artisan-ts/contracts';
import { curveOf, type MonoUs, type RoastRecord } from '@artisan-ts/domain';
import { roastView } from '#views/roast-view.ts';

type RoastRow = RoastPage['items'][number];

/** As many points as a thumbnail has room for. */
const thumbnailPoints = 60;

/** A roast as a row of the list. */
export function roastRowView(record: RoastRecord, startUs: MonoUs | null): RoastRow {
  const {
    levers: _levers,
    leverChanges: _changes,
    notes: _notes,
    ...row
  } = roastView(record, startUs);
  return { ...row, samples: null, thumbnailBtC: thumbnail(record) };
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
