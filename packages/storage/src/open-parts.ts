import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ArtisanError } from '@artisan-ts/domain';
import { type HighWater, readWitness, Witness } from '#folder/witness.ts';
import { type SqliteMissions, sqliteMissions } from '#missions/sqlite-mission-store.ts';
import { sqlitePeopleStore } from '#people/sqlite-people-store.ts';
import { readingsFile } from '#readings/readings-file.ts';
import { SqliteReadingStore } from '#readings/sqlite-reading-store.ts';
import { mainFile } from '#roasts/main-file.ts';
import { sqliteRoastStore } from '#roasts/sqlite-roast-store.ts';
import type { DatabaseFile } from '#sqlite/database-file.ts';
import { FileWatch } from '#sqlite/file-watch.ts';
import { highWater } from '#sqlite/high-water.ts';
import { openDatabase } from '#sqlite/open-database.ts';
import type { StoreParts, StoreThreadOptions } from '#thread/protocol.ts';

/** Both databases of a data folder, open in this thread. */
export interface OpenStore extends StoreParts {
  /** Operations on missions in one transaction: all of them are kept, or none. */
  readonly together: SqliteMissions['together'];
  /** What a person must know about what was found, in words. */
  readonly notices: readonly string[];
  /**
   * Writes down how much is on disk and looks whether the files are still there; those that were deleted are written anew
   * from what is open, and then the store has to be opened again. Gives the names of those.
   *
   * @throws ArtisanError `store.unavailable` when a file was replaced
   */
  lookAfter(): readonly string[];
  close(): void;
}

/**
 * Opens both databases, or none to be written. To be read, a damaged one refuses what is asked of it and the other answers.
 *
 * @throws ArtisanError `store.*`
 */
export function openParts(options: StoreThreadOptions): OpenStore {
  return options.mode === 'write' ? openToWrite(options.folder) : openToRead(options.folder);
}

function openToRead(folder: string): OpenStore {
  const opened: DatabaseSync[] = [];
  const part = <Parts extends object>(
    file: DatabaseFile,
    make: (db: DatabaseSync) => Parts,
    refused: (error: ArtisanError) => Parts,
  ): Parts => {
    try {
      const db = openDatabase(folder, file, 'read');
      opened.push(db);
      return make(db);
    } catch (error) {
      if (!ArtisanError.is(error, 'store.corrupt')) throw error;
      return refused(error);
    }
  };
  try {
    return {
      readings: part<StoreParts['readings']>(
        readingsFile,
        (db) => new SqliteReadingStore(db),
        refusing,
      ),
      ...part<MainParts>(mainFile, mainPartsIn, (error) => ({
        roasts: refusing(error),
        missions: refusing(error),
        together: (work) => work(),
        people: refusing(error),
      })),
      notices: [],
      lookAfter: () => [],
      close: () => {
        for (const db of opened) db.close();
      },
    };
  } catch (error) {
    for (const db of opened) db.close();
    throw error;
  }
}

type MainParts = Pick<OpenStore, 'roasts' | 'missions' | 'together' | 'people'>;

/** What lies in `main.db`, on one connection. */
function mainPartsIn(db: DatabaseSync): MainParts {
  return {
    roasts: sqliteRoastStore(db),
    ...sqliteMissions(db),
    people: sqlitePeopleStore(db),
  };
}

/** A part of which every method throws the same. */
function refusing<Part extends object>(error: ArtisanError): Part {
  const refuse = (): never => {
    throw error;
  };
  return new Proxy({}, { get: () => refuse }) as Part;
}

function openToWrite(folder: string): OpenStore {
  const noted = readWitness(folder);
  const files = [readingsFile, mainFile];
  const missing = files.filter(({ name }) => !existsSync(join(folder, name)));
  const readings = openDatabase(folder, readingsFile, 'write');
  try {
    const main = openDatabase(folder, mainFile, 'write');
    const databases = { [readingsFile.name]: readings, [mainFile.name]: main };
    const keeper = keeperOf(folder, databases);
    return {
      readings: new SqliteReadingStore(readings),
      ...mainPartsIn(main),
      notices: noticesOf(
        missing.map(({ name }) => name),
        counted(databases),
        noted,
      ),
      lookAfter: keeper.lookAfter,
      close: () => {
        keeper.close();
        for (const db of [main, readings]) if (db.isOpen) db.close();
      },
    };
  } catch (error) {
    readings.close();
    throw error;
  }
}

type Databases = Readonly<Record<string, DatabaseSync>>;

function counted(databases: Databases): HighWater {
  return Object.fromEntries(Object.entries(databases).map(([name, db]) => [name, highWater(db)]));
}

function keeperOf(folder: string, databases: Databases) {
  const witness = new Witness(folder);
  const watches = Object.entries(databases).map(([name, db]) => new FileWatch(db, folder, name));
  const note = (): void => witness.note(counted(databases));
  return {
    lookAfter: () => {
      const deleted = watches.filter((watch) => watch.isDeleted());
      note();
      for (const watch of deleted) watch.rescue();
      return deleted.map(({ path }) => path);
    },
    close: () => {
      if (Object.values(databases).every((db) => db.isOpen)) note();
      witness.close();
    },
  };
}

/** What was there before and is not any more. */
function noticesOf(
  missing: readonly string[],
  found: HighWater,
  noted: HighWater,
): readonly string[] {
  const wasUsed = Object.values({ ...found, ...noted }).some((count) => count > 0);
  return Object.entries(found).flatMap(([name, count]) => {
    if (missing.includes(name)) {
      if (!wasUsed) return [];
      return [
        `${name} was missing from the data folder and was made anew, empty: if nobody moved it on purpose, stop the station and put it back or restore a backup.`,
      ];
    }
    const lost = (noted[name] ?? 0) - count;
    if (lost <= 0) return [];
    return [
      `${name} lacks ${lost} entries that were saved: its write-ahead log was cut off or damaged, or an older copy was put in its place. What is left is used; stop the station and restore a backup if you have a newer one.`,
    ];
  });
}
