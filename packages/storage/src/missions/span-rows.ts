import type { MissionSpan, MissionTables } from '@artisan-ts/runtime';
import { andThen, type MissionSql } from '#missions/mission-sql.ts';

type SpanRows = Pick<MissionTables, 'insertSpan' | 'spans'>;

/** The traces of missions. Part of the caller's transaction. */
export function spanRowsIn({ main, rows, change }: MissionSql): SpanRows {
  return {
    insertSpan: (mission_id, span) => {
      const values = { mission_id, span_id: span.spanId, document: JSON.stringify(span) };
      return andThen(change(main.insertInto('mission_span').values(values)), () => undefined);
    },
    spans: (id) =>
      andThen(
        rows(
          main
            .selectFrom('mission_span')
            .select('document')
            .where('mission_id', '=', id)
            .orderBy('id'),
        ),
        // Written by this program alone, and valid JSON by the table's own check.
        (found) => found.map(({ document }) => JSON.parse(document) as MissionSpan),
      ),
  };
}
