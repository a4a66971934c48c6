import { parseId } from '@artisan-ts/domain';
import type { MissionTables } from '@artisan-ts/runtime';
import type { CanonicalValue } from '@artisan-ts/trust';
import { andThen, type MissionSql } from '#missions/mission-sql.ts';

type Journal = Pick<MissionTables, 'steps' | 'insertStep' | 'putNews' | 'putDeadLetter'>;

/** What a mission did, and what became of it. Part of the caller's transaction. */
export function journalRowsIn({ main, rows, change }: MissionSql): Journal {
  const put = (query: Parameters<MissionSql['change']>[0]) =>
    andThen(change(query), () => undefined);
  return {
    steps: (id) =>
      andThen(
        rows(
          main
            .selectFrom('mission_step')
            .selectAll()
            .where('mission_id', '=', id)
            .orderBy('step_no'),
        ),
        (found) =>
          found.map((row) => ({
            missionId: parseId('mission', row.mission_id),
            stepNo: row.step_no,
            name: row.name,
            epoch: row.epoch,
            output: JSON.parse(row.output) as CanonicalValue,
            atMs: row.at_ms,
          })),
      ),
    insertStep: ({ missionId, stepNo, name, epoch, output, atMs }) => {
      const step = { mission_id: missionId, step_no: stepNo, name, epoch, at_ms: atMs };
      const values = { ...step, output: JSON.stringify(output) };
      return put(main.insertInto('mission_step').values(values));
    },
    putNews: ({ kind, missionId: mission_id, epoch, wallMs: wall_ms }) =>
      put(main.insertInto('mission_news').values({ kind, mission_id, epoch, wall_ms })),
    putDeadLetter: (mission_id, reason, at_ms) =>
      put(main.insertInto('mission_dead_letter').values({ mission_id, reason, at_ms })),
  };
}
