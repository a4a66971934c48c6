import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test. */
export interface TempFolder {
  path(name: string): string;
  /** Makes a folder inside. */
  make(name: string): string;
  remove(): void;
}

export function makeTempFolder(): TempFolder {
  const root = mkdtempSync(join(tmpdir(), 'artisan-storage-'));
  return {
    path: (name) => join(root, name),
    make: (name) => {
      mkdirSync(join(root, name));
      return join(root, name);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
