import type { DatabaseSync } from 'node:sqlite';
import { Grams, type LotUse } from '@artisan-ts/domain';
import type { RecordStore } from '@artisan-ts/runtime';
import { main } from '#roasts/main-tables.ts';
import { firstRow } from '#sqlite/query.ts';
import { transact } from '#sqlite/transaction.ts';
import type { Synchronous } from '#thread/protocol.ts';

/** What was roasted of lots: counted from the roasts each time, so that it can never disagree with them. */
export function lotUsesIn(db: DatabaseSync): Pick<Synchronous<RecordStore>, 'lotUses'> {
  return {
    lotUses: (lotIds) =>
      transact(db, 'read', () =>
        lotIds.map((lotId): LotUse => {
          const row = firstRow(
            db,
            main
              .selectFrom('roast')
              .select((of) => [
                of.fn.countAll<number>().as('roasts'),
                of.fn.count<number>('green_g').as('weighed'),
                of.fn.sum<number | null>('green_g').as('green_g'),
              ])
              .where('lot_id', '=', lotId)
              .where('deleted_at_ms', 'is', null),
          );
          const roasts = row?.roasts ?? 0;
          return {
            roasts,
            greenG: Grams(row?.green_g ?? 0),
            unweighed: roasts - (row?.weighed ?? 0),
          };
        }),
      ),
  };
}
