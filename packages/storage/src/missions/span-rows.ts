import { terminalStates } from '@artisan-ts/kernel';
import type { MissionSpan, MissionTables } from '@artisan-ts/runtime';
import { sql } from 'kysely';
import { missionOf } from '#missions/mission-rows.ts';
import { andThen, type MissionSql } from '#missions/mission-sql.ts';

type SpanRows = Pick<
  MissionTables,
  'insertSpan' | 'spans' | 'removeSpans' | 'withOldTraces' | 'traceDigest' | 'putTraceDigest'
>;

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
    removeSpans: (id) =>
      andThen(
        change(main.deleteFrom('mission_span').where('mission_id', '=', id)),
        () => undefined,
      ),
    withOldTraces: (untilMs, limit) => {
      const begun = main
        .selectFrom('mission_span')
        .select('mission_id')
        .where('start_ms', '<=', untilMs);
      const ended = main
        .selectFrom('mission')
        .select('document')
        .where('id', 'in', begun)
        .where('state', 'in', [...terminalStates])
        .where(updatedAtMs, '<=', untilMs)
        .orderBy('id')
        .limit(limit);
      return andThen(rows(ended), (found) => found.map(missionOf));
    },
    traceDigest: (id) =>
      andThen(
        rows(
          main
            .selectFrom('mission_trace_digest')
            .select(['spans', 'digest', 'at_ms'])
            .where('mission_id', '=', id),
        ),
        ([row]) =>
          row === undefined ? null : { spans: row.spans, digest: row.digest, atMs: row.at_ms },
      ),
    putTraceDigest: (mission_id, { spans, digest, atMs: at_ms }) => {
      const values = { mission_id, spans, digest, at_ms };
      return andThen(
        change(main.insertInto('mission_trace_digest').values(values)),
        () => undefined,
      );
    },
  };
}

/** The same words in every database. */
const updatedAtMs = sql<number>`CAST(document->>'updatedAtMs' AS bigint)`;
