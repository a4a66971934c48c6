import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ArtisanError } from '@artisan-ts/domain';

/** Sees whether a file is still the one that was opened. Unix lets anybody delete a file that is in use. */
export class FileWatch {
  readonly path: string;
  readonly #db: DatabaseSync;
  readonly #file: number;

  constructor(db: DatabaseSync, folder: string, name: string) {
    this.#db = db;
    this.path = join(folder, name);
    this.#file = inode(this.path) ?? 0;
  }

  /**
   * Whether the file or its log was deleted.
   *
   * @throws ArtisanError `store.unavailable` when another file lies in its place: that one is somebody's too
   */
  isDeleted(): boolean {
    const now = inode(this.path);
    if (now !== null && now !== this.#file) {
      throw new ArtisanError(
        'store.unavailable',
        `${this.path} was replaced by another file while the station runs; put the old one back, or stop the station to go on with the new one`,
      );
    }
    return now === null || !existsSync(`${this.path}-wal`);
  }

  /** Writes the whole content, which the open connection still has, where it belongs, and closes the connection. */
  rescue(): void {
    const rescued = `${this.path}.rescued`;
    rmSync(rescued, { force: true });
    this.#db.prepare('VACUUM INTO ?').run(rescued);
    confirm(rescued);
    this.#db.close();
    for (const log of ['-wal', '-shm']) rmSync(`${this.path}${log}`, { force: true });
    renameSync(rescued, this.path);
    confirm(dirname(this.path));
  }
}

function inode(path: string): number | null {
  return existsSync(path) ? statSync(path).ino : null;
}

function confirm(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
