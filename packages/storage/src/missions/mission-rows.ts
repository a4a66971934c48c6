import { ArtisanError } from '@artisan-ts/domain';
import type { Mission } from '@artisan-ts/kernel';
import type { MissionTables } from '@artisan-ts/runtime';
import { sql } from 'kysely';
import { andThen, type MissionSql, type Query } from '#missions/mission-sql.ts';

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
>;

interface DocumentRow {
  readonly document: string;
}

/** Missions as documents; every other column follows from them. Part of the caller's transaction. */
export function missionRowsIn({ main, rows, change, toChange, hold }: MissionSql): MissionRows {
  const documents = main.selectFrom('mission').select('document');
  const all = (query: Query<DocumentRow>) => andThen(rows(query), (found) => found.map(missionOf));
  const one = (query: Query<DocumentRow>) => andThen(all(query), ([first]) => first ?? null);
  return {
    hold,
    mission: (id) => one(toChange(documents.where('id', '=', id), 'wait')),
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
      return andThen(change(main.insertInto('mission').values(row)), () => undefined);
    },
    replace: (before, after) => {
      const guarded = main
        .updateTable('mission')
        .set({ document: JSON.stringify(after) })
        .where('id', '=', before.id)
        .where('state', '=', before.state)
        .where('epoch', '=', before.epoch);
      return andThen(change(guarded), (changed) => {
        if (changed !== 1) throw changedMeanwhile(before);
      });
    },
    nextRunnable: (orgId, goals, nowMs) => {
      if (goals.length === 0) return null;
      const runnable = documents
        .where('org_id', '=', orgId)
        .where('goal', 'in', goals)
        .where(isUnderWay)
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
        .limit(1);
      return one(toChange(runnable, 'pass-over'));
    },
    running: (orgId) =>
      andThen(
        rows(
          main
            .selectFrom('mission')
            .select((of) => of.fn.countAll<number>().as('count'))
            .where('org_id', '=', orgId)
            .where(isRunning),
        ),
        ([row]) => row?.count ?? 0,
      ),
    overdue: (nowMs, limit) => {
      const due = documents.where('due_at_ms', '<=', nowMs).orderBy('due_at_ms').orderBy('id');
      return all(toChange(due.limit(limit), 'pass-over'));
    },
    list: ({ orgId, limit, states, subjectId, after }) => {
      let found = documents.where('org_id', '=', orgId).orderBy('id', 'desc').limit(limit);
      if (states !== undefined) found = found.where('state', 'in', states);
      if (states?.includes('DONE') === false) found = found.where(isNotDone);
      if (subjectId !== undefined) found = found.where('subject_id', '=', subjectId);
      if (after !== undefined) found = found.where('id', '<', after);
      return all(found);
    },
  };
}

/**
 * Written out, as in the indexes of the same words: with a parameter in its place no database would use the index, and every
 * look would read all missions there ever were.
 */
const isUnderWay = sql<boolean>`state IN ('PENDING', 'RETRY', 'RUNNING')`;
const isRunning = sql<boolean>`state = 'RUNNING'`;
const isNotDone = sql<boolean>`state <> 'DONE'`;

/** No other mission runs under the same serial key. */
const isSerialKeyFree = sql<boolean>`(serial_key IS NULL OR NOT EXISTS (
  SELECT 1 FROM mission AS other WHERE other.org_id = mission.org_id AND other.serial_key = mission.serial_key
    AND other.state = 'RUNNING' AND other.id <> mission.id))`;

/** The mission of a document: written by this program alone, and valid JSON by the table's own check. */
export function missionOf({ document }: { readonly document: string }): Mission {
  return JSON.parse(document) as Mission;
}

function changedMeanwhile({ id, state, epoch }: Mission): ArtisanError {
  return new ArtisanError(
    'request.conflict',
    `mission ${id} is no longer ${state} at epoch ${epoch}; read it again`,
  );
}
