import { WallMs } from '@artisan-ts/domain';
import { buildOutboxEvent, buildRoastHeader } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { mainFile } from '#roasts/main-file.ts';
import { sqliteRoastStore } from '#roasts/sqlite-roast-store.ts';
import { openDatabase } from '#sqlite/open-database.ts';
import { makeTempFolder } from '#testing/temp-folder.ts';

it('the latest time is what was stored or what the last event was committed at, whichever is later', () => {
  const temp = makeTempFolder();
  const db = openDatabase(temp.make('data'), mainFile, 'write');
  try {
    const store = sqliteRoastStore(db);
    expect(store.clockFloor()).toBeNull();
    const header = buildRoastHeader(1);
    const event = { ...buildOutboxEvent(header, 'roast.opened'), wallMs: WallMs(5000) };
    store.saveRoast({ header, span: null }, event);
    expect(store.clockFloor()).toEqual({ wallMs: 5000, jumps: [] });
    const jumps = [{ wallMs: WallMs(4000), aheadMs: 61_000, cause: 'slept' as const }];
    store.saveClockFloor({ wallMs: WallMs(4000), jumps });
    expect(store.clockFloor()).toEqual({ wallMs: 5000, jumps });
    store.saveClockFloor({ wallMs: WallMs(9000), jumps });
    expect(store.clockFloor()).toEqual({ wallMs: 9000, jumps });
  } finally {
    db.close();
    temp.remove();
  }
});
