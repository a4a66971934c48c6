import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { parseId } from '@artisan-ts/domain';
import type { Breaker } from '@artisan-ts/kernel';
import { type MissionStore, type MissionTables, missionOperations } from '@artisan-ts/runtime';
import type { CanonicalValue } from '@artisan-ts/trust';
import { auditRowsIn } from '#missions/audit-rows.ts';
import { missionRowsIn } from '#missions/mission-rows.ts';
import { main } from '#roasts/main-tables.ts';
import { change, firstRow, rows } from '#sqlite/query.ts';
import { transact } from '#sqlite/transaction.ts';
import type { Synchronous } from '#thread/protocol.ts';

/** Missions and the audit log, in `main.db` beside the roasts they are about. */
export function sqliteMissionStore(db: DatabaseSync): Synchronous<MissionStore> {
  const tables: MissionTables = {
    ...missionRowsIn(db),
    ...auditRowsIn(db),
    ...journalIn(db),
    ...governorStateIn(db),
  };
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  // The operations never give a promise: nothing else can run inside.
  return missionOperations(tables, sha256, (kind, work) => transact(db, kind, work as () => never));
}

type Journal = Pick<MissionTables, 'steps' | 'insertStep' | 'putNews' | 'putDeadLetter'>;

/** What a mission did, and what became of it. */
function journalIn(db: DatabaseSync): Journal {
  return {
    steps: (id) =>
      rows(
        db,
        main.selectFrom('mission_step').selectAll().where('mission_id', '=', id).orderBy('step_no'),
      ).map((row) => ({
        missionId: parseId('mission', row.mission_id),
        stepNo: row.step_no,
        name: row.name,
        epoch: row.epoch,
        output: JSON.parse(row.output) as CanonicalValue,
        atMs: row.at_ms,
      })),
    insertStep: ({ missionId, stepNo, name, epoch, output, atMs }) => {
      const step = { mission_id: missionId, step_no: stepNo, name, epoch, at_ms: atMs };
      const values = { ...step, output: JSON.stringify(output) };
      change(db, main.insertInto('mission_step').values(values));
    },
    putNews: ({ kind, missionId: mission_id, epoch, wallMs: wall_ms }) => {
      change(db, main.insertInto('mission_news').values({ kind, mission_id, epoch, wall_ms }));
    },
    putDeadLetter: (mission_id, reason, at_ms) => {
      change(db, main.insertInto('mission_dead_letter').values({ mission_id, reason, at_ms }));
    },
  };
}

type GovernorState = Pick<MissionTables, 'bucket' | 'putBucket' | 'breaker' | 'putBreaker'>;

function governorStateIn(db: DatabaseSync): GovernorState {
  return {
    bucket: (key) => {
      const row = firstRow(
        db,
        main.selectFrom('governor_bucket').selectAll().where('key', '=', key),
      );
      return row === null ? null : { tokens: row.tokens, atMs: row.at_ms };
    },
    putBucket: (key, { tokens, atMs: at_ms }) => {
      change(
        db,
        main
          .insertInto('governor_bucket')
          .values({ key, tokens, at_ms })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ tokens, at_ms })),
      );
    },
    breaker: (key) => {
      const row = firstRow(
        db,
        main.selectFrom('governor_breaker').selectAll().where('key', '=', key),
      );
      return row === null ? null : (JSON.parse(row.document) as Breaker);
    },
    putBreaker: (key, breaker) => {
      const document = JSON.stringify(breaker);
      change(
        db,
        main
          .insertInto('governor_breaker')
          .values({ key, document })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ document })),
      );
    },
  };
}
