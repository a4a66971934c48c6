import type { DatabaseSync } from 'node:sqlite';

/**
 * Runs a whole operation in one transaction: all of it happens, or none. The work is synchronous, so nothing
 * else can ever run inside; what it throws undoes it and is thrown on.
 *
 * `write` takes the write lock at once, so that it cannot be refused half way; `read` sees one moment of the
 * file, whatever another process writes meanwhile.
 */
export function transact<Value>(
  db: DatabaseSync,
  kind: 'read' | 'write',
  work: () => Value extends PromiseLike<unknown> ? never : Value,
): Value {
  db.exec(kind === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
  try {
    const value = work();
    db.exec('COMMIT');
    return value;
  } catch (error) {
    // SQLite has already rolled back by itself after some faults, a full disk among them.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
