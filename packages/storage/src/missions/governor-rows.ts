import type { Breaker } from '@artisan-ts/kernel';
import type { MissionTables } from '@artisan-ts/runtime';
import { andThen, type MissionSql } from '#missions/mission-sql.ts';

type GovernorRows = Pick<MissionTables, 'bucket' | 'putBucket' | 'breaker' | 'putBreaker'>;

/** What the governor remembers: buckets and breakers. Part of the caller's transaction. */
export function governorRowsIn({ main, rows, change }: MissionSql): GovernorRows {
  return {
    bucket: (key) =>
      andThen(
        rows(main.selectFrom('governor_bucket').selectAll().where('key', '=', key)),
        ([row]) => (row === undefined ? null : { tokens: row.tokens, atMs: row.at_ms }),
      ),
    putBucket: (key, { tokens, atMs: at_ms }) =>
      andThen(
        change(
          main
            .insertInto('governor_bucket')
            .values({ key, tokens, at_ms })
            .onConflict((conflict) => conflict.column('key').doUpdateSet({ tokens, at_ms })),
        ),
        () => undefined,
      ),
    breaker: (key) =>
      andThen(
        rows(main.selectFrom('governor_breaker').selectAll().where('key', '=', key)),
        ([row]) => (row === undefined ? null : (JSON.parse(row.document) as Breaker)),
      ),
    putBreaker: (key, breaker) => {
      const document = JSON.stringify(breaker);
      return andThen(
        change(
          main
            .insertInto('governor_breaker')
            .values({ key, document })
            .onConflict((conflict) => conflict.column('key').doUpdateSet({ document })),
        ),
        () => undefined,
      );
    },
  };
}
