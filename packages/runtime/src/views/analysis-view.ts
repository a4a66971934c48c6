import type { AnalysisDto, AnalysisQuery } from '@artisan-ts/contracts';
import { qualityOf, type RoastMeasures, type RoastRecord } from '@artisan-ts/domain';
import { numberInputsOf } from '@artisan-ts/formats';
import { analyseRoast, analysisWords } from '@artisan-ts/roast';

/** The analysis of a roast as the API shows it. */
export function analysisView(
  record: RoastRecord,
  { ror, unit, alignAt }: AnalysisQuery,
  reference: RoastRecord | null,
): AnalysisDto {
  const file = numberInputsOf(record);
  const analysis = analyseRoast(record, {
    settings: { rate: ror },
    inputs: { ...file, measures: { ...file?.measures, ...measuredHere(record) } },
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

/** What was measured of the beans by the people here: it goes before what a file said. */
function measuredHere(record: RoastRecord): RoastMeasures {
  const { defectsG, moistureGreenPct, moistureRoastedPct, densityGreenGPerL, densityRoastedGPerL } =
    qualityOf(record);
  return {
    ...(defectsG !== null && { defectsG }),
    ...(moistureGreenPct !== null && { moistureGreenPct }),
    ...(moistureRoastedPct !== null && { moistureRoastedPct }),
    ...(densityGreenGPerL !== null && { densityGreenGPerL }),
    ...(densityRoastedGPerL !== null && { densityRoastedGPerL }),
  };
}
