import type { Later } from '@artisan-ts/runtime';
import type { CompiledQuery, Kysely, SelectQueryBuilder } from 'kysely';
import type { MissionTableRows } from '#missions/table-rows.ts';

/** Something that a builder can write as SQL. */
export interface Query<Row> {
  compile(): CompiledQuery<Row>;
}

/** How one database writes and runs the queries on missions, within a transaction that is open. */
export interface MissionSql {
  readonly main: Kysely<MissionTableRows>;
  rows<Row>(query: Query<Row>): Later<Row[]>;
  /** Runs a change; gives the number of rows it changed. */
  change(query: Query<unknown>): Later<number>;
  /** Of rows that will be changed: those that another transaction is about to change are waited for, or passed over. */
  toChange(query: Documents, others: 'wait' | 'pass-over'): Documents;
  /** How a column of text is read as JSON. */
  asJson(column: string): string;
  /** Nobody else decides about this organisation until the transaction ends. */
  hold(orgId: string): Later<void>;
}

/** Missions, of which the document is read. */
export type Documents = SelectQueryBuilder<MissionTableRows, 'mission', { document: string }>;

/** What follows from an answer, now or when it comes. */
export function andThen<Value, Next>(
  answer: Later<Value>,
  next: (value: Value) => Next,
): Later<Next> {
  return answer instanceof Promise ? answer.then(next) : next(answer);
}
