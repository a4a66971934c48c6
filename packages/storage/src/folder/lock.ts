import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type StationFile, stationFile } from '@artisan-ts/contracts';
import { ArtisanError } from '@artisan-ts/domain';
import { makeWritableFolder } from '#folder/writable-folder.ts';
import { translateFault } from '#sqlite/translate-fault.ts';

const lockName = 'lock.db';
const noteName = 'station.json';

/** A program that only looks whether a station runs holds the lock for microseconds; a starting station waits. */
const lookTimeoutMs = 250;

/** The right to write a data folder. The operating system takes it back when the process dies, however it dies. */
export interface DataFolderLock {
  /** Tells other programs, in `station.json`, where the station that holds the folder is found. */
  announce(station: StationFile): void;
  /** Gives the folder free. */
  release(): void;
}

/** A station that holds a data folder; `file` is null while it has not said where it is found. */
export interface RunningStation {
  readonly file: StationFile | null;
}

/**
 * Takes a data folder for this process, making it when needed: an exclusive transaction on an empty database is
 * the one lock that Node gives us which no crash leaves behind. (Unix drops the lock when this process closes the
 * file through anything but SQLite: whoever copies a data folder from inside the station leaves `lock.db` out.)
 *
 * @throws ArtisanError `store.locked` saying who holds it, `store.read-only`, `store.full`, `store.unavailable`
 */
export function lockDataFolder(folder: string): DataFolderLock {
  makeWritableFolder(folder);
  const db = takeLock(folder);
  const notePath = join(folder, noteName);
  // What a station that was killed left behind names nobody.
  rmSync(notePath, { force: true });
  return {
    announce: (station) => {
      writeFileSync(`${notePath}.new`, `${JSON.stringify(station, null, 2)}\n`);
      renameSync(`${notePath}.new`, notePath);
    },
    release: () => {
      if (!db.isOpen) return;
      rmSync(notePath, { force: true });
      db.close();
    },
  };
}

function takeLock(folder: string): DatabaseSync {
  const path = join(folder, lockName);
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(path, { timeout: lookTimeoutMs });
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return db;
  } catch (fault) {
    if (db?.isOpen) db.close();
    const error = translateFault(fault, `lock ${folder}`);
    if (error.code !== 'store.locked') throw error;
    throw new ArtisanError('store.locked', heldBy(folder), { cause: fault });
  }
}

function heldBy(folder: string): string {
  const station = readNote(folder);
  const who = station === null ? '' : `: process ${station.pid} at ${station.url}`;
  return `the data folder ${folder} is used by another station${who}; use that one, or stop it first`;
}

/** The station that holds a data folder, or null when none runs on it. @throws ArtisanError `store.*` */
export function findStation(folder: string): RunningStation | null {
  const path = join(folder, lockName);
  if (!existsSync(path)) return null;
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    db.prepare('SELECT 1 FROM sqlite_schema').get();
    return null;
  } catch (fault) {
    const error = translateFault(fault, `look for a station on ${folder}`);
    if (error.code !== 'store.locked') throw error;
    return { file: readNote(folder) };
  } finally {
    db?.close();
  }
}

/** A note that is missing or unreadable tells nothing; that the folder is locked is known without it. */
function readNote(folder: string): StationFile | null {
  const path = join(folder, noteName);
  if (!existsSync(path)) return null;
  try {
    const note = stationFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return note.success ? note.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw translateFault(error, `read ${path}`);
  }
}
