import type { DatabaseSync } from 'node:sqlite';
import type { MissionTables } from '@artisan-ts/runtime';
import { main } from '#roasts/main-tables.ts';
import { change, firstRow, rows } from '#sqlite/query.ts';

type AuditRows = Pick<MissionTables, 'auditTail' | 'appendAudit' | 'auditEntries'>;

/** The audit log, which the tables themselves let nobody change. Part of the caller's transaction. */
export function auditRowsIn(db: DatabaseSync): AuditRows {
  const entries = main.selectFrom('audit_entry');
  return {
    auditTail: (log) => {
      const newest = entries.select(['seq', 'hash', 'ts']).where('log', '=', log);
      const row = firstRow(db, newest.orderBy('seq', 'desc').limit(1));
      return row === null ? null : { size: row.seq + 1, head: row.hash, ts: row.ts };
    },
    appendAudit: (log, { seq, text, hash, ts }) => {
      change(db, main.insertInto('audit_entry').values({ log, seq, text, hash, ts }));
    },
    auditEntries: (log, fromSeq, limit) =>
      rows(
        db,
        entries
          .select(['seq', 'text', 'hash'])
          .where('log', '=', log)
          .where('seq', '>=', fromSeq)
          .orderBy('seq')
          .limit(limit),
      ),
  };
}
