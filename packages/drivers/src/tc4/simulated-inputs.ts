import type { RoastRecord } from '@artisan-ts/domain';
import { recordSamples } from '#record-samples.ts';

/** What the four thermocouple inputs of a simulated board measure, one set for each READ. */
export interface Tc4Inputs {
  /** Celsius at inputs 1, 2, ...; null where nothing is connected. Null in all when there is nothing left. */
  next(): { readonly index: number; readonly valuesC: readonly (number | null)[] } | null;
}

/** ET on input 1 and BT on input 2, as `CHAN;1200` has them: the samples of the record in their order, each once. */
export function recordInputs(record: RoastRecord): Tc4Inputs {
  const next = recordSamples(record);
  return {
    next: () => {
      const sample = next();
      return sample && { index: sample.index, valuesC: [sample.etC, sample.btC] };
    },
  };
}
