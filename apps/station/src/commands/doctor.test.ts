import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { runArtisan } from '../../test/run-artisan.ts';

const folder = mkdtempSync(join(tmpdir(), 'artisan-doctor-'));
const data = { ARTISAN_DATA: join(folder, 'data') };
afterAll(() => rmSync(folder, { recursive: true }));

test('an empty data folder is made, found well, and said to be new', async () => {
  const first = await runArtisan(['doctor', '--json'], data);
  expect(first.exitCode).toBe(0);
  expect(JSON.parse(first.out)).toMatchObject({ isNew: true, isWell: true, broken: [] });
  const again = await runArtisan(['doctor'], data);
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
  const found = await runArtisan(['doctor', '--json'], data);
  expect(found.exitCode).toBe(1);
  const { broken } = JSON.parse(found.out);
  expect(broken.map(({ invariant }: { invariant: string }) => invariant)).toContain('INV-31');
});
