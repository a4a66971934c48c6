import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { ArtisanError, isId, type MissingReason, MonoUs, WallMs } from '@artisan-ts/domain';
import type { StoredReading } from '@artisan-ts/runtime';
import { missingCode, missingReason, presentCode } from '#missing-code.ts';
import { packNumbers, unpackNumbers } from '#number-columns.ts';
import type { RoastSeriesRow } from '#roasts/main-tables.ts';

const bytesPerNumber = 8;
/** Cursor, sequence, time on the axis, wall time: integers, stored as steps from one reading to the next. */
const stepColumns = 4;

/**
 * Readings as rows of packed columns, one row for each series, without loss.
 *
 * Shape of `columns`, deflated: the steps of cursor, sequence, monoUs and wallMs, one column after the other, as 64-bit
 * integers; then the values of one channel after the other as doubles, zero where there is none; all little-endian. Then
 * one byte a value, in the same order: why it is missing. Where any reading came late, a byte for each follows: whether it
 * did. A series whose number of channels changed is two rows.
 */
export function seriesRows(
  roastId: string,
  readings: readonly StoredReading[],
): readonly RoastSeriesRow[] {
  const bySeries = new Map<string, StoredReading[]>();
  for (const reading of readings) {
    const { sourceId, boot, stream, values } = reading;
    const series = `${sourceId} ${boot} ${stream} ${values.length}`;
    const known = bySeries.get(series);
    if (known === undefined) bySeries.set(series, [reading]);
    else known.push(reading);
  }
  return [...bySeries.values()].flatMap((series, position) => {
    const [first] = series;
    if (first === undefined) return [];
    const { sourceId, boot, stream, values } = first;
    const columns = deflateRawSync(pack(series, values.length));
    return {
      roast_id: roastId,
      position,
      source_id: sourceId,
      boot,
      stream,
      points: series.length,
      channels: values.length,
      columns,
      crc32: crc32(columns),
    };
  });
}

function pack(series: readonly StoredReading[], channels: number): Uint8Array {
  const steps = [
    packSteps(series.map((reading) => reading.cursor)),
    packSteps(series.map((reading) => reading.seq)),
    packSteps(series.map((reading) => reading.monoUs)),
    packSteps(series.map((reading) => reading.wallMs)),
  ];
  const numbers: number[] = [];
  const codes: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    for (const { values, missing } of series) {
      const reason = missing[channel] ?? null;
      numbers.push(values[channel] ?? 0);
      codes.push(reason === null ? presentCode : missingCode(reason));
    }
  }
  const late = series.some((reading) => reading.late)
    ? series.map((reading) => (reading.late ? 1 : 0))
    : [];
  return Buffer.concat([...steps, packNumbers(numbers), Uint8Array.from([...codes, ...late])]);
}

/** The readings of a row. @throws ArtisanError `store.corrupt` */
export function readingsOfRow(row: RoastSeriesRow): readonly StoredReading[] {
  const { source_id: sourceId, boot, stream, points, channels } = row;
  const where = `roast_series ${row.position} of ${row.roast_id}`;
  if (!isId('source', sourceId) || !isId('boot', boot)) {
    throw new ArtisanError('store.corrupt', `read ${where} of main.db: no source and boot`);
  }
  const bytes = unpack(row, where);
  const columnBytes = points * bytesPerNumber;
  const column = (index: number, columns = 1): Uint8Array =>
    bytes.subarray(index * columnBytes, (index + columns) * columnBytes);
  const cursors = unpackSteps(column(0));
  const seqs = unpackSteps(column(1));
  const monoUs = unpackSteps(column(2));
  const wallMs = unpackSteps(column(3));
  const numbers = unpackNumbers(column(stepColumns, channels));
  const codes = bytes.subarray((stepColumns + channels) * columnBytes);
  const late = codes.subarray(points * channels);
  return Array.from({ length: points }, (_, point) => {
    const values: (number | null)[] = [];
    const missing: (MissingReason | null)[] = [];
    for (let channel = 0; channel < channels; channel++) {
      const code = codes[channel * points + point] ?? presentCode;
      const value = numbers[channel * points + point] ?? null;
      values.push(code === presentCode ? value : null);
      missing.push(code === presentCode ? null : missingReason(code, where));
    }
    return {
      cursor: cursors[point] ?? 0,
      sourceId,
      boot,
      stream,
      seq: seqs[point] ?? 0,
      monoUs: MonoUs(monoUs[point] ?? Number.NaN),
      wallMs: WallMs(wallMs[point] ?? Number.NaN),
      values,
      missing,
      ...(late[point] === 1 && { late: true }),
    };
  });
}

function unpack(row: RoastSeriesRow, where: string): Uint8Array {
  const expected = row.points * ((stepColumns + row.channels) * bytesPerNumber + row.channels);
  if (row.crc32 !== null && row.crc32 !== crc32(row.columns)) {
    const words = `read ${where} of main.db: field columns is not what was written`;
    throw new ArtisanError('store.corrupt', words);
  }
  let bytes: Uint8Array;
  try {
    bytes = inflateRawSync(row.columns, { maxOutputLength: Math.max(1, expected + row.points) });
  } catch (cause) {
    const words = `read ${where} of main.db: field columns cannot be unpacked`;
    throw new ArtisanError('store.corrupt', words, { cause });
  }
  if (bytes.length === expected || bytes.length === expected + row.points) return bytes;
  throw new ArtisanError(
    'store.corrupt',
    `read ${where} of main.db: its columns do not hold ${row.points} points`,
  );
}

/**
 * Steps are small and alike, and pack better than large numbers that grow. The first is from zero. The step between two
 * safe integers need not be one, but fits into 64 bits.
 */
function packSteps(integers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(integers.length * bytesPerNumber));
  let before = 0n;
  for (const [index, integer] of integers.entries()) {
    view.setBigInt64(index * bytesPerNumber, BigInt(integer) - before, true);
    before = BigInt(integer);
  }
  return new Uint8Array(view.buffer);
}

function unpackSteps(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0n;
  return Array.from({ length: bytes.byteLength / bytesPerNumber }, (_, index) => {
    sum += view.getBigInt64(index * bytesPerNumber, true);
    return Number(sum);
  });
}
