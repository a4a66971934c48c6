import { accessSync, closeSync, constants, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { translateFault } from '#sqlite/translate-fault.ts';

/**
 * Makes sure of a data folder that can be written. A folder it has to make, and what leads to it, is confirmed by
 * the disk: a power cut that took the folder away would take everything in it along.
 *
 * @throws ArtisanError `store.read-only`, `store.full`, `store.unavailable`
 */
export function makeWritableFolder(folder: string): void {
  const path = resolve(folder);
  try {
    const firstMade = mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK);
    if (firstMade === undefined) return;
    for (let made = path; made.length >= firstMade.length; made = dirname(made)) {
      confirmEntries(dirname(made));
    }
  } catch (fault) {
    throw translateFault(fault, `prepare the data folder ${path}`);
  }
}

function confirmEntries(folder: string): void {
  // Windows cannot open a folder as a file, and its file systems log these entries by themselves.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
