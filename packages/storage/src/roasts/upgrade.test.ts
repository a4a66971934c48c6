import { defaultSettings } from '@artisan-ts/contracts';
import { Grams } from '@artisan-ts/domain';
import {
  buildLot,
  buildOutboxEvent,
  buildRoastHeader,
  buildRoastRecord,
} from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { mainFile } from '#roasts/main-file.ts';
import { roastRow } from '#roasts/roast-row.ts';
import { sqliteRoastStore } from '#roasts/sqlite-roast-store.ts';
import { openDatabase } from '#sqlite/open-database.ts';
import { makeTempFolder } from '#testing/temp-folder.ts';

const firstVersion = { ...mainFile, migrations: mainFile.migrations.slice(0, 1) };

it('a store of the first version is upgraded, its roasts wait to be kept, and nothing of them changed', () => {
  const temp = makeTempFolder();
  const folder = temp.make('data');
  const header = buildRoastHeader(1, { closeReason: 'operator' });
  const lotId = buildLot(1).id;
  const going = buildRoastHeader(2, { closeReason: null, lotId, greenG: Grams(500) });
  const old = openDatabase(folder, firstVersion, 'write');
  const insert = old.prepare(
    `INSERT INTO roast (id, revision, machine_id, is_open, listed_at_ms, search_text, span, document)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const each of [header, going]) {
    const row = roastRow({ header: each, span: null });
    const { id, revision, machine_id, is_open, listed_at_ms, search_text, span, document } = row;
    insert.run(id, revision, machine_id, is_open, listed_at_ms, search_text, span, document);
  }
  old.close();

  const db = openDatabase(folder, mainFile, 'write');
  try {
    const store = sqliteRoastStore(db);
    expect(store.roast(header.id)).toEqual({ header, span: null });
    expect(store.unkeptRoasts(1, 9)).toEqual([{ header, span: null }]);
    expect(store.listRoasts({ limit: 9 }).map(({ summary }) => summary)).toEqual([null, null]);
    expect(store.settings()).toEqual(defaultSettings);
    expect(store.lotUses([lotId])).toEqual([{ roasts: 1, greenG: 500, unweighed: 0 }]);
    expect(store.listRecords('coffee', { limit: 9 })).toEqual([]);
    const record = buildRoastRecord(3);
    store.importRoast(record, buildOutboxEvent(record, 'roast.imported'));
    expect(store.unkeptRoasts(1, 9)).toHaveLength(2);
  } finally {
    db.close();
    temp.remove();
  }
});
