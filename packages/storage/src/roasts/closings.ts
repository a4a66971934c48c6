import type { DatabaseSync } from 'node:sqlite';
import { parseId } from '@artisan-ts/domain';
import type { RoastStore } from '@artisan-ts/runtime';
import { sql } from 'kysely';
import { main } from '#roasts/main-tables.ts';
import { rows } from '#sqlite/query.ts';
import type { Synchronous } from '#thread/protocol.ts';

/** The closings of roasts, from the outbox. */
export function closingsIn(db: DatabaseSync): Pick<Synchronous<RoastStore>, 'closings'> {
  return {
    closings: (sinceWallMs, after, limit) =>
      rows(
        db,
        main
          .selectFrom('outbox')
          .select(['id', 'roast_id', 'revision'])
          // As the partial index has it.
          .where('kind', '=', sql.lit('roast.closed'))
          .where('wall_ms', '>=', sinceWallMs)
          .where('id', '>', after)
          .orderBy('id')
          .limit(limit),
      ).map(({ id: number, roast_id, revision }) => ({
        number,
        roastId: parseId('roast', roast_id),
        revision,
      })),
  };
}
