import { curveOf, type NumberInputs, type RoastRecord } from '@artisan-ts/domain';
import { analyseRoast } from '#analysis/analyse-roast.ts';
import type { RoastAnalysis } from '#analysis/roast-analysis.ts';
import { dryEndByTemperature } from '#facts/phases.ts';
import { type RoastFacts, roastFacts } from '#facts/roast-facts.ts';

/** A roast file with what Artisan worked out when it wrote it. */
export interface ComputedRoast {
  readonly file: string;
  readonly record: RoastRecord;
  readonly inputs: NumberInputs;
  /** The version that wrote the file. */
  readonly version: string;
  /** Where drying ended for Artisan when nobody marked it, C. */
  readonly dryEndC: number;
  /** Artisan's results by name, in the unit of the file. */
  readonly values: Readonly<Record<string, number>>;
}

/** One roast with everything that ours and Artisan's numbers are made of. */
export interface FileNumbers extends ComputedRoast {
  /** As the file chose it: its dry end, its area. */
  readonly analysis: RoastAnalysis;
  readonly facts: RoastFacts;
  /** Where drying ends by temperature, whether it was marked or not. Seconds from charge. */
  readonly warmDryEndS: number | null;
}

export function fileNumbers(roast: ComputedRoast): FileNumbers {
  const { record, inputs, dryEndC } = roast;
  const facts = roastFacts(record, { dryEndC });
  const { turningPoint, fcStart, drop } = facts.marks;
  const { zeroS } = facts;
  const endS = fcStart?.timeS ?? drop?.timeS ?? Number.POSITIVE_INFINITY;
  const fromS = zeroS + (turningPoint?.timeS ?? 0);
  const warmS = dryEndByTemperature(curveOf(record, 'bt'), fromS, zeroS + endS, dryEndC);
  return {
    ...roast,
    analysis: analyseRoast(record, { inputs, settings: { dryEndC } }),
    facts,
    warmDryEndS: warmS === null ? null : warmS - zeroS,
  };
}

/** Whether a version is older than another: `2.4.4` is before `2.4.6`. An unknown one is not. */
export function isBefore(version: string, other: string): boolean {
  const parts = version.split('.').map(Number);
  const limits = other.split('.').map(Number);
  for (const [index, limit] of limits.entries()) {
    const part = parts[index] ?? 0;
    if (part !== limit) return part < limit;
  }
  return false;
}
