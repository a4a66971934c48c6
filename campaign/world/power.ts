import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RandomStream } from '@artisan-ts/domain';

/** What a disk writes at once or not at all. */
const sectorBytes = 512;
/** `PRAGMA synchronous`: every commit is synced before it is answered. */
const synchronousFull = 2;
/** Held by a living process alone, and rebuilt by SQLite from the log. */
const notKept = /^(lock\.db|station\.json)|-shm$/;

/** The connections of this process by the file they opened last, as SQLite itself says they are set. */
const connections = new Map<string, DatabaseSync>();

/** Remembers every database that is opened to be written. To be called once, before the first one is opened. */
export function watchConnections(): void {
  const exec = DatabaseSync.prototype.exec;
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
    const location = this.location();
    if (location !== null && sql.includes('journal_mode')) connections.set(location, this);
    exec.call(this, sql);
  };
}

/** The connection of the store to one of its files. */
export function connectionTo(folder: string, name: string): DatabaseSync | null {
  const db = connections.get(join(folder, name));
  return db?.isOpen === true ? db : null;
}

/**
 * Whether SQLite promises that what it committed survives a power cut, by the settings of the connection
 * (sqlite.org/pragma.html#pragma_synchronous). That SQLite keeps it on a real disk is what the power cuts of the storage
 * package show, with traced system calls.
 */
export function promisesDurability(db: DatabaseSync): boolean {
  const setting = (name: string): unknown =>
    Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  return Number(setting('synchronous')) >= synchronousFull && setting('journal_mode') === 'wal';
}

/** The files of a data folder at one moment. */
export type FolderContent = ReadonlyMap<string, Buffer>;

export function contentOf(folder: string): FolderContent {
  const names = readdirSync(folder).filter((name) => !notKept.test(name));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}

/** A new folder beside another, holding what is left of it. */
export function leaveBehind(root: string, content: FolderContent): string {
  const folder = mkdtempSync(join(root, 'data-'));
  for (const [name, bytes] of content) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** A new folder beside another with the files as they lie there: what a killed process leaves. */
export function copyFolder(root: string, from: string): string {
  const folder = mkdtempSync(join(root, 'data-'));
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    if (!notKept.test(name) && existsSync(path)) copyFileSync(path, join(folder, name));
  }
  return folder;
}

/** Written after the commits it counts, so that it cannot be there before them. */
const laterNote = 'acknowledged.json';

/**
 * What the disk holds when power fails in the course of a commit: of what was being written, any selection of sectors. SQLite writes
 * a log back into its database only when the log is synced (sqlite.org/wal.html#checkpointing).
 */
export function torn(
  before: FolderContent,
  after: FolderContent,
  chance: RandomStream,
): FolderContent {
  const left = new Map(before);
  for (const [name, bytes] of after) {
    if (name === laterNote) continue;
    const database = name.replace(/-wal$/, '');
    const isWrittenBack = !same(before, after, database);
    const isTorn = name === database ? isWrittenBack : !isWrittenBack;
    left.set(name, isTorn ? tornFile(before.get(name) ?? Buffer.alloc(0), bytes, chance) : bytes);
  }
  return left;
}

function same(before: FolderContent, after: FolderContent, name: string): boolean {
  return (before.get(name) ?? Buffer.alloc(0)).equals(after.get(name) ?? Buffer.alloc(0));
}

function tornFile(old: Buffer, now: Buffer, chance: RandomStream): Buffer {
  if (old.equals(now)) return old;
  const share = chance.next();
  const mixed = Buffer.from(
    old.length >= now.length ? old : Buffer.concat([old, Buffer.alloc(now.length - old.length)]),
  );
  let end = old.length;
  for (let at = 0; at < now.length; at += sectorBytes) {
    const sector = now.subarray(at, at + sectorBytes);
    if (sector.equals(old.subarray(at, at + sectorBytes)) || chance.next() >= share) continue;
    mixed.set(sector, at);
    end = Math.max(end, at + sector.length);
  }
  return mixed.subarray(0, end);
}
