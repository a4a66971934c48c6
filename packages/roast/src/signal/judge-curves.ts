import type { Curve, ReadingDefect, RoastRecord } from '@artisan-ts/domain';
import { hasHung } from '#signal/hung.ts';
import { SignalJudge } from '#signal/signal-judge.ts';

/** The verdicts on one curve. Shape: both align with its times. */
export interface JudgedCurve {
  readonly defects: readonly (ReadingDefect | null)[];
  readonly usable: readonly (number | null)[];
}

/**
 * Judges curves as the stream they came from was judged live: those on one time base together.
 *
 * Shape: in the order of the curves.
 */
export function judgeCurves(curves: readonly Curve[], intervalS: number): readonly JudgedCurve[] {
  const judged = new Map<Curve, JudgedCurve>();
  for (const { timeS } of curves) {
    const together = curves.filter((curve) => !judged.has(curve) && isSame(curve.timeS, timeS));
    if (together.length === 0) continue;
    const judge = new SignalJudge({
      stream: 'curves',
      channels: together.map((curve) => curve.channel),
      intervalS,
    });
    const rows = timeS.map((atS, row) =>
      judge.at(
        atS,
        together.map((curve) => curve.values[row] ?? null),
      ),
    );
    for (const [index, curve] of together.entries()) {
      judged.set(curve, {
        defects: rows.map((row) => row.defects[index] ?? null),
        usable: rows.map((row) => row.usable[index] ?? null),
      });
    }
  }
  return curves.map((curve) => judged.get(curve) ?? { defects: [], usable: [] });
}

/** By value: a record that was stored and read again has its times once for each curve. */
function isSame(one: readonly number[], other: readonly number[]): boolean {
  return (
    one === other ||
    (one.length === other.length && one.every((timeS, index) => timeS === other[index]))
  );
}

/**
 * The usable values of a curve once all of it is known. A probe that hangs is told after a while, live, one of BT at the latest by the
 * step with which it comes back; of what it said until then only the first was true.
 *
 * Shape: aligned with the curve.
 */
export function trueValues({ defects, usable }: JudgedCurve, curve: Curve): (number | null)[] {
  const kept = curve.channel.id === 'bt' ? withoutHolds(usable, curve.timeS) : [...usable];
  for (const [index, defect] of defects.entries()) {
    if (defect !== 'frozen' || defects[index - 1] === 'frozen') continue;
    const heldC = curve.values[index] ?? null;
    let first = index;
    for (let past = index - 1; past >= 0; past--) {
      const value = usable[past] ?? null;
      if (value !== null && value !== heldC) break;
      if (value === heldC) first = past;
    }
    kept.fill(null, first + 1, index);
  }
  return kept;
}

/** BT without what it said while it hung, after the first reading of that. */
function withoutHolds(usable: JudgedCurve['usable'], timeS: readonly number[]): (number | null)[] {
  const kept = [...usable];
  let first = 0;
  let last = 0;
  for (const [index, btC] of usable.entries()) {
    const heldC = usable[last] ?? null;
    if (btC === null) continue;
    if (heldC !== null && btC !== heldC) {
      const held = { timeS: timeS[last] ?? 0, btC: heldC };
      const next = { timeS: timeS[index] ?? 0, btC };
      if (hasHung(timeS[first] ?? 0, held, next)) kept.fill(null, first + 1, last + 1);
    }
    if (btC !== heldC) first = index;
    last = index;
  }
  return kept;
}

/** The record without the values that cannot be right: what its turning point and its numbers follow from. */
export function withoutDefects(record: RoastRecord): RoastRecord {
  const judged = judgeCurves(record.curves, record.intervalS);
  const curves = record.curves.map((curve, index) => {
    const verdict = judged[index];
    const values = verdict === undefined ? curve.values : trueValues(verdict, curve);
    return values.every((value, row) => value === curve.values[row]) ? curve : { ...curve, values };
  });
  return curves.every((curve, index) => curve === record.curves[index])
    ? record
    : { ...record, curves };
}
