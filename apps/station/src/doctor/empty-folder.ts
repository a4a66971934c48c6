import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Whether nothing was ever stored in a folder. */
export function folderIsEmpty(folder: string): boolean {
  return ['main.db', 'readings.db'].every((name) => !existsSync(join(folder, name)));
}
