import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ArtisanError, type Reading, type SourceId, WallMs } from '@artisan-ts/domain';
import type { SequenceGap, SeriesStretch } from '@artisan-ts/runtime';
import type { Series, SeriesTable } from '#readings/series-table.ts';

/** Series whose next number is remembered; of the others the file is asked. */
const rememberedMax = 10_000;

/** Which numbers of each series were passed over and whether they came after all; inside the transaction of what it follows. */
export class GapTable {
  readonly #series: SeriesTable;
  /** The number after the highest that came or was given up, by series. */
  readonly #next = new Map<number, number>();
  readonly #nextOf: StatementSync;
  readonly #setNext: StatementSync;
  readonly #notice: StatementSync;
  readonly #fill: StatementSync;
  readonly #loseBelow: StatementSync;
  readonly #across: StatementSync;
  readonly #cut: StatementSync;
  readonly #stored: StatementSync;
  readonly #touching: StatementSync;
  readonly #open: StatementSync;

  constructor(db: DatabaseSync, series: SeriesTable) {
    this.#series = series;
    this.#nextOf = db.prepare('SELECT next_seq AS next FROM series WHERE id = ?');
    this.#setNext = db.prepare('UPDATE series SET next_seq = ? WHERE id = ?');
    this.#notice = db.prepare(
      `INSERT INTO gap (series, first_seq, last_seq, missing, noticed_wall_ms, lost_wall_ms)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#fill = db.prepare(
      `UPDATE gap SET missing = missing - 1, filled_wall_ms = iif(missing = 1, ?, NULL)
       WHERE id = (SELECT id FROM gap WHERE series = ? AND first_seq <= ?
                   ORDER BY first_seq DESC LIMIT 1) AND last_seq >= ? AND missing > 0`,
    );
    this.#loseBelow = db.prepare(
      `UPDATE gap SET lost_wall_ms = ?
       WHERE series = ? AND last_seq < ? AND missing > 0 AND lost_wall_ms IS NULL`,
    );
    this.#across = db.prepare(
      `SELECT id, first_seq AS firstSeq, last_seq AS lastSeq, missing, noticed_wall_ms AS noticed
       FROM gap WHERE series = ? AND first_seq < ? AND last_seq >= ?
         AND missing > 0 AND lost_wall_ms IS NULL`,
    );
    this.#cut = db.prepare(
      `UPDATE gap SET last_seq = ?, missing = ?, filled_wall_ms = iif(? = 0, ?, NULL),
         lost_wall_ms = iif(? = 0, NULL, ?) WHERE id = ?`,
    );
    this.#stored = db.prepare(
      'SELECT count(*) AS n FROM reading WHERE series = ? AND seq BETWEEN ? AND ?',
    );
    const columns = `SELECT id, series, first_seq AS firstSeq, last_seq AS lastSeq, missing,
      noticed_wall_ms AS noticed, filled_wall_ms AS filled, lost_wall_ms AS lost FROM gap`;
    this.#touching = db.prepare(
      `${columns} WHERE series = ? AND first_seq <= ? AND last_seq >= ? ORDER BY id`,
    );
    this.#open = db.prepare(
      `${columns} WHERE missing > 0 AND lost_wall_ms IS NULL AND series IN (
         SELECT series.id FROM series JOIN source ON source.id = series.source
         WHERE source_id IN (SELECT value FROM json_each(?))
       ) ORDER BY id DESC LIMIT ?`,
    );
  }

  /** A reading was stored that was not there. Says whether that left or filled a gap. */
  stored({ seq, wallMs }: Reading, series: Series, nowMs: WallMs = wallMs): boolean {
    const next = this.#nextSeq(series);
    if (seq < next) return this.#fill.run(nowMs, series.id, seq, seq).changes === 1;
    if (seq > next) this.#notice.run(series.id, next, seq - 1, seq - next, nowMs, null);
    this.#next.set(series.id, seq + 1);
    return seq > next;
  }

  /** Nothing below will come any more. Says whether that leaves something lost. */
  giveUpBelow(oldestSeq: number, series: Series, nowMs: WallMs): boolean {
    let isNews = this.#loseBelow.run(nowMs, series.id, oldestSeq).changes > 0;
    const across = this.#across.get(series.id, oldestSeq, oldestSeq);
    if (across !== undefined) {
      const [id, first, last] = [across['id'], across['firstSeq'], across['lastSeq']].map(Number);
      const here = this.#stored.get(series.id, first ?? 0, oldestSeq - 1)?.['n'];
      const gone = oldestSeq - Number(first) - Number(here);
      const left = Number(across['missing']) - gone;
      this.#cut.run(oldestSeq - 1, gone, gone, nowMs, gone, nowMs, id ?? 0);
      const noticed = Number(across['noticed']);
      if (left > 0) this.#notice.run(series.id, oldestSeq, last ?? 0, left, noticed, null);
      isNews = true;
    }
    const next = this.#nextSeq(series);
    if (next >= oldestSeq) return isNews;
    this.#notice.run(series.id, next, oldestSeq - 1, oldestSeq - next, nowMs, nowMs);
    this.#next.set(series.id, oldestSeq);
    return true;
  }

  /** Writes down how far each of the series is; before the transaction ends. */
  keep(series: Iterable<number>): void {
    for (const id of series) {
      const next = this.#next.get(id);
      if (next !== undefined) this.#setNext.run(next, id);
    }
    if (this.#next.size > rememberedMax) this.forget();
  }

  /** After a transaction that was undone. */
  forget(): void {
    this.#next.clear();
  }

  touching(stretches: readonly SeriesStretch[]): readonly SequenceGap[] {
    const found = new Map<number, SequenceGap>();
    for (const stretch of stretches) {
      const series = this.#series.find(stretch);
      if (series === null) continue;
      for (const row of this.#touching.all(series.id, stretch.lastSeq, stretch.firstSeq)) {
        found.set(Number(row['id']), this.#gapOf(row));
      }
    }
    return [...found].sort(([a], [b]) => a - b).map(([, gap]) => gap);
  }

  open(sourceIds: readonly SourceId[], limit: number): readonly SequenceGap[] {
    const newestFirst = this.#open.all(JSON.stringify(sourceIds), limit);
    return newestFirst.reverse().map((row) => this.#gapOf(row));
  }

  #nextSeq(series: Series): number {
    const known = this.#next.get(series.id);
    if (known !== undefined) return known;
    const next = Number(this.#nextOf.get(series.id)?.['next']);
    this.#next.set(series.id, next);
    return next;
  }

  #gapOf(row: Record<string, unknown>): SequenceGap {
    const number = (name: string): number => {
      const value = row[name];
      if (typeof value === 'number') return value;
      const words = `gap ${String(row['id'])} of readings.db has no ${name}`;
      throw new ArtisanError('store.corrupt', words);
    };
    const wall = (name: string): WallMs | null =>
      row[name] === null ? null : WallMs(number(name));
    const { sourceId, boot, stream } = this.#series.byId(number('series'));
    return {
      sourceId,
      boot,
      stream,
      firstSeq: number('firstSeq'),
      lastSeq: number('lastSeq'),
      missing: number('missing'),
      noticedWallMs: WallMs(number('noticed')),
      filledWallMs: wall('filled'),
      lostWallMs: wall('lost'),
    };
  }
}
