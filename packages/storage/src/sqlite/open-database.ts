import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { ArtisanError } from '@artisan-ts/domain';
import type { DatabaseFile, OpenMode } from '#sqlite/database-file.ts';
import { migrate } from '#sqlite/migrate.ts';
import { pragmaNumber } from '#sqlite/pragma.ts';
import { primaryCode, translateFault } from '#sqlite/translate-fault.ts';

/** How long a statement waits for another program that holds the file; kernel-and-trust section 3. */
const busyTimeoutMs = 5_000;

/**
 * A file up to this size is checked whole at every start. Checking takes about 2.6 ms per megabyte (measured on
 * 2 million readings), so this costs 0.7 s of the 2 s in which a killed station has to record again.
 */
const checkedAtOpenBytesMax = 256_000_000;

/** A write-ahead log that grew during a long read is cut back to this at the next checkpoint. */
const logKeptBytesMax = 64_000_000;

/**
 * Opens a file of the data folder for use by one thread: checked, in the present form, and with every commit
 * on disk before it returns.
 *
 * @throws ArtisanError `store.*`
 */
export function openDatabase(folder: string, file: DatabaseFile, mode: OpenMode): DatabaseSync {
  const path = join(folder, file.name);
  const doing = `open ${path}`;
  let db: DatabaseSync | null = null;
  try {
    db = connect(path, mode);
    configure(db, mode);
    migrate(db, file, mode);
    check(db, path);
    return db;
  } catch (fault) {
    if (db?.isOpen) db.close();
    throw translateFault(fault, doing);
  }
}

function connect(path: string, mode: OpenMode): DatabaseSync {
  if (mode === 'write') {
    // SQLite would quietly open a file that it may not write for reading alone.
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
    return new DatabaseSync(path, { timeout: busyTimeoutMs });
  }
  if (!existsSync(path)) {
    throw new ArtisanError(
      'store.unavailable',
      `there is no ${path}: nothing was ever stored here`,
    );
  }
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs, readOnly: true });
  if (canRead(db)) return db;
  db.close();
  // SQLite shares the log through a file that it cannot make in a folder of which nothing can be written. With
  // no log beside it the file alone is the whole truth and nobody can change it: it is read as it lies.
  if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0) {
    throw new ArtisanError(
      'store.read-only',
      `${path} has changes in ${path}-wal that cannot be read in a folder that cannot be written; copy both`,
    );
  }
  const asItLies = pathToFileURL(path);
  asItLies.searchParams.set('immutable', '1');
  return new DatabaseSync(asItLies, { readOnly: true });
}

/** Result codes of a log that cannot be shared; sqlite.org/rescode.html: READONLY and CANTOPEN. */
const cannotShareLog: readonly number[] = [8, 14];

function canRead(db: DatabaseSync): boolean {
  try {
    db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
    return true;
  } catch (fault) {
    if (cannotShareLog.includes(primaryCode(fault) ?? 0)) return false;
    throw fault;
  }
}

function configure(db: DatabaseSync, mode: OpenMode): void {
  db.exec('PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
  if (mode === 'read') return;
  // A file that holds something no longer takes this: room that is freed in it is used again and not given back.
  if (pragmaNumber(db, 'page_count') === 0) db.exec('PRAGMA auto_vacuum = INCREMENTAL');
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  // On macOS a plain fsync leaves the data in the cache of the drive.
  db.exec('PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON');
  db.exec(`PRAGMA journal_size_limit = ${logKeptBytesMax}`);
}

function check(db: DatabaseSync, path: string): void {
  if (statSync(path).size > checkedAtOpenBytesMax) return;
  const found = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
  if (found === 'ok') return;
  throw new ArtisanError(
    'store.corrupt',
    `${path} is damaged (${String(found)}); keep a copy of the data folder and restore a backup`,
  );
}
