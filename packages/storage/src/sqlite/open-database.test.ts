import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { ArtisanError } from '@artisan-ts/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseFile } from '#sqlite/database-file.ts';
import { openDatabase } from '#sqlite/open-database.ts';
import { pragmaNumber } from '#sqlite/pragma.ts';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';

const first = 'CREATE TABLE bean (name TEXT NOT NULL) STRICT;';
const second = 'ALTER TABLE bean ADD COLUMN origin TEXT; CREATE INDEX bean_name ON bean (name);';
const version = (...migrations: string[]): DatabaseFile => ({
  name: 'test.db',
  applicationId: 0x54455354,
  migrations,
});

describe('opening a database', () => {
  let temp: TempFolder;
  let folder: string;
  beforeEach(() => {
    temp = makeTempFolder();
    folder = temp.make('data');
  });
  afterEach(() => temp.remove());

  const use = <Value>(file: DatabaseFile, work: (db: DatabaseSync) => Value): Value => {
    const db = openDatabase(folder, file, 'write');
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  const fault = (work: () => unknown): ArtisanError => {
    try {
      work();
    } catch (error) {
      return ArtisanError.accept(error);
    }
    throw new Error('nothing was refused');
  };
  const fill = (db: DatabaseSync): void => {
    const insert = db.prepare('INSERT INTO bean (name) VALUES (?)');
    db.exec('BEGIN');
    for (let row = 0; row < 2_000; row++) insert.run(`bean ${row} ${'x'.repeat(100)}`);
    db.exec('COMMIT');
  };

  it('has every commit confirmed by the disk, in a write-ahead log', () => {
    const settings = use(version(first), (db) => [
      db.prepare('PRAGMA journal_mode').get()?.['journal_mode'],
      pragmaNumber(db, 'synchronous'),
      pragmaNumber(db, 'foreign_keys'),
      pragmaNumber(db, 'busy_timeout'),
    ]);
    const full = 2;
    expect(settings).toEqual(['wal', full, 1, 5_000]);
  });

  it('upgrades an older file and keeps what it holds', () => {
    use(version(first), (db) => db.exec("INSERT INTO bean VALUES ('Sidamo')"));
    const row = use(version(first, second), (db) => {
      expect(pragmaNumber(db, 'user_version')).toBe(2);
      return db.prepare('SELECT name, origin FROM bean').get();
    });
    expect({ ...row }).toEqual({ name: 'Sidamo', origin: null });
  });

  it('leaves the last complete version when an upgrade fails half way', () => {
    use(version(first), () => undefined);
    const broken = version(first, `${second} INSERT INTO no_such_table VALUES (1);`);
    expect(fault(() => use(broken, () => undefined)).code).toBe('defect.invariant');
    const columns = use(version(first), (db) =>
      db
        .prepare('PRAGMA table_info(bean)')
        .all()
        .map((column) => column['name']),
    );
    expect(columns).toEqual(['name']);
  });

  it('refuses a file that a newer version wrote, and changes nothing in it', () => {
    use(version(first, second), () => undefined);
    const before = readFileSync(temp.path('data/test.db'));
    const error = fault(() => use(version(first), () => undefined));
    expect([error.code, error.message]).toEqual([
      'store.newer',
      'test.db has version 2, this program knows versions up to 1; use the newer program that wrote it',
    ]);
    expect(readFileSync(temp.path('data/test.db')).equals(before)).toBe(true);
  });

  it('refuses to upgrade a file that is opened to be read', () => {
    use(version(first), () => undefined);
    const error = fault(() => openDatabase(folder, version(first, second), 'read'));
    expect([error.code, error.message]).toEqual([
      'store.read-only',
      expect.stringContaining('start the station once'),
    ]);
  });

  it('leaves the database of another program alone', () => {
    const foreign = new DatabaseSync(temp.path('data/test.db'));
    foreign.exec('CREATE TABLE theirs (id INTEGER); PRAGMA user_version = 1');
    foreign.close();
    const error = fault(() => use(version(first), () => undefined));
    expect([error.code, error.message]).toEqual([
      'store.corrupt',
      expect.stringContaining('another program'),
    ]);
  });

  it('recognises a file that is no database', () => {
    writeFileSync(temp.path('data/test.db'), 'Artisan roast log\n'.repeat(500));
    expect(fault(() => use(version(first), () => undefined)).code).toBe('store.corrupt');
  });

  it('recognises a file that was cut off', () => {
    use(version(first), fill);
    truncateSync(temp.path('data/test.db'), 4096 * 20);
    expect(fault(() => use(version(first), () => undefined)).code).toBe('store.corrupt');
  });

  it('recognises a block of zeros in the middle', () => {
    use(version(first), fill);
    const bytes = readFileSync(temp.path('data/test.db'));
    bytes.fill(0, 4096 * 10, 4096 * 11);
    writeFileSync(temp.path('data/test.db'), bytes);
    expect(fault(() => use(version(first), () => undefined)).code).toBe('store.corrupt');
  });
});
