import type { BatchId, CoffeeId, LotId, ProfileId } from '#ids.ts';
import type { Grams } from '#quantity/mass.ts';
import type { WallMs } from '#quantity/time.ts';

/** A coffee as it is bought and sold. */
export interface Coffee {
  readonly id: CoffeeId;
  readonly name: string;
}

/** A tracked quantity of one coffee. */
export interface Lot {
  readonly id: LotId;
  readonly coffeeId: CoffeeId;
  readonly name: string;
  /** Green moisture, percent of wet mass; null when not measured. */
  readonly moisturePct: number | null;
  /** Green density, grams per litre; null when not measured. */
  readonly densityGPerL: number | null;
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
