import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const name = 'local-token';

/**
 * Writes the secret by which commands of whoever owns the data folder are known to the station. Another at every start;
 * nobody else on this computer can read it.
 */
export function writeLocalToken(dataFolder: string, token: string): void {
  const path = join(dataFolder, name);
  rmSync(path, { force: true });
  writeFileSync(path, `${token}\n`, { mode: 0o600 });
  // Where a mask took more away than it may, or less.
  chmodSync(path, 0o600);
}

/** The secret of the station on a data folder; null when none was written or it may not be read. */
export function readLocalToken(dataFolder: string): string | null {
  const path = join(dataFolder, name);
  try {
    return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
  } catch {
    // Of somebody else: the station then asks who it is.
    return null;
  }
}
