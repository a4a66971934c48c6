import type { NumberChoices, RateOfRiseMethod } from '@artisan-ts/domain';
import { dryEndDefaultC } from '#facts/roast-facts.ts';

/** What of an analysis is a person's choice. */
export interface AnalysisSettings extends NumberChoices {
  readonly rate: RateOfRiseMethod;
  /** Where drying ends when nobody marked it, C: one for all roasts, so that they compare. */
  readonly dryEndC: number;
}

/** Ours for the rate, Artisan's for the rest: numbers that people compare. */
export const defaultAnalysisSettings: AnalysisSettings = {
  rate: 'ls30',
  dryEndC: dryEndDefaultC,
  aucFrom: 'turningPoint',
  aucBaseC: 100,
};
