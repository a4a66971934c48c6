import type { NumberInputs } from '@artisan-ts/formats';
import { type AnalysisContext, defaultAnalysisSettings } from '@artisan-ts/roast';

/** What an analysis takes from a file. Where drying ends without a mark is ours everywhere, so that roasts compare. */
export function analysisContext(inputs: NumberInputs | undefined): AnalysisContext {
  if (inputs === undefined) return {};
  const { choices, measures, energy } = inputs;
  const { dryEndC } = defaultAnalysisSettings;
  return { settings: { ...choices, dryEndC }, measures, ...(energy && { energy }) };
}
