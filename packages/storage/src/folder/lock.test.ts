import { existsSync, writeFileSync } from 'node:fs';
import { ArtisanError } from '@artisan-ts/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findStation, lockDataFolder } from '#folder/lock.ts';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';

const station = { pid: 4242, url: 'http://localhost:4717', version: '0.1.0', startedWallMs: 1 };

describe('the lock of a data folder', () => {
  let temp: TempFolder;
  let folder: string;
  beforeEach(() => {
    temp = makeTempFolder();
    folder = temp.path('new/data');
  });
  afterEach(() => temp.remove());

  const refusal = (): ArtisanError => {
    try {
      lockDataFolder(folder);
    } catch (error) {
      return ArtisanError.accept(error);
    }
    throw new Error('the folder was not locked');
  };

  it('is held once, and the second hears who holds it', () => {
    const lock = lockDataFolder(folder);
    expect(refusal().message).toContain('is used by another station; use that one');
    lock.announce(station);
    const error = refusal();
    expect([error.code, error.message]).toEqual([
      'store.locked',
      expect.stringContaining('process 4242 at http://localhost:4717'),
    ]);
    lock.release();
    lockDataFolder(folder).release();
  });

  it('tells other programs where the station is found, as long as it runs', () => {
    expect(findStation(folder)).toBeNull();
    const lock = lockDataFolder(folder);
    expect(findStation(folder)).toEqual({ file: null });
    lock.announce(station);
    expect(findStation(folder)).toEqual({ file: station });
    lock.release();
    lock.release();
    expect(findStation(folder)).toBeNull();
    expect(existsSync(temp.path('new/data/station.json'))).toBe(false);
  });

  it('does not believe what a station that is gone left behind', () => {
    lockDataFolder(folder).release();
    writeFileSync(temp.path('new/data/station.json'), JSON.stringify(station));
    expect(findStation(folder)).toBeNull();
    const lock = lockDataFolder(folder);
    expect(findStation(folder)).toEqual({ file: null });
    lock.release();
  });

  it('is refused as locked even when the note beside it is unreadable', () => {
    const lock = lockDataFolder(folder);
    writeFileSync(temp.path('new/data/station.json'), '{ "pid": ');
    expect(refusal().code).toBe('store.locked');
    lock.release();
  });

  it('says so when the folder cannot be made', () => {
    writeFileSync(temp.path('new'), 'a file');
    expect(refusal().code).toBe('store.unavailable');
  });
});
