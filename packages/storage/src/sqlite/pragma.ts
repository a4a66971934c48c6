import type { DatabaseSync } from 'node:sqlite';
import { invariant } from '@artisan-ts/domain';

/** The number a PRAGMA answers with. */
export function pragmaNumber(db: DatabaseSync, name: string): number {
  const value = Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  invariant(typeof value === 'number', `PRAGMA ${name} answers with a number`);
  return value;
}
