import type { BatchId, CoffeeId, LotId, ProfileId } from '#ids.ts';
import type { Grams } from '#quantity/mass.ts';
import type { WallMs } from '#quantity/time.ts';

/** What every record that people keep and edit carries. */
export interface Kept {
  /** Counts the changes. */
  readonly revision: number;
  /** Put away: kept for what refers to it, and left out of lists. */
  readonly isArchived: boolean;
}

/** A coffee as it is bought and sold. What is not known is empty text. */
export interface Coffee extends Kept {
  readonly id: CoffeeId;
  readonly name: string;
  /** Country, region, farm: as its people say it. */
  readonly origin: string;
  readonly process: string;
  readonly variety: string;
  readonly supplier: string;
  readonly notes: string;
}

/** A tracked quantity of one coffee, green. */
export interface Lot extends Kept {
  readonly id: LotId;
  readonly coffeeId: CoffeeId;
  readonly name: string;
  /** The day it came, `2026-03-31`; null when nobody wrote it down. */
  readonly receivedOn: string | null;
  /** How much came; null when it was not weighed. */
  readonly receivedG: Grams | null;
  /** Green moisture, percent of wet mass; null when not measured. */
  readonly moisturePct: number | null;
  /** Green density, grams per litre; null when not measured. */
  readonly densityGPerL: number | null;
  /** 0 to 1; null when not measured. */
  readonly waterActivity: number | null;
  /** As it is traded: `16+`, `15/16`, `Supremo`. */
  readonly screenSize: string;
  /** Where its bags stand. */
  readonly location: string;
  readonly notes: string;
}

/** What was roasted of a lot. */
export interface LotUse {
  readonly roasts: number;
  /** Green mass of those of its roasts that were weighed. */
  readonly greenG: Grams;
  /** Roasts of the lot whose green mass nobody wrote down: they are missing in `greenG`. */
  readonly unweighed: number;
}

/** One version of a plan: target curve, events, lever steps. */
export interface ProfileVersion {
  readonly profileId: ProfileId;
  readonly version: number;
  readonly name: string;
}

/** A charge somebody intends to roast. */
export interface BatchPlan {
  readonly id: BatchId;
  readonly lotId: LotId | null;
  readonly profile: ProfileVersion | null;
  readonly greenG: Grams | null;
  readonly plannedWallMs: WallMs | null;
}
