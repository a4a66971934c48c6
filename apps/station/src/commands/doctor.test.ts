import { closeSync, cpSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '@artisan-ts/storage';
import { afterAll, expect, test, vi } from 'vitest';
import { askArtisan } from '../../test/ask-artisan.ts';

/** Every question starts a thread for the store. */
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'artisan-doctor-'));
const data = { ARTISAN_DATA: join(folder, 'data') };
afterAll(() => rmSync(folder, { recursive: true }));

test('an empty data folder is made, found well, and said to be new', async () => {
  const first = await askArtisan(['doctor', '--json'], data);
  expect(first.exitCode).toBe(0);
  expect(JSON.parse(first.out)).toMatchObject({ isNew: true, isWell: true, broken: [] });
  const again = await askArtisan(['doctor'], data);
  expect(again.exitCode).toBe(0);
  expect(again.out).toContain('Tested elsewhere:');
});

test('an entry that is no link of the chain is found, with the invariant that it breaks', async () => {
  const db = new DatabaseSync(join(folder, 'data', 'main.db'));
  const hash = 'a'.repeat(64);
  db.prepare('INSERT INTO audit_entry (log, seq, ts, text, hash) VALUES (?, 0, 0, ?, ?)').run(
    'local',
    '{"action":"mission.approve"}',
    hash,
  );
  db.close();
  const found = await askArtisan(['doctor', '--json'], data);
  expect(found.exitCode).toBe(1);
  const { broken } = JSON.parse(found.out);
  expect(broken.map(({ invariant }: { invariant: string }) => invariant)).toContain('INV-31');
});

/** A sound folder of its own, in which something is then changed. */
async function soundFolder(name: string, change: (db: DatabaseSync) => void): Promise<string> {
  const made = join(folder, name);
  await (await openStore({ folder: made })).close();
  const db = new DatabaseSync(join(made, 'main.db'));
  change(db);
  db.close();
  return made;
}

async function brokenIn(dataFolder: string): Promise<readonly string[]> {
  const found = await askArtisan(['doctor', '--json'], { ARTISAN_DATA: dataFolder });
  expect(found.exitCode).toBe(1);
  const { broken } = JSON.parse(found.out);
  return broken.map(({ invariant }: { invariant: string }) => invariant);
}

const nowMs = 1_795_343_400_000;

function close(db: DatabaseSync, roast: string, wallMs: number): void {
  db.prepare(
    "INSERT INTO outbox (kind, roast_id, revision, wall_ms) VALUES ('roast.closed', ?, 3, ?)",
  ).run(`roast_${roast.repeat(32)}`, wallMs);
}

test('a closing that nobody asked a report of is found once the station ran on, and not before', async () => {
  const lost = await soundFolder('lost', (db) => {
    close(db, 'a', nowMs);
    close(db, 'b', nowMs + 70_000);
  });
  expect(await brokenIn(lost)).toEqual(['INV-10']);
  const justClosed = await soundFolder('just-closed', (db) => close(db, 'a', nowMs));
  const found = await askArtisan(['doctor', '--json'], { ARTISAN_DATA: justClosed });
  expect(JSON.parse(found.out)).toMatchObject({ isWell: true });
});

test('events that go back in time are found', async () => {
  const back = await soundFolder('back', (db) => {
    close(db, 'a', nowMs);
    close(db, 'b', nowMs - 1);
  });
  expect(await brokenIn(back)).toContain('INV-37');
});

test('a damaged file is an answer, not a stumble', async () => {
  const whole = await soundFolder('whole', (db) => db.exec('PRAGMA journal_mode = DELETE'));
  const damaged = join(folder, 'damaged');
  cpSync(whole, damaged, { recursive: true });
  const file = openSync(join(damaged, 'main.db'), 'r+');
  writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, 3 * 4096);
  closeSync(file);
  expect(await brokenIn(damaged)).toContain('INV-40');
});
