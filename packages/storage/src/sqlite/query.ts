import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

interface Query<Row> {
  compile(): CompiledQuery<Row>;
}

/**
 * Writes typed SQL and never runs it: running is synchronous, inside {@link transact}, which Kysely's own
 * drivers cannot be.
 */
export function queryBuilder<Tables>(): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

/** Statements of one database that are kept ready: all that this program writes, and some lists of some lengths. */
const readyMax = 500;
const ready = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

function statement(db: DatabaseSync, sql: string): StatementSync {
  const known = ready.get(db) ?? new Map<string, StatementSync>();
  ready.set(db, known);
  const made = known.get(sql) ?? db.prepare(sql);
  if (known.size >= readyMax) known.clear();
  known.set(sql, made);
  return made;
}

/** Every row of a query. */
export function rows<Row>(db: DatabaseSync, query: Query<Row>): Row[] {
  const { sql, parameters } = query.compile();
  // The builder's table types say what the columns hold; STRICT tables hold nothing else.
  return statement(db, sql).all(...(parameters as SQLInputValue[])) as Row[];
}

/** The first row of a query, or null. */
export function firstRow<Row>(db: DatabaseSync, query: Query<Row>): Row | null {
  return rows(db, query)[0] ?? null;
}

/** Runs a change; gives the number of rows it changed. */
export function change(db: DatabaseSync, query: Query<unknown>): number {
  const { sql, parameters } = query.compile();
  return Number(statement(db, sql).run(...(parameters as SQLInputValue[])).changes);
}
