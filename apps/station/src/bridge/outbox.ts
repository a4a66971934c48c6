import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** A point that the station has not acknowledged, with its place in the order of storing. */
export interface StoredPoint {
  readonly id: number;
  readonly boot: string;
  readonly bootCount: number;
  readonly stream: string;
  /** The point as JSON: what is sent twice is the same twice. */
  readonly json: string;
}

/** A point to be stored; `id`: its place in the order of storing where that was said before, otherwise the next one. */
export interface NewPoint {
  readonly id?: number;
  readonly stream: string;
  readonly point: { readonly seq: number };
}

/** What of one start a bridge still holds. */
export interface HeldBoot {
  readonly boot: string;
  /** Grows from start to start. */
  readonly bootCount: number;
  readonly streams: readonly {
    readonly stream: string;
    /** Nothing below will ever be sent again. */
    readonly oldestSeq: number;
    /** Let go before they were acknowledged, because there was no more room. */
    readonly dropped: number;
  }[];
}

/** Eight days at a reading a second, about 150 MB. */
export const outboxPointsMax = 700_000;
/** Dropped together, so that a full outbox is not trimmed at every reading. */
const dropGroup = 1000;

const schema = `
  CREATE TABLE IF NOT EXISTS boot (
    count INTEGER PRIMARY KEY AUTOINCREMENT,
    boot TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE IF NOT EXISTS series (
    boot INTEGER NOT NULL REFERENCES boot (count),
    stream TEXT NOT NULL,
    oldest_seq INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (boot, stream)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS point (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    boot INTEGER NOT NULL REFERENCES boot (count),
    stream TEXT NOT NULL,
    seq INTEGER NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (boot, stream, seq)
  ) STRICT;
`;

/** Readings on the bridge's own disk until the station has said, boot by boot and stream by stream, that they are on its. */
export class Outbox {
  readonly #db: DatabaseSync;
  readonly #limit: number;
  readonly #insert: StatementSync;
  readonly #after: StatementSync;
  #bootCount = 0;
  #count: number;

  constructor(path: string, limit = outboxPointsMax) {
    this.#limit = limit;
    this.#db = new DatabaseSync(path);
    // Who had it before may not have let go yet.
    this.#db.exec('PRAGMA busy_timeout = 5000');
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON');
    this.#db.exec(schema);
    this.#insert = this.#db.prepare(
      'INSERT INTO point (id, boot, stream, seq, json) VALUES (?, ?, ?, ?, ?)',
    );
    this.#after = this.#db.prepare(
      `SELECT point.id, boot.boot, boot.count AS bootCount, point.stream, point.json
       FROM point JOIN boot ON boot.count = point.boot WHERE id > ? ORDER BY id LIMIT ?`,
    );
    this.#count = Number(this.#db.prepare('SELECT count(*) AS n FROM point').get()?.['n']);
  }

  /**
   * A new start of the bridge. Gives its number, which grows from start to start: the seconds since 1970, so that it grows
   * although the outbox was lost, and more when the clock went back.
   */
  begin(boot: string, wallMs: number): number {
    const seconds = Math.floor(wallMs / 1000);
    const { lastInsertRowid } = this.#db
      .prepare(
        `INSERT INTO boot (count, boot)
         VALUES (max(?, 1 + (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'boot')), ?)`,
      )
      .run(seconds, boot);
    this.#bootCount = Number(lastInsertRowid);
    return this.#bootCount;
  }

  /** How many points are held. */
  get count(): number {
    return this.#count;
  }

  /** Stores points of the present boot. They are on disk when it returns. Gives how many old ones had to go for them. */
  put(points: readonly NewPoint[]): number {
    return this.#transact(() => {
      for (const { id, stream, point } of points) {
        this.#db
          .prepare('INSERT INTO series (boot, stream) VALUES (?, ?) ON CONFLICT DO NOTHING')
          .run(this.#bootCount, stream);
        this.#insert.run(id ?? null, this.#bootCount, stream, point.seq, JSON.stringify(point));
      }
      this.#count += points.length;
      return this.#count > this.#limit ? this.#dropOldest() : 0;
    });
  }

  /** The station has everything up to `seq` on its disk, or will never get it. */
  forget(series: { readonly boot: string; readonly stream: string; readonly seq: number }): void {
    const { boot, stream, seq } = series;
    this.#transact(() => {
      const known = this.#db.prepare('SELECT count FROM boot WHERE boot = ?').get(boot);
      if (known === undefined) return;
      const bootCount = Number(known['count']);
      const { changes } = this.#db
        .prepare('DELETE FROM point WHERE boot = ? AND stream = ? AND seq <= ?')
        .run(bootCount, stream, seq);
      this.#count -= Number(changes);
      this.#db
        .prepare(
          'UPDATE series SET oldest_seq = max(oldest_seq, ?), dropped = 0 WHERE boot = ? AND stream = ?',
        )
        .run(seq + 1, bootCount, stream);
      this.#db
        .prepare(
          `DELETE FROM series WHERE boot <> ? AND NOT EXISTS (
             SELECT 1 FROM point WHERE point.boot = series.boot AND point.stream = series.stream)`,
        )
        .run(this.#bootCount);
    });
  }

  /** What is held, in the order of storing, after a place in it. */
  after(id: number, limit: number): readonly StoredPoint[] {
    // The columns are those of the type, by name.
    return this.#after.all(id, limit) as unknown as StoredPoint[];
  }

  /** The place of the newest point ever stored. */
  newestId(): number {
    const row = this.#db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'point'").get();
    return Number(row?.['seq'] ?? 0);
  }

  /** Every start of which something is held, oldest first, and the present one. */
  held(): readonly HeldBoot[] {
    const rows = this.#db
      .prepare(
        `SELECT boot.boot, boot.count, stream, oldest_seq, dropped
         FROM boot LEFT JOIN series ON series.boot = boot.count
         WHERE stream IS NOT NULL OR boot.count = ? ORDER BY boot.count, stream`,
      )
      .all(this.#bootCount);
    const boots = new Map(rows.map((row) => [Number(row['count']), String(row['boot'])]));
    return [...boots].map(([bootCount, boot]) => ({
      boot,
      bootCount,
      streams: rows.flatMap(({ count, stream, oldest_seq: oldestSeq, dropped }) =>
        count === bootCount && typeof stream === 'string'
          ? [{ stream, oldestSeq: Number(oldestSeq), dropped: Number(dropped) }]
          : [],
      ),
    }));
  }

  close(): void {
    this.#db.close();
  }

  #dropOldest(): number {
    const doomed = this.#db
      .prepare(
        `SELECT boot, stream, max(seq) AS seq, count(*) AS n
         FROM (SELECT * FROM point ORDER BY id LIMIT ?) GROUP BY boot, stream`,
      )
      .all(dropGroup);
    let dropped = 0;
    for (const { boot, stream, seq, n } of doomed) {
      this.#db
        .prepare('DELETE FROM point WHERE boot = ? AND stream = ? AND seq <= ?')
        .run(boot ?? null, stream ?? null, seq ?? null);
      this.#db
        .prepare(
          'UPDATE series SET oldest_seq = ? + 1, dropped = dropped + ? WHERE boot = ? AND stream = ?',
        )
        .run(seq ?? null, n ?? null, boot ?? null, stream ?? null);
      dropped += Number(n);
    }
    this.#count -= dropped;
    return dropped;
  }

  #transact<Answer>(work: () => Answer): Answer {
    const countBefore = this.#count;
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const answer = work();
      this.#db.exec('COMMIT');
      return answer;
    } catch (error) {
      this.#count = countBefore;
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }
}
