import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RandomStream } from '@artisan-ts/domain';
import { StoreDesk } from '../../packages/storage/src/thread/store-desk.ts';
import { below, pick } from './chance.ts';
import { copyFolder } from './power.ts';

const files = ['readings.db', 'main.db'] as const;
const pageBytes = 4096;
const sectorBytes = 512;
/** A record of a closed roast has a check sum of its own: what is wrong in it shows when the roast is read, not at a start. */
const unchecked = 'roast_series';

/** What a failing disk or a careless copy does to the files of a folder. */
export const damages = ['page of zeros', 'log cut off', 'torn log'] as const;
export type Damage = (typeof damages)[number];

/**
 * Damages a copy of a data folder and opens the store on it, as a station that starts does. Gives what is wrong with its answer, in
 * words; null when it refuses, says that something is missing, or has everything.
 */
export function openDamaged(
  from: { readonly folder: string; readonly root: string },
  damage: Damage,
  chance: RandomStream,
): string | null {
  const folder = copyFolder(from.root, from.folder);
  try {
    const name = pick(chance, files);
    const isOfLog = damage !== 'page of zeros';
    const path = join(folder, isOfLog ? `${name}-wal` : name);
    if (!isOfLog) writeBack(folder);
    if (!existsSync(path)) return null;
    const before = isOfLog ? [] : contentOf(folder);
    const noted = notedIn(folder, name);
    writeFileSync(path, damaged(readFileSync(path), damage, chance));
    const answer = openAndClose(folder);
    if (!answer.ok) return answer.code.startsWith('store.') ? null : `${damage}: ${answer.message}`;
    if ((answer.value as readonly string[]).length > 0) return null;
    const isSame = isOfLog || contentOf(folder).every((text, index) => text === before[index]);
    const isThere = !isOfLog || countIn(folder, name) >= noted;
    return isSame && isThere ? null : `a ${damage} of ${name} was taken in silence`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function damaged(bytes: Buffer, damage: Damage, chance: RandomStream): Buffer {
  if (damage === 'log cut off') return bytes.subarray(0, below(chance, bytes.length + 1));
  const size = damage === 'page of zeros' ? pageBytes : sectorBytes;
  const at = below(chance, Math.ceil(bytes.length / size)) * size;
  const end = Math.min(at + size, bytes.length);
  if (damage === 'page of zeros') return Buffer.from(bytes).fill(0, at, end);
  return Buffer.from(bytes).fill(0x5a, at, end);
}

function openAndClose(folder: string): ReturnType<StoreDesk['answer']> {
  const desk = new StoreDesk({ folder, mode: 'write' }, () => 0);
  const request = { id: 0, part: 'thread', args: [] } as const;
  const answer = desk.answer({ ...request, method: 'open' });
  desk.answer({ ...request, method: 'close' });
  return answer;
}

/** Whatever lies in the logs goes into the databases, as when a station stops. */
function writeBack(folder: string): void {
  for (const name of files)
    within(folder, name, (db) => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
}

/** Every row of every table that is checked, as text, read without any code of the product. */
function contentOf(folder: string): readonly string[] {
  return files.flatMap((name) =>
    within(folder, name, (db) => {
      const tables = db.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
      );
      return tables
        .all()
        .map((row) => String(row['name']))
        .filter((table) => table !== unchecked)
        .map((table) => JSON.stringify([table, rowsIn(db, table)]));
    }),
  );
}

/** What SQLite itself cannot read is nothing that was there before. */
function rowsIn(db: DatabaseSync, table: string): unknown {
  try {
    return db.prepare(`SELECT * FROM "${table}"`).all();
  } catch (error) {
    return String(error);
  }
}

/** How many entries were ever made, as SQLite counts them. */
function countIn(folder: string, name: string): number {
  const sum = 'SELECT coalesce(sum(seq), 0) AS sum FROM sqlite_sequence';
  return within(folder, name, (db) => Number(db.prepare(sum).get()?.['sum']));
}

/** The same as the store last wrote it beside its files; it is a second behind at most. */
function notedIn(folder: string, name: string): number {
  const path = join(folder, 'acknowledged.json');
  return existsSync(path) ? Number(JSON.parse(readFileSync(path, 'utf8'))[name] ?? 0) : 0;
}

function within<Answer>(folder: string, name: string, look: (db: DatabaseSync) => Answer): Answer {
  const db = new DatabaseSync(join(folder, name));
  try {
    return look(db);
  } finally {
    db.close();
  }
}
