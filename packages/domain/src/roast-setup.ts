import type { CoffeeId, LotId } from '#ids.ts';
import type { Grams } from '#quantity/mass.ts';

/**
 * What is said of the batches of a machine before they are charged: each roast that begins takes it over, until somebody
 * says otherwise. Empty text and null are not said.
 */
export interface RoastSetup {
  readonly coffeeId: CoffeeId | null;
  readonly lotId: LotId | null;
  /** What the batch is roasted by: `Filter, light`. */
  readonly profile: string;
  /** Who roasts. */
  readonly person: string;
  /** Green mass of every batch. */
  readonly greenG: Grams | null;
}

/** Nothing is said. */
export const noSetup: RoastSetup = {
  coffeeId: null,
  lotId: null,
  profile: '',
  person: '',
  greenG: null,
};
