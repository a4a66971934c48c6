import type { RoastColumns } from '#analysis/roast-columns.ts';
import type { RoastFacts } from '#facts/roast-facts.ts';

/** A crash (RoR falls below its own trend) or a flick (it rises above it). Seconds from charge. */
export interface RateExcursion {
  readonly kind: 'crash' | 'flick';
  /** When BT began to leave the trend: the lag of the rate is taken off. */
  readonly onsetS: number;
  /** When it was known: the same live and later. */
  readonly flaggedS: number;
  /** When it was farthest from the trend. */
  readonly extremeS: number;
  readonly endS: number;
  readonly durationS: number;
  /** How far at most, C/min: below zero for a crash. */
  readonly depthCPerMin: number;
}

/** A stretch in which BT hardly rose. Seconds from charge. */
export interface RateStall {
  readonly fromS: number;
  readonly toS: number;
  readonly lowestCPerMin: number;
}

export interface RateShape {
  readonly excursions: readonly RateExcursion[];
  readonly stalls: readonly RateStall[];
}

/** How the rate of rise went from after the turning point to drop. */
export function rateShape(_roast: {
  readonly facts: RoastFacts;
  readonly columns: RoastColumns;
  readonly lagS: number;
}): RateShape {
  return { excursions: [], stalls: [] };
}
