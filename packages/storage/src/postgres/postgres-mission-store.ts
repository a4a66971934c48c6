import { createHash } from 'node:crypto';
import {
  type Closing,
  type MissionStore,
  type MissionTables,
  missionOperationsLater,
  reportKey,
  runLater,
  type UnreportedClose,
} from '@artisan-ts/runtime';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { ClientBase } from 'pg';
import { brokenInvariants, type MissionChecks } from '#missions/broken-invariants.ts';
import type { MissionSql } from '#missions/mission-sql.ts';
import { sqlMissionTables } from '#missions/sql-mission-tables.ts';
import type { MissionTableRows } from '#missions/table-rows.ts';
import { Connections } from '#postgres/connections.ts';
import { heldLogs } from '#postgres/transaction.ts';
import type { OpenMode } from '#sqlite/database-file.ts';

/** Closings of roasts, which lie in the data folder: since a moment, behind the numbered one. */
export type Closings = (
  sinceWallMs: number,
  after: number,
  limit: number,
) => Promise<readonly Closing[]>;

/** Missions on PostgreSQL, for several stations or a server that is looked after. */
export interface PostgresMissions {
  readonly missions: MissionStore & MissionChecks;
  close(): Promise<void>;
}

const closingsPage = 500;

/** Writes typed SQL and never runs it: running belongs to the connection of a transaction. */
const main = new Kysely<MissionTableRows>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * Missions and the audit log in a PostgreSQL database. Nothing is asked of the server before the first operation; while it
 * cannot be reached each is refused with `store.unavailable`, and the next tries again. Opened to read, it changes nothing.
 */
export function openPostgresMissions(
  url: string,
  mode: OpenMode,
  closings: Closings,
): PostgresMissions {
  const connections = new Connections(url, mode);
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  return {
    missions: {
      ...missionOperationsLater(sha256, (kind, work) =>
        connections.run(kind, (transaction) => {
          const sql = postgresOn(transaction.client, kind);
          const tables = sqlMissionTables(sql);
          const others = { ...heldLogs(tables, transaction), ...unreportedIn(sql, closings) };
          return work({ ...tables, ...others }, transaction.underWay);
        }),
      ),
      brokenInvariants: () =>
        connections.run('read', ({ client, underWay }) =>
          runLater(brokenInvariants(postgresOn(client, 'read')), underWay),
        ),
    },
    close: () => connections.close(),
  };
}

/** Statements by their text: each is read and planned once on a connection. Lists of every length are not all worth it. */
const names = new Map<string, string>();
const namesMax = 200;

function nameOf(text: string): { readonly name?: string } {
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  if (names.size >= namesMax) return {};
  const name = `artisan_${names.size}`;
  names.set(text, name);
  return { name };
}

function postgresOn(client: ClientBase, kind: 'read' | 'write'): MissionSql {
  const ask = (text: string, values: readonly unknown[]) =>
    client.query({ ...nameOf(text), text, values: [...values] });
  return {
    main,
    rows: async (query) => {
      const { sql, parameters } = query.compile();
      // The builder's table types say what the columns hold; the tables hold nothing else.
      return (await ask(sql, parameters)).rows;
    },
    change: async (query) => {
      const { sql, parameters } = query.compile();
      return (await ask(sql, parameters)).rowCount ?? 0;
    },
    toChange: (query, others) => {
      if (kind === 'read') return query;
      const locking = query.forUpdate();
      return others === 'wait' ? locking : locking.skipLocked();
    },
    asJson: (column) => `${column}::json`,
    // Everything an organisation decides hangs together: buckets, breakers, how much runs, the end of its log.
    hold: async (orgId) => {
      await ask('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`artisan:${orgId}`]);
    },
  };
}

function unreportedIn(
  { main, rows }: MissionSql,
  closings: Closings,
): Pick<MissionTables, 'unreported'> {
  const asked = async (orgId: string, keys: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = await rows(
      main
        .selectFrom('mission')
        .select('idempotency_key')
        .where('org_id', '=', orgId)
        .where('idempotency_key', 'in', keys),
    );
    return new Set(found.map((row) => row.idempotency_key));
  };
  return {
    unreported: async (orgId, sinceWallMs, limit) => {
      const left: UnreportedClose[] = [];
      for (let after = 0; left.length < limit; ) {
        const page = await closings(sinceWallMs, after, closingsPage);
        const last = page.at(-1);
        if (last === undefined) break;
        const keyOf = ({ roastId, revision }: Closing) => reportKey(roastId, revision);
        const known = await asked(orgId, page.map(keyOf));
        const open = page.filter((closing) => !known.has(keyOf(closing)));
        left.push(...open.map(({ roastId, revision }) => ({ roastId, revision })));
        after = last.number;
      }
      return left.slice(0, limit);
    },
  };
}
