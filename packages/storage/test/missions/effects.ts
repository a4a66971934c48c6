import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What missions did to the outside, kept by a receiver who knows each by its key: said twice, it is done once. */
export interface Effects {
  receive(key: string): void;
  /** How many there are, and how often one was repeated. */
  count(): { readonly effects: number; readonly repeated: number };
  close(): void;
}

/** The receiver's own database, which has nothing to do with the store of missions. */
export function openEffects(folder: string): Effects {
  const db = new DatabaseSync(join(folder, 'effects.db'), { timeout: 20_000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec('CREATE TABLE IF NOT EXISTS effect (key TEXT PRIMARY KEY, times INTEGER NOT NULL)');
  const put = db.prepare(
    'INSERT INTO effect VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET times = times + 1',
  );
  return {
    receive: (key) => {
      put.run(key);
    },
    count: () => {
      const row = db
        .prepare('SELECT count(*) AS n, coalesce(sum(times), 0) AS t FROM effect')
        .get();
      const effects = Number(row?.['n']);
      return { effects, repeated: Number(row?.['t']) - effects };
    },
    close: () => db.close(),
  };
}
