import type { DatabaseSync } from 'node:sqlite';
import { roastSummaryForm } from '@artisan-ts/contracts';
import { ArtisanError, MonoUs, parseId, type RoastId } from '@artisan-ts/domain';
import type { KeptExtent, KeptReadings, KeptRoast, RoastStore } from '@artisan-ts/runtime';
import { sql } from 'kysely';
import { writeDocument } from '#roasts/document.ts';
import { main, type RoastRecordRow } from '#roasts/main-tables.ts';
import { roastColumns, roastOfRow } from '#roasts/roast-row.ts';
import { readingsOfRow, seriesRows } from '#roasts/series-columns.ts';
import { change, firstRow, rows } from '#sqlite/query.ts';
import { transact } from '#sqlite/transaction.ts';
import type { Synchronous } from '#thread/protocol.ts';

type KeptRoasts = Pick<
  Synchronous<RoastStore>,
  'unkeptRoasts' | 'keepRoast' | 'keptReadings' | 'keptExtent' | 'keptSpans'
>;

/** Closed roasts as records of their own: readings in columns, and what a list shows. */
export function keptRoastsIn(db: DatabaseSync): KeptRoasts {
  return {
    unkeptRoasts: (version, limit) =>
      rows(
        db,
        main
          .selectFrom('roast')
          .select(roastColumns)
          .where('is_open', '=', 0)
          .where('kept_version', '<', version)
          .orderBy('kept_version')
          .orderBy('listed_at_ms')
          .orderBy('id')
          .limit(limit),
      ).map(roastOfRow),
    keepRoast: (kept) => transact(db, 'write', () => putKept(db, kept)),
    keptReadings: (id) => transact(db, 'read', () => readingsOf(db, id)),
    keptExtent: (id) => transact(db, 'read', () => extentOf(db, id)),
    keptSpans: (sourceId, fromUs, toUs) =>
      rows(
        db,
        main
          .selectFrom('roast_record')
          .selectAll()
          .where('to_us', '>=', fromUs)
          .where('from_us', '<=', toUs)
          .where(sql`instr(source_ids, ${sourceId})`, '>', 0),
      ).map((row) => ({ roastId: parseId('roast', row.roast_id), ...spanOf(row) })),
  };
}

function putKept(db: DatabaseSync, { id, revision, summary, readings }: KeptRoast): void {
  const document = writeDocument(roastSummaryForm, summary, `summary of roast ${id}`);
  const changed = change(
    db,
    main
      .updateTable('roast')
      .set({ kept_version: summary.version, summary: document })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .where('is_open', '=', 0),
  );
  if (changed !== 1) {
    throw new ArtisanError(
      'request.conflict',
      `keep ${id}: revision ${revision} is not stored, or the roast goes on; read it again`,
    );
  }
  if (readings === null) return;
  change(db, main.deleteFrom('roast_series').where('roast_id', '=', id));
  change(db, main.deleteFrom('roast_record').where('roast_id', '=', id));
  const record = {
    roast_id: id,
    source_ids: readings.sourceIds.join(' '),
    from_us: readings.fromUs,
    to_us: readings.toUs,
    through_cursor: readings.throughCursor,
  };
  change(db, main.insertInto('roast_record').values(record));
  for (const row of seriesRows(id, readings.readings)) {
    change(db, main.insertInto('roast_series').values(row));
  }
}

function readingsOf(db: DatabaseSync, id: RoastId): KeptReadings | null {
  const record = firstRow(
    db,
    main.selectFrom('roast_record').selectAll().where('roast_id', '=', id),
  );
  if (record === null) return null;
  const series = rows(
    db,
    main.selectFrom('roast_series').selectAll().where('roast_id', '=', id).orderBy('position'),
  );
  return {
    ...spanOf(record),
    readings: series.flatMap(readingsOfRow).sort((a, b) => a.cursor - b.cursor),
  };
}

function extentOf(db: DatabaseSync, id: RoastId): KeptExtent | null {
  const record = firstRow(
    db,
    main.selectFrom('roast_record').selectAll().where('roast_id', '=', id),
  );
  if (record === null) return null;
  const series = rows(
    db,
    main.selectFrom('roast_series').select('points').where('roast_id', '=', id),
  );
  return { ...spanOf(record), points: series.reduce((sum, { points }) => sum + points, 0) };
}

function spanOf(row: RoastRecordRow): Omit<KeptReadings, 'readings'> {
  return {
    sourceIds: row.source_ids.split(' ').map((id) => parseId('source', id)),
    fromUs: MonoUs(row.from_us),
    toUs: MonoUs(row.to_us),
    throughCursor: row.through_cursor,
  };
}
