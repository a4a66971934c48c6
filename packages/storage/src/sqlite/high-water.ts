import type { DatabaseSync } from 'node:sqlite';

/** How many rows a file of ours ever numbered: grows with every entry, and does not shrink when entries are removed. */
export function highWater(db: DatabaseSync): number {
  return Number(
    db.prepare('SELECT coalesce(sum(seq), 0) AS sum FROM sqlite_sequence').get()?.['sum'],
  );
}
