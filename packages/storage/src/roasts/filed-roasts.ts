import type { DatabaseSync } from 'node:sqlite';
import { parseId } from '@artisan-ts/domain';
import type { RoastStore } from '@artisan-ts/runtime';
import { main } from '#roasts/main-tables.ts';
import { change, firstRow, rows } from '#sqlite/query.ts';
import type { Synchronous } from '#thread/protocol.ts';

type FiledRoasts = Pick<Synchronous<RoastStore>, 'roastsToFile' | 'filedRoast' | 'saveFiledRoast'>;

/** Which file holds which revision of a roast. */
export function filedRoastsIn(db: DatabaseSync): FiledRoasts {
  return {
    roastsToFile: (folder, limit) =>
      rows(
        db,
        main
          .selectFrom('roast')
          .leftJoin('roast_file', 'roast_file.roast_id', 'roast.id')
          .select('roast.id')
          .where('roast.is_open', '=', 0)
          .where('roast.span', 'is not', null)
          .where('roast.deleted_at_ms', 'is', null)
          .where((is) =>
            is.or([
              is('roast_file.folder', 'is not', folder),
              is('roast_file.revision', '<>', is.ref('roast.revision')),
            ]),
          )
          .orderBy('roast.listed_at_ms')
          .orderBy('roast.id')
          .limit(limit),
      ).map(({ id }) => parseId('roast', id)),
    filedRoast: (id) => {
      const row = firstRow(
        db,
        main.selectFrom('roast_file').selectAll().where('roast_id', '=', id),
      );
      if (row === null) return null;
      const { revision, folder, name, digest } = row;
      return { roastId: id, revision, folder, name, digest };
    },
    saveFiledRoast: ({ roastId: roast_id, ...file }) => {
      change(
        db,
        main
          .insertInto('roast_file')
          .values({ roast_id, ...file })
          .onConflict((conflict) => conflict.column('roast_id').doUpdateSet(file)),
      );
    },
  };
}
