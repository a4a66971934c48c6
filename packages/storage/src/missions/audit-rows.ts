import type { MissionTables } from '@artisan-ts/runtime';
import { andThen, type MissionSql } from '#missions/mission-sql.ts';

type AuditRows = Pick<MissionTables, 'auditTail' | 'appendAudit' | 'auditEntries'>;

/** The audit log, which the tables themselves let nobody change. Part of the caller's transaction. */
export function auditRowsIn({ main, rows, change }: MissionSql): AuditRows {
  const entries = main.selectFrom('audit_entry');
  return {
    auditTail: (log) => {
      const newest = entries.select(['seq', 'hash', 'ts']).where('log', '=', log);
      return andThen(rows(newest.orderBy('seq', 'desc').limit(1)), ([row]) =>
        row === undefined ? null : { size: row.seq + 1, head: row.hash, ts: row.ts },
      );
    },
    appendAudit: (log, { seq, text, hash, ts }) =>
      andThen(
        change(main.insertInto('audit_entry').values({ log, seq, text, hash, ts })),
        () => undefined,
      ),
    auditEntries: (log, fromSeq, limit) =>
      rows(
        entries
          .select(['seq', 'text', 'hash'])
          .where('log', '=', log)
          .where('seq', '>=', fromSeq)
          .orderBy('seq')
          .limit(limit),
      ),
  };
}
