import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MonoUs, type Sample, WallMs } from '@artisan-ts/domain';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KeptSamples } from '#bridge/kept-samples.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'artisan-kept-'));
  path = join(folder, 'outbox.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (digit: string, atS: number) => new KeptSamples(path, digit.repeat(32), atS * 1000);
const sampleAt = (s: number): Sample => ({
  stream: 'main',
  monoUs: MonoUs(s * 1_000_000),
  wallMs: WallMs(s * 1000),
  values: [s],
  missing: [null],
});

function damage(sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

async function offeredBy(kept: KeptSamples): Promise<(number | null | undefined)[]> {
  const values: (number | null | undefined)[] = [];
  await kept.offer(async (sample) => void values.push(sample.values[0]));
  return values;
}

test('a sample that is damaged is passed over, and what is around it is offered', async () => {
  const before = start('1', 1000);
  for (const s of [1, 2, 3]) before.keep(sampleAt(s));
  damage("UPDATE point SET json = '{' WHERE seq = 1");
  expect(await offeredBy(start('2', 2000))).toEqual([1, 3]);
});

test('what cannot be read at all ends nothing', async () => {
  start('1', 1000).keep(sampleAt(1));
  const after = start('2', 2000);
  damage('ALTER TABLE point RENAME TO lost');
  expect(await offeredBy(after)).toEqual([]);
});
