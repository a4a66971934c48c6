import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildReading, builtSourceId } from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#store.ts';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';

/** Nobody on every Unix: to the superuser, under whom containers run tests, no folder is read-only. */
const nobody = 65_534;

const visitor = `
  const { lockDataFolder, openStore, openStoreReadOnly } = await import(process.argv[1]);
  const options = { folder: process.argv[2] };
  const codeOf = async (work) => { try { await work(); return null; } catch (error) { return error.code; } };
  const newest = async () => {
    const store = await openStoreReadOnly(options);
    const reading = await store.readings.newest(process.argv[3]);
    await store.close();
    return reading?.seq ?? null;
  };
  let seq = null;
  const read = await codeOf(async () => { seq = await newest(); });
  const write = await codeOf(() => openStore(options));
  const lock = await codeOf(() => lockDataFolder(options.folder));
  process.stdout.write(JSON.stringify({ write, lock, read, seq }));
`;

describe.skipIf(process.platform === 'win32')('a data folder that cannot be written', () => {
  let temp: TempFolder;
  let folder: string;
  beforeEach(async () => {
    temp = makeTempFolder();
    chmodSync(temp.path('.'), 0o755);
    folder = temp.path('data');
  });
  afterEach(() => {
    chmodSync(folder, 0o755);
    temp.remove();
  });

  const protect = (): void => {
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
    chmodSync(folder, 0o555);
  };

  const visit = (): unknown => {
    const index = new URL('./index.ts', import.meta.url).href;
    const args = ['--input-type=module', '-e', visitor, index, folder, builtSourceId];
    const asOther = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      ...asOther,
      cwd: import.meta.dirname,
      encoding: 'utf8',
      timeout: 60_000,
    });
    return stdout === '' ? stderr : JSON.parse(stdout);
  };

  it('is refused to a station, and can be read', async () => {
    const store = await openStore({ folder });
    await store.readings.append([buildReading(7)]);
    await store.close();
    protect();
    const refused = 'store.read-only';
    expect(visit()).toEqual({ write: refused, lock: refused, read: null, seq: 7 });
  });

  it('is not read when a log beside the file cannot be taken into account', async () => {
    const store = await openStore({ folder });
    await store.readings.append([buildReading(7)]);
    chmodSync(join(folder, 'readings.db-shm'), 0o000);
    chmodSync(folder, 0o555);
    const refused = 'store.read-only';
    expect(visit()).toEqual({ write: refused, lock: refused, read: refused, seq: null });
    await store.close();
  });
});
