import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MonoUs } from '@artisan-ts/domain';
import { openStore } from '@artisan-ts/storage';
import {
  buildOutboxEvent,
  buildReading,
  buildRoastHeader,
  builtSourceId,
  builtStream,
} from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { readStoredRoast } from '#host/read-stored-roast.ts';

const seconds = 60;
const header = buildRoastHeader(1, { closeReason: 'operator', marks: {} });

/** A folder with one closed roast that has a record of its own, which is then damaged. */
async function damagedFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'damaged-record-'));
  const store = await openStore({ folder });
  await store.readings.append(Array.from({ length: seconds }, (_, seq) => buildReading(seq)));
  const sourceIds = [builtSourceId];
  const stretch = { fromUs: MonoUs(0), toUs: MonoUs((seconds - 1) * 1_000_000) };
  const span = { sourceIds, streams: [builtStream], startUs: stretch.fromUs, endUs: stretch.toUs };
  await store.roasts.saveRoast({ header, span }, buildOutboxEvent(header));
  const readings = await store.readings.range({ sourceIds, limit: 1000 });
  const throughCursor = await store.readings.durableCursor();
  const facts = { zeroS: 0, marks: {}, phases: null, dtrPct: null, weightLossPct: null };
  await store.roasts.keepRoast({
    id: header.id,
    revision: header.revision,
    summary: { version: 1, ...facts, samples: seconds, thumbnailBtC: [] },
    readings: { sourceIds, ...stretch, throughCursor, readings },
  });
  await store.close();
  change(folder, 'main.db', 'UPDATE roast_series SET columns = zeroblob(length(columns))');
  return folder;
}

function change(folder: string, name: string, sql: string): void {
  const db = new DatabaseSync(join(folder, name));
  db.exec(sql);
  db.close();
}

it('exports a roast whose record is damaged from its single readings, and refuses when some are gone', async () => {
  const folder = await damagedFolder();
  try {
    const record = await readStoredRoast(folder, header.id);
    expect(record).toMatchObject({ ok: true, value: { id: header.id } });
    expect(record.ok && record.value.curves[0]?.values).toHaveLength(seconds);
    change(folder, 'readings.db', 'DELETE FROM reading WHERE seq < 9');
    await expect(readStoredRoast(folder, header.id)).rejects.toThrow(
      'of its 60 readings 51 are still stored one by one',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
