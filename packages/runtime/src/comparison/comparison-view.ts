import type { ComparisonDto } from '@artisan-ts/contracts';
import type { Alignment, RoastRecord, TemperatureUnit } from '@artisan-ts/domain';
import {
  type ComparedRoast,
  departureWords,
  layOn,
  type RoastToCompare,
  type SceneColumns,
} from '@artisan-ts/roast';
import type { WholeRoast } from '#reports/report-of-record.ts';
import { curveView } from '#views/curve-view.ts';
import { roastSummary } from '#views/roast-summary.ts';

/** How roasts are compared. */
export interface ComparisonAsked {
  readonly align: Alignment;
  readonly referenceId: string;
  readonly unit: TemperatureUnit;
}

/** Roasts that are at hand whole, laid on each other; null when the reference is not among them. */
export function comparisonView(
  roasts: readonly WholeRoast[],
  { align, referenceId, unit }: ComparisonAsked,
): ComparisonDto | null {
  const prepared = roasts.map(prepare);
  const reference = prepared.find(({ record }) => record.id === referenceId);
  if (reference === undefined) return null;
  const compared = prepared.map((roast) => comparedView(roast, reference, { align, unit }));
  return { align, referenceId, roasts: compared };
}

/** A roast with what a comparison needs of it. */
export function prepare({ record, recorded }: WholeRoast): RoastToCompare {
  return {
    record,
    facts: roastSummary(record),
    curve: curveView(record, { method: 'ls30' }, recorded),
  };
}

/** One roast held against the reference; the same object for the reference itself. */
export function comparedView(
  roast: RoastToCompare,
  reference: RoastToCompare,
  { align, unit }: Pick<ComparisonAsked, 'align' | 'unit'>,
): ComparisonDto['roasts'][number] {
  return roastView(layOn(roast, reference, align), roast.record, unit);
}

function roastView(
  one: ComparedRoast,
  { title, machineName, origin, startedWallMs }: RoastRecord,
  unit: TemperatureUnit,
): ComparisonDto['roasts'][number] {
  const { deviation, departure } = one;
  return {
    id: one.id,
    title,
    machineName,
    origin,
    startedWallMs,
    alignedAtS: one.alignedAtS,
    columns: roasting(one),
    marks: [...one.marks],
    measures: one.measures,
    deviation,
    departure: departure && { ...departure, words: departureWords(departure, unit) },
  };
}

/** What comes before and after the roast tells nothing in a comparison. */
const beforeChargeS = 60;
const afterDropS = 60;

function roasting({ columns, marks }: ComparedRoast): SceneColumns {
  const at = (kind: 'charge' | 'drop') => marks.find((mark) => mark.kind === kind)?.timeS;
  const fromS = (at('charge') ?? Number.NEGATIVE_INFINITY) - beforeChargeS;
  const toS = (at('drop') ?? Number.POSITIVE_INFINITY) + afterDropS;
  const isIn = columns.timeS.map((timeS) => timeS >= fromS && timeS <= toS);
  const cut = <Value extends number | null>(values: readonly Value[]): Value[] =>
    values.filter((_, i) => isIn[i]);
  return {
    timeS: cut(columns.timeS),
    btC: cut(columns.btC),
    etC: cut(columns.etC),
    btCPerMin: cut(columns.btCPerMin),
    etCPerMin: cut(columns.etCPerMin),
  };
}
