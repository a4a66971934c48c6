import type { DatabaseSync } from 'node:sqlite';
import type { RoastStore } from '@artisan-ts/runtime';
import { main } from '#roasts/main-tables.ts';
import { change, firstRow } from '#sqlite/query.ts';
import { transact } from '#sqlite/transaction.ts';
import type { Synchronous } from '#thread/protocol.ts';

type IdempotentAnswers = Pick<Synchronous<RoastStore>, 'idempotentAnswer' | 'saveIdempotentAnswer'>;

/**
 * Answers that are kept for requests that come again. People make a few hundred changes a day and a request is
 * repeated within minutes: this is weeks.
 */
export const answersKeptMax = 10_000;

/** The newest answers by key. The first answer to a key stays: it is the one that was given. */
export function idempotentAnswersIn(db: DatabaseSync): IdempotentAnswers {
  return {
    idempotentAnswer: (key) => {
      const row = firstRow(
        db,
        main.selectFrom('idempotent_answer').selectAll().where('key', '=', key),
      );
      if (row === null) return null;
      return { requestDigest: row.request_digest, status: row.status, body: row.body };
    },
    saveIdempotentAnswer: (key, { requestDigest, status, body }) =>
      transact(db, 'write', () => {
        const row = { key, request_digest: requestDigest, status, body };
        change(
          db,
          main
            .insertInto('idempotent_answer')
            .values(row)
            .onConflict((conflict) => conflict.column('key').doNothing()),
        );
        change(
          db,
          main
            .deleteFrom('idempotent_answer')
            .where('id', '<=', (of) =>
              of
                .selectFrom('idempotent_answer')
                .select((e) => e(e.fn.max('id'), '-', answersKeptMax).as('oldest')),
            ),
        );
      }),
  };
}
