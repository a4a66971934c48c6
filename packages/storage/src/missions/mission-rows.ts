import type { DatabaseSync } from 'node:sqlite';
import { ArtisanError, parseId } from '@artisan-ts/domain';
import type { Mission } from '@artisan-ts/kernel';
import { type MissionTables, reportKeyStart } from '@artisan-ts/runtime';
import { sql } from 'kysely';
import { main } from '#roasts/main-tables.ts';
import { change, firstRow, rows } from '#sqlite/query.ts';

type MissionRows = Pick<
  MissionTables,
  | 'hold'
  | 'mission'
  | 'byKey'
  | 'insert'
  | 'replace'
  | 'nextRunnable'
  | 'running'
  | 'overdue'
  | 'list'
  | 'unreported'
>;

/** Missions as documents; every other column follows from them. Part of the caller's transaction. */
export function missionRowsIn(db: DatabaseSync): MissionRows {
  const documents = main.selectFrom('mission').select('document');
  const one = (query: typeof documents): Mission | null => {
    const row = firstRow(db, query);
    return row === null ? null : missionOf(row);
  };
  return {
    // A transaction that writes has the whole file for itself.
    hold: () => undefined,
    mission: (id) => one(documents.where('id', '=', id)),
    byKey: (orgId, key) =>
      one(
        documents
          .where('org_id', '=', orgId)
          .where('idempotency_key', '=', key)
          .orderBy('generation', 'desc')
          .limit(1),
      ),
    insert: (mission) => {
      const row = { id: mission.id, document: JSON.stringify(mission) };
      change(db, main.insertInto('mission').values(row));
    },
    replace: (before, after) => {
      const changed = change(
        db,
        main
          .updateTable('mission')
          .set({ document: JSON.stringify(after) })
          .where('id', '=', before.id)
          .where('state', '=', before.state)
          .where('epoch', '=', before.epoch),
      );
      if (changed !== 1) throw changedMeanwhile(before);
    },
    nextRunnable: (orgId, goals, nowMs) =>
      one(
        documents
          .where('org_id', '=', orgId)
          .where('goal', 'in', goals)
          .where('state', 'in', ['PENDING', 'RETRY', 'RUNNING'])
          .where((is) =>
            is.or([
              is.and([is('state', '<>', 'RUNNING'), is('available_at_ms', '<=', nowMs)]),
              is.and([is('state', '=', 'RUNNING'), is('lease_expires_at_ms', '<=', nowMs)]),
            ]),
          )
          .whereRef('attempts', '<', 'max_attempts')
          .where(isSerialKeyFree)
          .orderBy('priority', 'desc')
          .orderBy('available_at_ms')
          .orderBy('id')
          .limit(1),
      ),
    running: (orgId) =>
      rows(
        db,
        main
          .selectFrom('mission')
          .select((of) => of.fn.countAll<number>().as('count'))
          .where('org_id', '=', orgId)
          .where('state', '=', 'RUNNING'),
      )[0]?.count ?? 0,
    overdue: (nowMs, limit) =>
      rows(
        db,
        documents.where('due_at_ms', '<=', nowMs).orderBy('due_at_ms').orderBy('id').limit(limit),
      ).map(missionOf),
    list: ({ orgId, limit, states, subjectId, after }) => {
      let found = documents.where('org_id', '=', orgId).orderBy('id', 'desc').limit(limit);
      if (states !== undefined) found = found.where('state', 'in', states);
      if (subjectId !== undefined) found = found.where('subject_id', '=', subjectId);
      if (after !== undefined) found = found.where('id', '<', after);
      return rows(db, found).map(missionOf);
    },
    unreported: (orgId, sinceWallMs, limit) => {
      const key = sql<string>`${reportKeyStart} || outbox.roast_id || ':r' || outbox.revision`;
      const found = main
        .selectFrom('outbox')
        .select(['roast_id', 'revision'])
        .where('kind', '=', sql.lit('roast.closed'))
        .where('wall_ms', '>=', sinceWallMs)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('mission')
                .select('mission.id')
                .where('org_id', '=', orgId)
                .where('idempotency_key', '=', key),
            ),
          ),
        )
        .orderBy('outbox.id')
        .limit(limit);
      return rows(db, found).map(({ roast_id, revision }) => ({
        roastId: parseId('roast', roast_id),
        revision,
      }));
    },
  };
}

/** No other mission runs under the same serial key. */
const isSerialKeyFree = sql<boolean>`(serial_key IS NULL OR NOT EXISTS (
  SELECT 1 FROM mission AS other WHERE other.org_id = mission.org_id AND other.serial_key = mission.serial_key
    AND other.state = 'RUNNING' AND other.id <> mission.id))`;

/** Written by this program alone, and valid JSON by the table's own check. */
function missionOf({ document }: { readonly document: string }): Mission {
  return JSON.parse(document) as Mission;
}

function changedMeanwhile({ id, state, epoch }: Mission): ArtisanError {
  return new ArtisanError(
    'request.conflict',
    `mission ${id} is no longer ${state} at epoch ${epoch}; read it again`,
  );
}
