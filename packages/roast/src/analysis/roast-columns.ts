import {
  type Curve,
  curveOf,
  type MarkKind,
  type RateOfRiseMethod,
  type RoastRecord,
} from '@artisan-ts/domain';
import { rateOfRise } from '#rate-of-rise/stream.ts';
import { judgeCurves, withoutDefects } from '#signal/judge-curves.ts';

/** A record as an analysis reads it. Seconds here are those of the record. */
export interface RoastColumns {
  /** The record whose numbers count: ours without readings that cannot be right, another program's as it is. */
  readonly record: RoastRecord;
  readonly bt: Curve | null;
  readonly et: Curve | null;
  /** Rate of rise of BT, aligned with its times; empty without BT. */
  readonly rates: readonly (number | null)[];
  /** BT readings of the record that cannot be right. */
  readonly flagged: readonly number[];
  readonly markS: (kind: MarkKind) => number | null;
}

/** Reads a record once for all that follows. */
export function roastColumns(record: RoastRecord, rate: RateOfRiseMethod): RoastColumns {
  // Another program's roast keeps that program's numbers; rates go by good readings in any case.
  const counted = record.closeReason === 'imported' ? record : withoutDefects(record);
  const raw = curveOf(record, 'bt');
  const index = raw === null ? -1 : record.curves.indexOf(raw);
  const judged = judgeCurves(record.curves, record.intervalS)[index];
  return {
    record: counted,
    bt: curveOf(counted, 'bt'),
    et: curveOf(counted, 'et'),
    rates: raw === null || judged === undefined ? [] : rateOfRise(raw.timeS, judged.usable, rate),
    flagged: (judged?.defects ?? []).flatMap((defect, at) =>
      defect === null ? [] : [raw?.timeS[at] ?? 0],
    ),
    markS: (kind) => counted.marks[kind]?.timeS ?? null,
  };
}
