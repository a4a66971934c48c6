import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { buildReading, builtSourceId } from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mainFile } from '#roasts/main-file.ts';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';
import type { StoreRequest } from '#thread/protocol.ts';
import { StoreDesk } from '#thread/store-desk.ts';

describe('the desk that owns the files', () => {
  let temp: TempFolder;
  let nowMs = 0;
  let desk: StoreDesk;
  const ask = (part: StoreRequest['part'], method: string, ...args: unknown[]) =>
    desk.answer({ id: 1, part, method, args });
  const stored = () => ask('readings', 'range', { sourceIds: [builtSourceId], limit: 100 });
  const pretend = (applicationId: number): void => {
    const other = new DatabaseSync(temp.path('data/main.db'));
    other.exec(`PRAGMA application_id = ${applicationId}`);
    other.close();
  };

  beforeEach(() => {
    temp = makeTempFolder();
    desk = new StoreDesk({ folder: temp.make('data'), mode: 'write' }, () => nowMs);
    ask('thread', 'open');
  });
  afterEach(() => {
    ask('thread', 'close');
    temp.remove();
  });

  it('opens what it rescued once it can be opened, and refuses until then with the reason', () => {
    expect(ask('readings', 'append', [buildReading(0), buildReading(1)])).toMatchObject({
      ok: true,
    });
    rmSync(temp.path('data/readings.db'));
    pretend(1);
    nowMs += 2_000;
    for (let again = 0; again < 3; again++) {
      expect(stored()).toMatchObject({ ok: false, code: 'store.corrupt' });
    }
    pretend(mainFile.applicationId);
    expect(stored()).toMatchObject({ ok: true, value: { length: 2 } });
  });

  it('answers nothing once it was closed', () => {
    ask('thread', 'close');
    expect(stored()).toMatchObject({ ok: false, code: 'defect.invariant' });
  });
});
