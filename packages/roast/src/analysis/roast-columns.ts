import { type Curve, curveOf, type RateOfRiseMethod, type RoastRecord } from '@artisan-ts/domain';
import { rateOfRise } from '#rate-of-rise/stream.ts';
import { judgeCurves, trueValues } from '#signal/judge-curves.ts';

/** A record as an analysis reads it. Seconds here are those of the record. */
export interface RoastColumns {
  /** BT and ET with the marks: ours without readings that cannot be right, another program's as it is. */
  readonly record: RoastRecord;
  readonly bt: Curve | null;
  readonly et: Curve | null;
  /** Rate of rise of BT, aligned with its times; empty without BT. */
  readonly rates: readonly (number | null)[];
  /** BT readings of the record that cannot be right. */
  readonly flagged: readonly number[];
}

/** Reads a record once for all that follows. */
export function roastColumns(record: RoastRecord, rate: RateOfRiseMethod): RoastColumns {
  const raw = [curveOf(record, 'bt'), curveOf(record, 'et')].filter((curve) => curve !== null);
  const judged = judgeCurves(raw, record.intervalS);
  // Another program's roast keeps that program's numbers; rates go by good readings in any case.
  const isOurs = record.closeReason !== 'imported';
  const curves = raw.map((curve, index) => {
    const verdict = judged[index];
    return isOurs && verdict !== undefined
      ? { ...curve, values: trueValues(verdict, curve) }
      : curve;
  });
  const counted = { ...record, curves };
  const bt = curveOf(counted, 'bt');
  const verdict = bt === null ? undefined : judged[curves.indexOf(bt)];
  return {
    record: counted,
    bt,
    et: curveOf(counted, 'et'),
    rates: bt === null || verdict === undefined ? [] : rateOfRise(bt.timeS, verdict.usable, rate),
    flagged: (verdict?.defects ?? []).flatMap((defect, at) =>
      defect === null ? [] : [bt?.timeS[at] ?? 0],
    ),
  };
}
