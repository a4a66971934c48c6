import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { ArtisanError, type MissingReason, MonoUs, type Reading, WallMs } from '@artisan-ts/domain';
import type { StoredReading } from '@artisan-ts/runtime';
import { missingCode, missingReason, presentCode } from '#missing-code.ts';
import { channelsPerStreamMax, valueColumns } from '#readings/readings-file.ts';
import type { Series } from '#readings/series-table.ts';

/** The columns of a reading in the order of {@link readingRow}. */
export const writtenColumns: readonly string[] = [
  'series',
  'source',
  'seq',
  'mono_us',
  'wall_ms',
  'channels',
  'missing',
  'late',
  ...valueColumns,
];

/** The columns of a reading in the order that {@link storedReading} takes. */
export const readColumns: readonly string[] = [
  'cursor',
  'series',
  'seq',
  'mono_us',
  'wall_ms',
  'channels',
  'missing',
  'late',
  ...valueColumns,
];
const firstValue = readColumns.indexOf('c0');

/**
 * A reading as it is written, checked: a reading that could not be read back is refused before it is stored.
 *
 * @throws ArtisanError `telemetry.malformed`
 */
export function readingRow(reading: Reading, series: Series): SQLInputValue[] {
  const { seq, monoUs, wallMs, values, missing } = reading;
  const channels = values.length;
  if (
    !Number.isSafeInteger(seq) ||
    !Number.isSafeInteger(monoUs) ||
    !Number.isSafeInteger(wallMs)
  ) {
    throw malformed(
      reading,
      `sequence, monoUs and wallMs are integers, got ${monoUs} and ${wallMs}`,
    );
  }
  if (channels > channelsPerStreamMax || channels !== missing.length) {
    throw malformed(
      reading,
      `${channels} values and ${missing.length} reasons; both need the same number, ` +
        `${channelsPerStreamMax} at most`,
    );
  }
  const late = reading.late === true ? 1 : 0;
  const row: SQLInputValue[] = [
    series.id,
    series.source,
    seq,
    monoUs,
    wallMs,
    channels,
    null,
    late,
  ];
  let codes: Uint8Array | null = null;
  for (let channel = 0; channel < channels; channel++) {
    const value = values[channel] ?? null;
    const reason = missing[channel] ?? null;
    if ((value === null) === (reason === null) || (value !== null && !Number.isFinite(value))) {
      throw malformed(reading, `channel ${channel} has value ${value} and reason ${reason}`);
    }
    row.push(value);
    if (reason !== null) {
      codes ??= new Uint8Array(channels);
      codes[channel] = missingCode(reason);
    }
  }
  row[6] = codes;
  while (row.length < writtenColumns.length) row.push(null);
  return row;
}

function malformed(reading: Reading, found: string): ArtisanError {
  return new ArtisanError(
    'telemetry.malformed',
    `reading ${reading.seq} of ${reading.stream}, ${reading.sourceId}: ${found}`,
  );
}

/** A reading as it was written, checked again. @throws ArtisanError `store.corrupt` */
export function storedReading(
  row: readonly SQLOutputValue[],
  seriesOf: (id: number) => Series,
): StoredReading {
  const [cursor, seriesId, seq, monoUs, wallMs, channels, codes, late] = row;
  const where = `reading ${String(cursor)} of readings.db`;
  if (
    typeof cursor !== 'number' ||
    typeof seriesId !== 'number' ||
    typeof seq !== 'number' ||
    typeof monoUs !== 'number' ||
    typeof wallMs !== 'number' ||
    typeof channels !== 'number' ||
    channels > channelsPerStreamMax ||
    !(codes === null || (codes instanceof Uint8Array && codes.length === channels))
  ) {
    throw new ArtisanError('store.corrupt', `${where} does not have the form of a reading`);
  }
  const values: (number | null)[] = [];
  const missing: (MissingReason | null)[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const value = row[firstValue + channel];
    const code = codes?.[channel] ?? presentCode;
    if ((typeof value === 'number') !== (code === presentCode)) {
      throw new ArtisanError('store.corrupt', `${where}: value and reason of c${channel} disagree`);
    }
    values.push(typeof value === 'number' ? value : null);
    missing.push(code === presentCode ? null : missingReason(code, where));
  }
  const { sourceId, boot, stream } = seriesOf(seriesId);
  const times = { monoUs: MonoUs(monoUs), wallMs: WallMs(wallMs) };
  return {
    cursor,
    sourceId,
    boot,
    stream,
    seq,
    ...times,
    values,
    missing,
    ...(late === 1 && { late: true }),
  };
}
