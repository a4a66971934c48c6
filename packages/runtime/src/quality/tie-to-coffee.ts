import type { ChangeRoastBody } from '@artisan-ts/contracts';
import {
  type CoffeeId,
  type LotId,
  ok,
  type Result,
  type RoastHeader,
  refuse,
} from '@artisan-ts/domain';
import type { RecordStore } from '#ports/record-store.ts';

/** The coffee and the lot a roast is of. */
export type Ties = Partial<Pick<RoastHeader, 'coffeeId' | 'lotId'>>;

/** What a change says about coffee and lot, checked: a lot brings its coffee along. Errors: `request.not-found`. */
export async function tieToCoffee(
  store: Pick<RecordStore, 'record'>,
  { coffeeId, lotId }: Pick<ChangeRoastBody, 'coffeeId' | 'lotId'>,
): Promise<Result<Ties>> {
  if (typeof lotId === 'string') {
    const lot = await store.record('lot', lotId);
    if (lot === null) return refuse('request.not-found', `there is no lot ${lotId}`);
    if (typeof coffeeId === 'string' && coffeeId !== lot.coffeeId) {
      return refuse('request.conflict', `${lot.name} is a lot of another coffee`);
    }
    return ok({ coffeeId: lot.coffeeId, lotId: lot.id });
  }
  if (typeof coffeeId === 'string' && (await store.record('coffee', coffeeId)) === null) {
    return refuse('request.not-found', `there is no coffee ${coffeeId}`);
  }
  return ok({
    ...(coffeeId !== undefined && { coffeeId: coffeeId as CoffeeId | null }),
    ...(lotId !== undefined && { lotId: lotId as LotId | null }),
  });
}

/** The same; a roast that becomes another coffee is no longer of its lot. */
export function letGo(before: Pick<RoastHeader, 'coffeeId'>, ties: Ties): Ties {
  const isOther = ties.coffeeId !== undefined && ties.coffeeId !== before.coffeeId;
  return isOther && ties.lotId === undefined ? { ...ties, lotId: null } : ties;
}
