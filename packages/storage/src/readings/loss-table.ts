import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ArtisanError, MonoUs, type SourceId } from '@artisan-ts/domain';
import type { ReadingLoss } from '@artisan-ts/runtime';
import type { SeriesTable } from '#readings/series-table.ts';

/** What was lost for want of memory; inside the transaction of the readings that were saved after it. */
export class LossTable {
  readonly #series: SeriesTable;
  readonly #put: StatementSync;
  readonly #since: StatementSync;

  constructor(db: DatabaseSync, series: SeriesTable) {
    this.#series = series;
    this.#put = db.prepare(
      `INSERT INTO loss (series, seq, from_us, to_us, readings) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         to_us = max(to_us, excluded.to_us), readings = max(readings, excluded.readings)`,
    );
    this.#since = db.prepare(
      `SELECT loss.series, seq, from_us AS fromUs, to_us AS toUs, readings
       FROM loss JOIN series ON series.id = loss.series JOIN source ON source.id = series.source
       WHERE source_id IN (SELECT value FROM json_each(?)) AND to_us >= ?
       ORDER BY from_us, loss.series, seq`,
    );
  }

  take(losses: readonly ReadingLoss[]): void {
    for (const loss of losses) {
      const { seq, fromUs, toUs, readings } = loss;
      this.#put.run(this.#series.of(loss).id, seq, fromUs, toUs, readings);
    }
  }

  since(sourceIds: readonly SourceId[], fromUs: MonoUs): readonly ReadingLoss[] {
    return this.#since.all(JSON.stringify(sourceIds), fromUs).map((row) => {
      const number = (name: string): number => {
        const value = row[name];
        if (typeof value === 'number') return value;
        throw new ArtisanError('store.corrupt', `a loss of readings.db has no ${name}`);
      };
      const { sourceId, boot, stream } = this.#series.byId(number('series'));
      return {
        sourceId,
        boot,
        stream,
        seq: number('seq'),
        fromUs: MonoUs(number('fromUs')),
        toUs: MonoUs(number('toUs')),
        readings: number('readings'),
      };
    });
  }
}
