import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ArtisanError, type BootId, isId, type SourceId } from '@artisan-ts/domain';
import type { SeriesPlace } from '@artisan-ts/runtime';

/** Readings that are numbered together: one stream of one source during one boot. */
export interface Series {
  readonly id: number;
  /** Row of the source. */
  readonly source: number;
  readonly sourceId: SourceId;
  readonly boot: BootId;
  readonly stream: string;
}

/** Boots are a few a day; a station that ran for years without a restart has still not filled this. */
const rememberedSeriesMax = 10_000;

/** Small numbers for long ids, so that rows stay small. */
export class SeriesTable {
  readonly #byPlace = new Map<string, Series>();
  readonly #byId = new Map<number, Series>();
  readonly #select: StatementSync;
  readonly #insertSource: StatementSync;
  readonly #insertSeries: StatementSync;
  readonly #find: StatementSync;

  constructor(db: DatabaseSync) {
    const columns = `SELECT series.id, series.source, source.source_id AS sourceId, series.boot, series.stream
      FROM series JOIN source ON source.id = series.source`;
    this.#select = db.prepare(`${columns} WHERE series.id = ?`);
    this.#find = db.prepare(
      `${columns} WHERE source.source_id = ? AND series.boot = ? AND series.stream = ?`,
    );
    this.#insertSource = db.prepare(
      'INSERT INTO source (source_id, newest_cursor) VALUES (?, 0) ON CONFLICT DO NOTHING',
    );
    this.#insertSeries = db.prepare(
      'INSERT INTO series (source, boot, stream) SELECT id, ?, ? FROM source WHERE source_id = ?',
    );
  }

  /** The series of a reading, made when it is new; inside the transaction of the append. */
  of({ sourceId, boot, stream }: SeriesPlace): Series {
    const place = `${sourceId} ${boot} ${stream}`;
    const known = this.#byPlace.get(place);
    if (known !== undefined) return known;
    let row = this.#find.get(sourceId, boot, stream);
    if (row === undefined) {
      this.#insertSource.run(sourceId);
      this.#insertSeries.run(boot, stream, sourceId);
      row = this.#find.get(sourceId, boot, stream);
    }
    const series = checkedSeries(row, place);
    if (this.#byPlace.size >= rememberedSeriesMax) this.forget();
    this.#byPlace.set(place, series);
    return series;
  }

  /** The series when anything of it is stored, or null. */
  find({ sourceId, boot, stream }: SeriesPlace): Series | null {
    const row = this.#find.get(sourceId, boot, stream);
    return row === undefined ? null : checkedSeries(row, `${sourceId} ${boot} ${stream}`);
  }

  /** The series with this number. @throws ArtisanError `store.corrupt` */
  byId(id: number): Series {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const series = checkedSeries(this.#select.get(id), `${id}`);
    if (this.#byId.size >= rememberedSeriesMax) this.forget();
    this.#byId.set(id, series);
    return series;
  }

  /** After a transaction that was undone: the numbers it made will be given to others. */
  forget(): void {
    this.#byPlace.clear();
    this.#byId.clear();
  }
}

function checkedSeries(row: Record<string, unknown> | undefined, where: string): Series {
  if (
    typeof row?.['id'] !== 'number' ||
    typeof row['source'] !== 'number' ||
    typeof row['sourceId'] !== 'string' ||
    typeof row['boot'] !== 'string' ||
    typeof row['stream'] !== 'string' ||
    !isId('source', row['sourceId']) ||
    !isId('boot', row['boot'])
  ) {
    throw new ArtisanError(
      'store.corrupt',
      `series ${where} of readings.db names no source and boot`,
    );
  }
  return {
    id: row['id'],
    source: row['source'],
    sourceId: row['sourceId'],
    boot: row['boot'],
    stream: row['stream'],
  };
}
