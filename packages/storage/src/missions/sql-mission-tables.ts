import type { MissionTables } from '@artisan-ts/runtime';
import { auditRowsIn } from '#missions/audit-rows.ts';
import { governorRowsIn } from '#missions/governor-rows.ts';
import { journalRowsIn } from '#missions/journal-rows.ts';
import { missionRowsIn } from '#missions/mission-rows.ts';
import type { MissionSql } from '#missions/mission-sql.ts';
import { registryRowsIn } from '#missions/registry-rows.ts';
import { spanRowsIn } from '#missions/span-rows.ts';

/** The tables of missions by way of SQL, but for the closings of roasts, which need not lie in the same database. */
export function sqlMissionTables(sql: MissionSql): Omit<MissionTables, 'unreported'> {
  return {
    ...missionRowsIn(sql),
    ...auditRowsIn(sql),
    ...journalRowsIn(sql),
    ...governorRowsIn(sql),
    ...registryRowsIn(sql),
    ...spanRowsIn(sql),
  };
}
