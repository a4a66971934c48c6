import type { RoastRecord, TemperatureUnit } from '@artisan-ts/domain';
import { numberInputsOf } from '@artisan-ts/formats';
import {
  analyseRoast,
  noNames,
  type Printing,
  type Report,
  type ReportArrivals,
  type ReportCupping,
  type ReportReference,
  type RoastNames,
  roastReport,
  unsigned,
} from '@artisan-ts/roast';
import { curveView, type RecordedRows } from '#views/curve-view.ts';
import { roastSummary } from '#views/roast-summary.ts';

/** A roast with what its rates of rise depend on before it; null for one that came from a file. */
export interface WholeRoast {
  readonly record: RoastRecord;
  readonly recorded: RecordedRows | null;
}

/** What is known of a roast beside its record, and how its report is made. */
export interface RoastReportParts {
  readonly printing: Printing;
  /** The unit of the roast, when absent. */
  readonly unit?: TemperatureUnit;
  readonly reference?: WholeRoast;
  readonly names?: RoastNames;
  readonly arrivals?: ReportArrivals;
  readonly cuppings?: readonly ReportCupping[];
}

/** The report of a roast that is at hand whole. */
export function reportOfRecord(whole: WholeRoast, parts: RoastReportParts): Report {
  const { record } = whole;
  return roastReport({
    roast: record,
    facts: roastSummary(record),
    analysis: analyseRoast(record, {
      inputs: numberInputsOf(record),
      ...(parts.reference && { reference: { record: parts.reference.record, alignAt: 'charge' } }),
    }),
    curve: curveView(record, { method: 'ls30' }, whole.recorded),
    ...(parts.arrivals && { arrivals: parts.arrivals }),
    reference: parts.reference === undefined ? null : referenceOf(parts.reference),
    names: parts.names ?? noNames,
    cuppings: parts.cuppings ?? [],
    trust: unsigned,
    unit: parts.unit ?? record.displayUnit,
    printing: parts.printing,
  });
}

function referenceOf({ record, recorded }: WholeRoast): ReportReference {
  return {
    title: record.title,
    facts: roastSummary(record),
    curve: curveView(record, { method: 'ls30' }, recorded),
    intervalS: record.intervalS,
  };
}
