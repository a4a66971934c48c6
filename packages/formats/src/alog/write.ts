import { ArtisanError, curveOf, type RoastRecord } from '@artisan-ts/domain';
import { itemsOf } from '#alog/fields.ts';
import { laxInteger } from '#alog/lax.ts';
import { writeMarks } from '#alog/marks.ts';
import { type OpenAlog, openAlog } from '#alog/read.ts';
import { timeOfFileIndex } from '#alog/samples.ts';
import { unwritableKeys } from '#alog/unwritable.ts';
import { writeEvents } from '#alog/write-events.ts';
import { writeExtras } from '#alog/write-extras.ts';
import { type Program, writeHead, writeProgram } from '#alog/write-head.ts';
import { valuesAt, writeTimes, writeValues } from '#alog/write-values.ts';
import { formatPythonLiteral } from '#python/format.ts';
import type { PyDict } from '#python/value.ts';

/**
 * Writes a roast as the text of an Artisan roast log.
 *
 * A roast that came from an `.alog` is written over what its file said: keys we do not interpret stay, and what
 * did not change stays to the last digit, in the unit of the file. Any other roast is written in its display unit.
 * Nothing is signed, and nothing is written that follows from the rest.
 *
 * @throws ArtisanError with the code of the refusal when `record.foreign` is no longer a roast log
 */
export function writeAlog(record: RoastRecord, program: Program): string {
  const file = reopen(record);
  const unit = file?.record.displayUnit ?? record.displayUnit;
  const dict: PyDict = new Map(file?.fields.dict);
  for (const key of unwritableKeys(dict)) dict.delete(key);
  writeProgram(dict, program);
  writeHead(dict, record, file, unit);
  const timeS = writeMainCurves(dict, record, file, unit);
  dict.set('timeindex', writeMarks(record.marks, timeS, indexInFile(file, timeS)));
  writeEvents(dict, record, file?.events ?? null, timeS);
  writeExtras({ dict, record, unit, timeS }, file);
  return formatPythonLiteral(dict);
}

function reopen(record: RoastRecord): OpenAlog | null {
  if (record.foreign === null) return null;
  const opened = openAlog(record.foreign.text, { newRoastId: () => record.id });
  if (opened.ok) return opened.value;
  throw new ArtisanError(
    opened.code,
    `cannot write roast ${record.id} over the file it came from: ${opened.message}`,
  );
}

/** BT leads: its samples are the rows of the file. Gives their times. */
function writeMainCurves(
  dict: PyDict,
  record: RoastRecord,
  file: OpenAlog | null,
  unit: 'C' | 'F',
): readonly number[] {
  const bt = curveOf(record, 'bt');
  const et = curveOf(record, 'et');
  const timeS = bt?.timeS ?? et?.timeS ?? [];
  const scale = { unit, quantity: 'temperature' } as const;
  const missing = timeS.map(() => null);
  dict.set('timex', writeTimes(timeS, file?.samples.time ?? []));
  const etValues = et === null ? missing : valuesAt(et, timeS);
  dict.set('temp1', writeValues(etValues, scale, file?.samples.et ?? []));
  dict.set('temp2', writeValues(bt?.values ?? missing, scale, file?.samples.bt ?? []));
  return timeS;
}

/** Where a mark stood in the file it came from, as long as it still is at that time. */
function indexInFile(
  file: OpenAlog | null,
  timeS: readonly number[],
): (slot: number, atS: number) => number | null {
  const indexes = itemsOf(file?.fields.dict.get('timeindex')) ?? [];
  return (slot, atS) => {
    const index = laxInteger(indexes[slot]);
    if (file === null || index === null || index < 0 || file.samples.kept !== null) return null;
    const isThere = index < timeS.length && timeOfFileIndex(file.samples, index) === atS;
    return isThere ? index : null;
  };
}
