import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
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

/** Every row of a query. */
export function rows<Row>(db: DatabaseSync, query: Query<Row>): Row[] {
  const { sql, parameters } = query.compile();
  // The builder's table types say what the columns hold; STRICT tables hold nothing else.
  return db.prepare(sql).all(...(parameters as SQLInputValue[])) as Row[];
}

/** The first row of a query, or null. */
export function firstRow<Row>(db: DatabaseSync, query: Query<Row>): Row | null {
  return rows(db, query)[0] ?? null;
}

/** Runs a change; gives the number of rows it changed. */
export function change(db: DatabaseSync, query: Query<unknown>): number {
  const { sql, parameters } = query.compile();
  return Number(db.prepare(sql).run(...(parameters as SQLInputValue[])).changes);
}
