import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import {
  type BootId,
  isId,
  MonoUs,
  type Reading,
  type SourceId,
  type WallMs,
} from '@artisan-ts/domain';
import {
  type AppendReceipt,
  type BirthAnswer,
  type BootBirth,
  type LateStretch,
  type ReadingLoss,
  type ReadingQuery,
  type ReadingStore,
  type SequenceGap,
  type SeriesPlace,
  type SeriesStretch,
  type StoredReading,
  saysTheSame,
} from '@artisan-ts/runtime';
import { BootTable } from '#readings/boot-table.ts';
import { GapTable } from '#readings/gap-table.ts';
import { LossTable } from '#readings/loss-table.ts';
import { readColumns, readingRow, storedReading, writtenColumns } from '#readings/reading-row.ts';
import { type Series, SeriesTable } from '#readings/series-table.ts';
import { pragmaNumber } from '#sqlite/pragma.ts';
import { transact } from '#sqlite/transaction.ts';
import type { Synchronous } from '#thread/protocol.ts';

/**
 * Empty pages that stay in the file: a week of a machine fills them again, and a file that breathes every hour would
 * only wear the disk.
 */
const emptyPagesKept = 10_000;
/** Pages given back to the system at once, 4 MB: the thread must be free again before the next reading comes. */
const pagesGivenBack = 1_000;

