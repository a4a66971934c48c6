import type { AnalysisDto, AnalysisQuery } from '@artisan-ts/contracts';
import type { RoastRecord } from '@artisan-ts/domain';
import { numberInputsOf } from '@artisan-ts/formats';
import { analyseRoast, analysisWords } from '@artisan-ts/roast';

/** The analysis of a roast as the API shows it. */
export function analysisView(
  record: RoastRecord,
  { ror, unit, alignAt }: AnalysisQuery,
  reference: RoastRecord | null,
): AnalysisDto {
  const analysis = analyseRoast(record, {
    settings: { rate: ror },
    inputs: numberInputsOf(record),
    ...(reference && { reference: { record: reference, alignAt } }),
  });
  const { excursions, stalls, completeness } = analysis;
  return {
    roastId: record.id,
    revision: record.revision,
    ...analysis,
    excursions: [...excursions],
    stalls: [...stalls],
    completeness: { ...completeness, gaps: [...completeness.gaps] },
    summary: [...analysisWords(analysis, unit ?? record.displayUnit)],
  };
}
