import {
  copyFileSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { ArtisanError, type Reading } from '@artisan-ts/domain';
import { buildMachine, buildReading, builtSourceId } from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, openStoreReadOnly } from '#store.ts';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';
import { KeptClient } from '#thread/kept-client.ts';

const pageBytes = 4096;
/** Longer than the store goes without looking after its files. */
const lookMs = 1_100;
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, lookMs));
const batch = (from: number, count: number): readonly Reading[] =>
  Array.from({ length: count }, (_, index) => buildReading(from + index));

describe('a data folder in which something is wrong', () => {
  let temp: TempFolder;
  let folder: string;
  const file = (name: string): string => temp.path(`data/${name}`);
  beforeEach(() => {
    temp = makeTempFolder();
    folder = temp.path('data');
  });
  afterEach(() => temp.remove());

  /** Leaves the folder as a process that died leaves it: with its logs. */
  const fill = async (): Promise<void> => {
    const store = await openStore({ folder });
    await store.roasts.saveMachine(buildMachine());
    for (let from = 0; from < 500; from += 100) await store.readings.append(batch(from, 100));
    await later();
    await store.readings.append(batch(500, 1));
    for (const name of ['readings.db', 'readings.db-wal', 'main.db', 'main.db-wal']) {
      copyFileSync(file(name), temp.path(name));
    }
    await store.close();
    for (const name of ['readings.db', 'readings.db-wal', 'main.db', 'main.db-wal']) {
      copyFileSync(temp.path(name), file(name));
    }
  };
  const opened = async (): Promise<{ notices: readonly string[]; count: number }> => {
    const store = await openStore({ folder });
    const notices = store.notices();
    const found = await store.readings.range({ sourceIds: [builtSourceId], limit: 10_000 });
    await store.close();
    return { notices, count: found.length };
  };

  it('has nothing to say after a process was killed', async () => {
    await fill();
    expect(await opened()).toEqual({ notices: [], count: 501 });
  });

  it('says how much is gone when a write-ahead log was cut off, once', async () => {
    await fill();
    truncateSync(file('readings.db-wal'), Math.floor(statSync(file('readings.db-wal')).size / 2));
    const { notices, count } = await opened();
    expect(count).toBeLessThan(501);
    expect(notices).toEqual([
      expect.stringMatching(
        `readings.db lacks ${501 - count} entries that were saved: its write-ahead log was cut off.*restore a backup`,
      ),
    ]);
    expect((await opened()).notices).toEqual([]);
  });

  it('says so when a write-ahead log was torn in the middle', async () => {
    await fill();
    const log = readFileSync(file('readings.db-wal'));
    log.fill(0x5a, log.length / 2, log.length / 2 + 512);
    writeFileSync(file('readings.db-wal'), log);
    expect((await opened()).notices).toEqual([expect.stringContaining('readings.db lacks')]);
  });

  it('says that a file is missing beside the other', async () => {
    await fill();
    for (const name of ['main.db', 'main.db-wal']) rmSync(file(name));
    expect((await opened()).notices).toEqual([
      expect.stringMatching(/^main.db was missing .* put it back or restore a backup/),
    ]);
    expect((await opened()).notices).toEqual([]);
  });

  it('names the file whose pages are zeros, and shows what the other file holds', async () => {
    await fill();
    const store = await openStore({ folder });
    await store.close();
    const bytes = readFileSync(file('readings.db'));
    writeFileSync(file('readings.db'), bytes.fill(0, pageBytes * 2, pageBytes * 8));
    await expect(openStore({ folder })).rejects.toThrow(
      /readings\.db is damaged (.|\n)*restore a backup/,
    );
    const viewer = await openStoreReadOnly({ folder });
    expect(await viewer.roasts.machines()).toEqual([buildMachine()]);
    await expect(viewer.readings.durableCursor()).rejects.toSatisfy((error) =>
      ArtisanError.is(error, 'store.corrupt'),
    );
    await viewer.close();
  });

  it('has everything again after a file was deleted under a running store', async () => {
    const store = await openStore({ folder });
    await store.roasts.saveMachine(buildMachine());
    await store.readings.append(batch(0, 100));
    for (const name of ['readings.db', 'readings.db-wal', 'readings.db-shm']) rmSync(file(name));
    await later();
    await store.readings.append(batch(100, 1));
    await store.readings.append(batch(101, 1));
    await store.close();
    expect(await opened()).toEqual({ notices: [], count: 102 });
  });

  it('takes nothing more while a stranger lies in the place of its file, and goes on when it is put back', async () => {
    const store = await openStore({ folder });
    await store.readings.append(batch(0, 1));
    copyFileSync(file('readings.db'), temp.path('kept'));
    renameSync(file('readings.db'), temp.path('original'));
    copyFileSync(temp.path('kept'), file('readings.db'));
    await later();
    await expect(store.readings.append(batch(1, 1))).rejects.toThrow(
      'was replaced by another file',
    );
    await expect(store.readings.append(batch(2, 1))).rejects.toThrow(
      'was replaced by another file',
    );
    renameSync(temp.path('original'), file('readings.db'));
    await later();
    await store.readings.append(batch(1, 2));
    await store.close();
    expect((await opened()).count).toBe(3);
  });
});

describe('a store whose thread dies', () => {
  it('is opened again by itself and has what was acknowledged', async () => {
    const temp = makeTempFolder();
    const client = await KeptClient.open({ folder: temp.make('data'), mode: 'write' });
    await client.call('readings', 'append', [batch(0, 10)]);
    const waiting = client.call('readings', 'append', [batch(10, 10)]).catch((error) => error);
    await client.kill();
    expect(ArtisanError.is(await waiting, 'store.unavailable')).toBe(true);
    await expect
      .poll(() => client.call('readings', 'append', [batch(10, 10)]).catch(() => null))
      .toMatchObject({ cursor: 20 });
    await client.close();
    temp.remove();
  });

  it('is tried for as long as it takes, says meanwhile why it does not open, and goes on', async () => {
    const temp = makeTempFolder();
    const folder = temp.make('data');
    const client = await KeptClient.open({ folder, mode: 'write' }, { firstMs: 1, maxMs: 2 });
    await client.call('readings', 'append', [batch(0, 10)]);
    const append = () => client.call('readings', 'append', [batch(10, 10)]).catch((error) => error);
    renameSync(temp.path('data/main.db'), temp.path('good'));
    temp.make('data/main.db');
    const why = { message: expect.stringContaining('main.db') };
    for (let death = 0; death < 12; death++) {
      await client.kill();
      await expect.poll(append).toMatchObject(why);
    }
    rmdirSync(temp.path('data/main.db'));
    renameSync(temp.path('good'), temp.path('data/main.db'));
    await expect.poll(append).toMatchObject({ cursor: 20 });
    await client.close();
    temp.remove();
  });
});
