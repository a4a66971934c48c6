import { ok, type Result, type RoastId, type RoastRecord } from '@artisan-ts/domain';
import { type ReadRoast, readRoastFile } from '@artisan-ts/formats';
import { prepare } from '#comparison/comparison-view.ts';
import { reportOfRecord } from '#reports/report-of-record.ts';
import { analysisView } from '#views/analysis-view.ts';
import { curveView } from '#views/curve-view.ts';

/** A roast from a file, and what of the file it cannot hold. */
export type ImportedRoast = Pick<ReadRoast, 'record' | 'lost'>;

/**
 * What is worked out of a whole roast, or of a file with one: pure, as long as the roast, and of plain values, so that it may be
 * done in any thread with the same answer.
 */
export const roastWork = {
  read: (bytes: Uint8Array, fileName: string, newId: RoastId): Result<ImportedRoast> => {
    const read = readRoastFile(bytes, fileName, { newRoastId: () => newId });
    return read.ok ? ok({ record: read.value.record, lost: read.value.lost }) : read;
  },
  curve: curveView,
  analysis: analysisView,
  report: reportOfRecord,
  prepare,
} as const;

/** The same, wherever it is done. It must not delay a reading. */
export type RoastWork = {
  readonly [Name in keyof typeof roastWork]: (
    ...args: Parameters<(typeof roastWork)[Name]>
  ) => Promise<ReturnType<(typeof roastWork)[Name]>>;
};
/** A roast of hours, or many channels: a usual one has a tenth. Work on fewer points takes some milliseconds. */
const pointsMax = 20_000;
/** What a file of so many points has. */
const fileBytesMax = 512 * 1024;

/** Does the work on a usual roast at once, and has that on a long one done elsewhere, so that no reading waits for it. */
export function longElsewhere(elsewhere: RoastWork = workHere): RoastWork {
  const at = (isLong: boolean): RoastWork => (isLong ? elsewhere : workHere);
  return {
    read: (bytes, ...rest) => at(bytes.length > fileBytesMax).read(bytes, ...rest),
    curve: (record, ...rest) => at(areLong(record)).curve(record, ...rest),
    analysis: (record, query, reference) =>
      at(areLong(record, reference)).analysis(record, query, reference),
    report: (whole, parts) =>
      at(areLong(whole.record, parts.reference?.record)).report(whole, parts),
    prepare: (whole) => at(areLong(whole.record)).prepare(whole),
  };
}

/** All of it in this turn of the loop. */
const workHere: RoastWork = {
  read: async (...args) => roastWork.read(...args),
  curve: async (...args) => roastWork.curve(...args),
  analysis: async (...args) => roastWork.analysis(...args),
  report: async (...args) => roastWork.report(...args),
  prepare: async (...args) => roastWork.prepare(...args),
};

function areLong(...records: readonly (RoastRecord | null | undefined)[]): boolean {
  let points = 0;
  for (const record of records) {
    if (!record) continue;
    points += record.leverChanges.length + record.notes.length;
    for (const { values } of record.curves) points += values.length;
    // What a file says beside its curves is read with it.
    if ((record.foreign?.text.length ?? 0) > fileBytesMax) return true;
  }
  return points > pointsMax;
}
