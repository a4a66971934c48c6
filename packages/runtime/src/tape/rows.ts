import type { MissingReason, MonoUs, Reading, SourceStream } from '@artisan-ts/domain';

/**
 * Readings of one stream as columns.
 *
 * Shape: `timeUs` never decreases; `values[channel]` and `missing[channel]` align with it and follow the order of the
 * stream's channels.
 */
export interface StreamRows {
  readonly stream: SourceStream;
  readonly timeUs: MonoUs[];
  readonly values: (number | null)[][];
  readonly missing: (MissingReason | null)[][];
}

export function emptyRows(stream: SourceStream): StreamRows {
  return {
    stream,
    timeUs: [],
    values: stream.channels.map(() => []),
    missing: stream.channels.map(() => []),
  };
}

/** Readings of any streams sorted into columns, by time. Readings of streams not asked for are left out. */
export function rowsOf(
  streams: readonly SourceStream[],
  readings: readonly Reading[],
): StreamRows[] {
  const ordered = [...readings].sort((a, b) => a.monoUs - b.monoUs);
  return streams.map((stream) => {
    const rows = emptyRows(stream);
    for (const reading of ordered) {
      if (reading.sourceId !== stream.sourceId || reading.stream !== stream.stream) continue;
      rows.timeUs.push(reading.monoUs);
      for (const channel of stream.channels.keys()) {
        const value = reading.values[channel] ?? null;
        rows.values[channel]?.push(value);
        rows.missing[channel]?.push(
          value === null ? (reading.missing[channel] ?? 'not-sent') : null,
        );
      }
    }
    return rows;
  });
}

/** The rows at or after an instant. */
export function rowsSince(rows: StreamRows, fromUs: MonoUs): StreamRows {
  const found = rows.timeUs.findIndex((atUs) => atUs >= fromUs);
  const first = found === -1 ? rows.timeUs.length : found;
  if (first === 0) return rows;
  return {
    stream: rows.stream,
    timeUs: rows.timeUs.slice(first),
    values: rows.values.map((column) => column.slice(first)),
    missing: rows.missing.map((column) => column.slice(first)),
  };
}
