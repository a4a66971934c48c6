import { mkdirSync } from 'node:fs';
import type { MissionStore } from '@artisan-ts/runtime';
import type { MissionChecks } from '../../src/missions/broken-invariants.ts';
import { sqliteMissions } from '../../src/missions/sqlite-mission-store.ts';
import { openPostgresMissions } from '../../src/postgres/postgres-mission-store.ts';
import { mainFile } from '../../src/roasts/main-file.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';

/** A store of missions with what it says about itself. */
export interface OpenMissions {
  readonly missions: MissionStore & MissionChecks;
  close(): Promise<void>;
}

/** Opens the missions of `main.db` in a folder, or of the database that a URL names: one file for several processes. */
export function openMissions(where: string): OpenMissions {
  if (where.startsWith('postgresql:')) return openPostgresMissions(where, 'write', async () => []);
  mkdirSync(where, { recursive: true });
  const db = openDatabase(where, mainFile, 'write');
  const calls = Object.entries(sqliteMissions(db).missions).map(([name, call]) => [
    name,
    async (...args: readonly unknown[]) =>
      (call as (...given: readonly unknown[]) => unknown)(...args),
  ]);
  return {
    // The same port, each answer as a promise.
    missions: Object.fromEntries(calls) as OpenMissions['missions'],
    close: async () => db.close(),
  };
}
