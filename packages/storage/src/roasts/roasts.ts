import type { DatabaseSync } from 'node:sqlite';
import { ArtisanError, invariant, parseId } from '@artisan-ts/domain';
import type { OutboxEvent, RoastListQuery, RoastStore, StoredRoast } from '@artisan-ts/runtime';
import { sql } from 'kysely';
import { main } from '#roasts/main-tables.ts';
import {
  listedColumns,
  listedRoastOfRow,
  roastColumns,
  roastOfRow,
  roastRow,
} from '#roasts/roast-row.ts';
import { searchWords } from '#roasts/search-text.ts';
import { change, firstRow, rows } from '#sqlite/query.ts';
import { transact } from '#sqlite/transaction.ts';
import type { Synchronous } from '#thread/protocol.ts';

type Roasts = Pick<
  Synchronous<RoastStore>,
  'saveRoast' | 'roast' | 'roastsFrom' | 'listRoasts' | 'forgetDeleted'
>;

/** What belongs to a roast, in an order in which nothing is left that belongs to what is gone. */
const ownTables = [
  'roast_series',
  'roast_record',
  'roast_curve',
  'roast_import',
  'roast_file',
] as const;

/** Where a closed roast ends on the axis of its machine. As the index has it. */
const endUs = sql<number>`iif(json_valid(span), json_extract(span, '$.endUs'), NULL)`;

/** Roasts, newest start first; those that started together in the order of their ids. */
export function roastsIn(db: DatabaseSync): Roasts {
  const newestFirst = main
    .selectFrom('roast')
    .select(roastColumns)
    .orderBy('listed_at_ms', 'desc')
    .orderBy('id', 'desc');
  const listed = newestFirst.clearSelect().select(listedColumns);
  return {
    saveRoast: (roast, event) =>
      transact(db, 'write', () => {
        putRoast(db, roast);
        putEvent(db, roast, event);
      }),
    roast: (id) => {
      const row = firstRow(db, newestFirst.where('id', '=', id));
      return row === null ? null : roastOfRow(row);
    },
    roastsFrom: (machineId, fromUs) =>
      transact(db, 'read', () => {
        const recorded = main
          .selectFrom('roast')
          .select(roastColumns)
          .where('machine_id', '=', machineId)
          .where('span', 'is not', null);
        const closed = recorded.where('is_open', '=', 0);
        const before = closed.where(endUs, '<=', fromUs).orderBy(endUs, 'desc').limit(1);
        const after = closed.where(endUs, '>', fromUs).orderBy(endUs);
        const open = recorded.where('is_open', '=', 1).orderBy('listed_at_ms').orderBy('id');
        return [before, after, open].flatMap((found) => rows(db, found)).map(roastOfRow);
      }),
    listRoasts: (query) =>
      rows(db, listQuery(db, listed.limit(query.limit), query)).map(listedRoastOfRow),
    forgetDeleted: (beforeWallMs) =>
      transact(db, 'write', () => {
        const old = rows(
          db,
          main.selectFrom('roast').select('id').where('deleted_at_ms', '<', beforeWallMs),
        );
        for (const { id } of old) {
          for (const table of ownTables)
            change(db, main.deleteFrom(table).where('roast_id', '=', id));
          change(db, main.deleteFrom('roast').where('id', '=', id));
        }
        return old.map(({ id }) => parseId('roast', id));
      }),
  };

  type Listed = typeof listed;

  function listQuery(db: DatabaseSync, all: Listed, query: RoastListQuery): Listed {
    let found = all.where('deleted_at_ms', query.deleted ? 'is not' : 'is', null);
    if (query.machineId !== undefined) found = found.where('machine_id', '=', query.machineId);
    for (const word of searchWords(query.search ?? '')) {
      found = found.where(sql`instr(search_text, ${word})`, '>', 0);
    }
    if (query.after === undefined) return found;
    const last = firstRow(
      db,
      main.selectFrom('roast').select('listed_at_ms').where('id', '=', query.after),
    );
    if (last === null) {
      throw new ArtisanError(
        'request.not-found',
        `list roasts after ${query.after}: there is no such roast; list from the start`,
      );
    }
    return found.where(sql`(listed_at_ms, id)`, '<', sql`(${last.listed_at_ms}, ${query.after})`);
  }
}

/** Inserts revision 1, or replaces exactly the revision before. */
function putRoast(db: DatabaseSync, roast: StoredRoast): void {
  const row = roastRow(roast);
  const changed =
    row.revision === 1
      ? insertRoast(db, roast)
      : change(
          db,
          main
            .updateTable('roast')
            .set(row)
            .where('id', '=', row.id)
            .where('revision', '=', row.revision - 1),
        );
  if (changed === 1) return;
  const stored = firstRow(db, main.selectFrom('roast').select('revision').where('id', '=', row.id));
  throw new ArtisanError(
    'request.conflict',
    `revision ${row.revision} of ${row.id} cannot be stored: ` +
      `${stored === null ? 'nothing is stored yet' : `revision ${stored.revision} is stored`}; read it again`,
  );
}

/** Stores a roast that is new; gives 0 when its id exists. Part of the caller's transaction. */
export function insertRoast(db: DatabaseSync, roast: StoredRoast): number {
  return change(
    db,
    main
      .insertInto('roast')
      .values(roastRow(roast))
      .onConflict((conflict) => conflict.column('id').doNothing()),
  );
}

/** Stores the event that tells of a change. Part of the caller's transaction. */
export function putEvent(db: DatabaseSync, { header }: StoredRoast, event: OutboxEvent): void {
  invariant(
    event.roastId === header.id && event.revision === header.revision,
    `the event of ${header.id} revision ${header.revision} tells of that revision`,
  );
  const { kind, roastId: roast_id, revision, wallMs: wall_ms } = event;
  change(db, main.insertInto('outbox').values({ kind, roast_id, revision, wall_ms }));
}
