import { ArtisanError } from '@artisan-ts/domain';
import type { ClientBase } from 'pg';
import { missionMigrations } from '#postgres/mission-schema.ts';

/** One station at a time brings the database up; the number is ours alone. */
const migrationLock = 0x4152544d;

/**
 * Brings the tables of missions to the present form, one transaction for each step: a process that dies in between leaves
 * whole steps. Others wait meanwhile.
 *
 * @throws ArtisanError `store.newer`
 */
export async function migrateMissions(client: ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
  try {
    await client.query(
      'CREATE TABLE IF NOT EXISTS artisan_schema (id integer PRIMARY KEY CHECK (id = 1), version integer NOT NULL)',
    );
    const version = await versionOf(client);
    for (const [index, sql] of missionMigrations.entries()) {
      if (index < version) continue;
      await client.query('BEGIN');
      await client.query(sql);
      await client.query(
        'INSERT INTO artisan_schema VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET version = $1',
        [index + 1],
      );
      await client.query('COMMIT');
    }
  } finally {
    // A connection that broke in mid-transaction is closed by whoever lent it, and its lock with it.
    await client.query('ROLLBACK');
    await client.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
  }
}

/**
 * Sees that the tables can be read by this program, changing nothing.
 *
 * @throws ArtisanError `store.newer`; `store.read-only` when they are of an older version, `store.unavailable` when there are none
 */
export async function checkMissions(client: ClientBase): Promise<void> {
  const there = await client.query("SELECT to_regclass('artisan_schema') IS NOT NULL AS yes");
  if (!there.rows[0]?.yes) {
    throw new ArtisanError('store.unavailable', 'the database on PostgreSQL holds no missions yet');
  }
  const version = await versionOf(client);
  if (version === missionMigrations.length) return;
  throw new ArtisanError(
    'store.read-only',
    `the missions on PostgreSQL have version ${version} and have to become version ${missionMigrations.length}, ` +
      'which reading alone may not do; start the station once',
  );
}

async function versionOf(client: ClientBase): Promise<number> {
  const found = await client.query<{ version: number }>('SELECT version FROM artisan_schema');
  const version = found.rows[0]?.version ?? 0;
  if (version > missionMigrations.length) throw newer(version);
  return version;
}

function newer(version: number): ArtisanError {
  return new ArtisanError(
    'store.newer',
    `the missions on PostgreSQL have version ${version}, this program knows versions up to ` +
      `${missionMigrations.length}; use the newer program that wrote them`,
  );
}