/** Readings in `readings.db`. Every statement is prepared once: this is the path of every sample. */
export class SqliteReadingStore implements Synchronous<ReadingStore> {
  readonly #db: DatabaseSync;
  readonly #series: SeriesTable;
  readonly #gaps: GapTable;
  readonly #losses: LossTable;
  readonly #boots: BootTable;
  readonly #insert: StatementSync;
  readonly #setNewest: StatementSync;
  readonly #lastCursor: StatementSync;
  readonly #sources: StatementSync;
  readonly #delete: StatementSync;
  readonly #newest: StatementSync;
  readonly #atPlace: StatementSync;
  readonly #endOfRun: StatementSync;
  readonly #inCommitOrder: StatementSync;
  readonly #withinTime: StatementSync;
  readonly #lateStretch: StatementSync;
  readonly #setLooked: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#series = new SeriesTable(db);
    this.#gaps = new GapTable(db, this.#series);
    this.#losses = new LossTable(db, this.#series);
    this.#boots = new BootTable(db);
    this.#insert = db.prepare(
      `INSERT INTO reading (${writtenColumns.join(', ')})
       VALUES (${writtenColumns.map(() => '?').join(', ')}) ON CONFLICT (series, seq) DO NOTHING`,
    );
    this.#setNewest = db.prepare('UPDATE source SET newest_cursor = ? WHERE id = ?');
    this.#lastCursor = db.prepare('SELECT coalesce(max(cursor), 0) AS cursor FROM reading');
    this.#sources = db.prepare('SELECT source_id AS sourceId FROM source ORDER BY id');
    this.#delete = db.prepare(
      `DELETE FROM reading WHERE cursor IN (SELECT value FROM json_each(?))
       AND cursor NOT IN (SELECT newest_cursor FROM source)`,
    );
    const columns = readColumns.join(', ');
    const ofSources = `source IN (
      SELECT id FROM source WHERE source_id IN (SELECT value FROM json_each(?))
    )`;
    this.#newest = rowsAsArrays(
      db,
      `SELECT ${columns} FROM reading
       WHERE cursor = (SELECT newest_cursor FROM source WHERE source_id = ?)`,
    );
    this.#atPlace = rowsAsArrays(db, `SELECT ${columns} FROM reading WHERE series = ? AND seq = ?`);
    this.#endOfRun = db.prepare(
      `SELECT seq FROM reading AS here WHERE series = ? AND seq >= ? AND NOT EXISTS (
         SELECT 1 FROM reading AS next WHERE next.series = here.series AND next.seq = here.seq + 1
       ) ORDER BY seq LIMIT 1`,
    );
    // The plan is fixed by hand: "what came after" walks the commits, "what happened then" looks up the time.
    this.#inCommitOrder = rowsAsArrays(
      db,
      `SELECT ${columns} FROM reading NOT INDEXED
       WHERE ${ofSources} AND cursor > ? ORDER BY cursor LIMIT ?`,
    );
    this.#withinTime = rowsAsArrays(
      db,
      `SELECT ${columns} FROM reading INDEXED BY reading_time
       WHERE ${ofSources} AND mono_us BETWEEN ? AND ? AND cursor > ? ORDER BY cursor LIMIT ?`,
    );
    this.#lateStretch = db.prepare(
      `SELECT min(mono_us) AS fromUs, max(mono_us) AS toUs,
         min(cursor) AS fromCursor, max(cursor) AS throughCursor
       FROM source CROSS JOIN reading INDEXED BY reading_late
         ON reading.source = source.id AND late = 1 AND cursor > looked_cursor
       WHERE source_id IN (SELECT value FROM json_each(?))`,
    );
    this.#setLooked = db.prepare(
      `UPDATE source SET looked_cursor = max(looked_cursor, ?)
       WHERE source_id IN (SELECT value FROM json_each(?))`,
    );
  }

  append(
    readings: readonly Reading[],
    wallMs?: WallMs,
    losses: readonly ReadingLoss[] = [],
  ): AppendReceipt {
    return this.#write(() => {
      this.#losses.take(losses);
      return this.#insertAll(readings, wallMs);
    });
  }

  losses(sourceIds: readonly SourceId[], fromUs: MonoUs): readonly ReadingLoss[] {
    return this.#losses.since(sourceIds, fromUs);
  }

  /** What is remembered of the file is forgotten when the transaction is undone. */
  #write<Answer>(work: () => Answer extends PromiseLike<unknown> ? never : Answer): Answer {
    try {
      return transact(this.#db, 'write', work);
    } catch (error) {
      this.#series.forget();
      this.#gaps.forget();
      throw error;
    }
  }

  #insertAll(readings: readonly Reading[], wallMs: WallMs | undefined): AppendReceipt {
    const newest = new Map<number, number>();
    const touched = new Set<number>();
    const contradicted: Reading[] = [];
    let duplicates = 0;
    let gapsChanged = false;
    for (const reading of readings) {
      const series = this.#series.of(reading);
      const { changes, lastInsertRowid } = this.#insert.run(...readingRow(reading, series));
      if (changes === 0) {
        duplicates++;
        if (!this.#isStored(reading, series)) contradicted.push(reading);
        continue;
      }
      newest.set(series.source, Number(lastInsertRowid));
      touched.add(series.id);
      if (this.#gaps.stored(reading, series, wallMs)) gapsChanged = true;
    }
    this.#gaps.keep(touched);
    for (const [source, cursor] of newest) this.#setNewest.run(cursor, source);
    const cursor = this.durableCursor();
    return {
      cursor,
      duplicates,
      ...(contradicted.length > 0 && { contradicted }),
      ...(gapsChanged && { gapsChanged }),
    };
  }

  #isStored(reading: Reading, series: Series): boolean {
    return saysTheSame(reading, this.#read(this.#atPlace.get(series.id, reading.seq)));
  }

  unbrokenThrough(place: SeriesPlace, fromSeq: number): number | null {
    const series = this.#series.find(place);
    if (series === null || this.#atPlace.get(series.id, fromSeq) === undefined) return null;
    return Number(this.#endOfRun.get(series.id, fromSeq)?.['seq']);
  }

  recordBirth(birth: BootBirth): BirthAnswer {
    return this.#write(() => {
      const highestCount = this.#boots.take(birth);
      if (highestCount !== null) return { isTaken: false, highestCount };
      const { sourceId, boot, wallMs } = birth;
      let gapsChanged = false;
      for (const { stream, oldestSeq } of birth.streams) {
        const series = this.#series.of({ sourceId, boot, stream });
        if (this.#gaps.giveUpBelow(oldestSeq, series, wallMs)) gapsChanged = true;
        this.#gaps.keep([series.id]);
      }
      return { isTaken: true, gapsChanged };
    });
  }

  bootCount(sourceId: SourceId, boot: BootId): number | null {
    return this.#boots.countOf(sourceId, boot);
  }

  gaps(stretches: readonly SeriesStretch[]): readonly SequenceGap[] {
    return this.#gaps.touching(stretches);
  }

  openGaps(sourceIds: readonly SourceId[], limit: number): readonly SequenceGap[] {
    return this.#gaps.open(sourceIds, limit);
  }

  lateStretch(sourceIds: readonly SourceId[]): LateStretch | null {
    const row = this.#lateStretch.get(JSON.stringify(sourceIds));
    if (row === undefined || row['throughCursor'] === null) return null;
    return {
      fromUs: MonoUs(Number(row['fromUs'])),
      toUs: MonoUs(Number(row['toUs'])),
      fromCursor: Number(row['fromCursor']),
      throughCursor: Number(row['throughCursor']),
    };
  }

  lookedBack(sourceIds: readonly SourceId[], throughCursor: number): void {
    this.#write(() => void this.#setLooked.run(throughCursor, JSON.stringify(sourceIds)));
  }

  range(query: ReadingQuery): readonly StoredReading[] {
    const { fromUs, toUs, afterCursor = 0, limit } = query;
    const sources = JSON.stringify(query.sourceIds);
    const found =
      fromUs === undefined && toUs === undefined
        ? this.#inCommitOrder.all(sources, afterCursor, limit)
        : this.#withinTime.all(
            sources,
            fromUs ?? Number.MIN_SAFE_INTEGER,
            toUs ?? Number.MAX_SAFE_INTEGER,
            afterCursor,
            limit,
          );
    return found.map((row) => this.#read(row));
  }

  newest(sourceId: SourceId): StoredReading | null {
    const row = this.#newest.get(sourceId);
    return row === undefined ? null : this.#read(row);
  }

  durableCursor(): number {
    return Number(this.#lastCursor.get()?.['cursor']);
  }

  sources(): readonly SourceId[] {
    const named = this.#sources.all().map(({ sourceId }) => String(sourceId));
    return named.filter((id) => isId('source', id));
  }

  forget(cursors: readonly number[]): number {
    const forgotten = transact(this.#db, 'write', () =>
      Number(this.#delete.run(JSON.stringify(cursors)).changes),
    );
    if (pragmaNumber(this.#db, 'freelist_count') > emptyPagesKept) {
      this.#db.exec(`PRAGMA incremental_vacuum(${pagesGivenBack})`);
    }
    return forgotten;
  }

  #read(row: unknown): StoredReading {
    return storedReading(row as SQLOutputValue[], (id) => this.#series.byId(id));
  }
}

function rowsAsArrays(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}
