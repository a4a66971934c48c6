import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { parseId } from '@artisan-ts/domain';
import {
  type MissionStore,
  type MissionTables,
  missionOperations,
  reportKeyStart,
  runAtOnce,
  type Transact,
} from '@artisan-ts/runtime';
import { type Kysely, sql } from 'kysely';
import { brokenInvariants, type MissionChecks } from '#missions/broken-invariants.ts';
import type { MissionSql } from '#missions/mission-sql.ts';
import { sqlMissionTables } from '#missions/sql-mission-tables.ts';
import type { MissionTableRows } from '#missions/table-rows.ts';
import { main } from '#roasts/main-tables.ts';
import { change, rows } from '#sqlite/query.ts';
import { transact } from '#sqlite/transaction.ts';
import type { Synchronous } from '#thread/protocol.ts';

/** Missions on one connection. */
export interface SqliteMissions {
  readonly missions: Synchronous<MissionStore & MissionChecks>;
  /** Runs several operations in one transaction, which waits for the disk once. When one of them throws, none was done. */
  together<Answer>(work: () => Answer): Answer;
}

/** Missions and the audit log, in `main.db` beside the roasts they are about. */
export function sqliteMissions(db: DatabaseSync): SqliteMissions {
  const on = sqliteIn(db);
  const tables: MissionTables = { ...sqlMissionTables(on), ...unreportedIn(db) };
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  let isTogether = false;
  // The operations never give a promise: nothing else can run inside.
  const run: Transact = (kind, work) =>
    isTogether ? work() : transact(db, kind, work as () => never);
  return {
    missions: {
      ...missionOperations(tables, sha256, run),
      brokenInvariants: () => run('read', () => runAtOnce(brokenInvariants(on))),
    },
    together: (work) => {
      isTogether = true;
      try {
        return transact(db, 'write', work as () => never);
      } finally {
        isTogether = false;
      }
    },
  };
}

/** A transaction that writes has the whole file for itself: nothing has to be held. */
function sqliteIn(db: DatabaseSync): MissionSql {
  return {
    // A builder writes the same for few tables as for many.
    main: main as unknown as Kysely<MissionTableRows>,
    rows: (query) => rows(db, query),
    change: (query) => change(db, query),
    toChange: (query) => query,
    asJson: (column) => column,
    hold: () => undefined,
  };
}

/** Closings without a report, found in one query: both lie in this file. */
function unreportedIn(db: DatabaseSync): Pick<MissionTables, 'unreported'> {
  return {
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
        // The order of numbers too: what is written there is never dated back.
        .orderBy('outbox.wall_ms')
        .orderBy('outbox.id')
        .limit(limit);
      return rows(db, found).map(({ roast_id, revision }) => ({
        roastId: parseId('roast', roast_id),
        revision,
      }));
    },
  };
}
