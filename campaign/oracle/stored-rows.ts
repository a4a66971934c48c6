import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Device } from '../world/device.ts';

/** A reading as it lies in the file, read without any code of the product. */
export interface StoredRow {
  readonly cursor: number;
  readonly sourceId: string;
  readonly boot: string;
  readonly stream: string;
  readonly seq: number;
  readonly monoUs: number;
  readonly wallMs: number;
  readonly values: readonly (number | null)[];
}

/** Those of one device, in the order of commits. */
export function rowsOf(device: Device, rows: readonly StoredRow[]): readonly StoredRow[] {
  return rows.filter(({ sourceId }) => sourceId === device.sourceId);
}

const valueColumnsMax = 16;
const columns = Array.from({ length: valueColumnsMax }, (_, index) => `c${index}`).join(', ');

/** Everything in `readings.db`, in the order of commits. */
export function storedRows(folder: string): readonly StoredRow[] {
  const db = new DatabaseSync(join(folder, 'readings.db'), { readOnly: true });
  try {
    const statement = db.prepare(
      `SELECT cursor, source.source_id, series.boot, series.stream, seq, mono_us, wall_ms, channels, ${columns}
       FROM reading JOIN series ON series.id = reading.series JOIN source ON source.id = series.source
       ORDER BY cursor`,
    );
    statement.setReturnArrays(true);
    return statement.all().map((row) => rowOf(row as unknown as unknown[]));
  } finally {
    db.close();
  }
}

function rowOf(row: readonly unknown[]): StoredRow {
  const [cursor, sourceId, boot, stream, seq, monoUs, wallMs, channels, ...values] = row;
  return {
    cursor: Number(cursor),
    sourceId: String(sourceId),
    boot: String(boot),
    stream: String(stream),
    seq: Number(seq),
    monoUs: Number(monoUs),
    wallMs: Number(wallMs),
    values: values.slice(0, Number(channels)) as (number | null)[],
  };
}
