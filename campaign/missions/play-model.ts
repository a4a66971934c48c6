import { deepStrictEqual } from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { sqliteMissions } from '../../packages/storage/src/missions/sqlite-mission-store.ts';
import { mainFile } from '../../packages/storage/src/roasts/main-file.ts';
import { openDatabase } from '../../packages/storage/src/sqlite/open-database.ts';
import { verifyAudit } from '../../packages/testkit/src/index.ts';
import { commands, compare, type Real } from './commands.ts';
import { Model } from './model.ts';

/** How much is played. */
export interface ModelPlay {
  readonly runs: number;
  readonly seed: number;
  /** Whether a failure is made as short as can be, which takes a while; else the first is given as it came. */
  readonly isShrunk: boolean;
}

const stepsMax = 60;

/**
 * Plays random commands on the real SQLite store and on the model, side by side; after each run the log is verified and the
 * invariants are asked for. Gives what fast-check found, shrunk, or null.
 */
export async function playModel({ runs, seed, isShrunk }: ModelPlay): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-model-'));
  const template = { ...mainFile, name: 'template.db' };
  openDatabase(folder, template, 'write').close();
  let made = 0;
  const property = fc.asyncProperty(
    fc.commands([...commands], { maxCommands: stepsMax, size: 'max' }),
    async (plan) => {
      const name = `run-${++made}`;
      const file = { ...mainFile, name: `${name}.db` };
      // Making the tables anew would take longer than the commands.
      copyFileSync(join(folder, template.name), join(folder, file.name));
      let db: DatabaseSync = open();
      function open(): DatabaseSync {
        const opened = openDatabase(folder, file, 'write');
        // The disk is not what is tested here: only how commands follow each other.
        opened.exec('PRAGMA synchronous = OFF');
        return opened;
      }
      const real: Real = {
        store: sqliteMissions(db).missions,
        reopen: () => {
          db.close();
          db = open();
          real.store = sqliteMissions(db).missions;
        },
      };
      const model = new Model();
      try {
        fc.modelRun(() => ({ model, real }), plan);
        for (const mission of model.missions.values()) compare(mission, real);
        deepStrictEqual(real.store.brokenInvariants(), []);
        // The first entry opens the log.
        const { size } = real.store.checkpoint('local', model.nowMs) ?? { size: 1 };
        deepStrictEqual(size - 1, model.changes);
        const port = {
          auditEntries: async (...asked: [string, number, number]) =>
            real.store.auditEntries(...asked),
        };
        deepStrictEqual((await verifyAudit(port)).findings, []);
      } finally {
        db.close();
        for (const end of ['', '-wal', '-shm'])
          rmSync(join(folder, `${file.name}${end}`), { force: true });
      }
    },
  );
  try {
    const found = await fc.check(property, { numRuns: runs, seed, endOnFailure: !isShrunk });
    if (!found.failed) return null;
    const why = found.errorInstance instanceof Error ? found.errorInstance.message : 'interrupted';
    return `seed ${seed}, after ${found.numShrinks} shrinks: ${String(found.counterexample?.[0])}: ${why}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
