import { ok, type Result, refuse } from '@artisan-ts/domain';
import type { AlogFields } from '#alog/fields.ts';
import { kindOf, laxNumber, laxSeconds } from '#alog/lax.ts';
import { isOrdered, nearestTimeIndex, orderedIndexes } from '#alog/order.ts';
import type { PyValue } from '#python/value.ts';

/** The main curves of a file, cut to one length and in the order of time, values as the file has them. */
export interface Samples {
  readonly timeS: readonly number[];
  readonly time: readonly PyValue[];
  readonly bt: readonly PyValue[];
  /** null when the file has no such curve. */
  readonly et: readonly PyValue[] | null;
  /** Samples in the file before any were left out: what its indexes count. */
  readonly fileLength: number;
  /** Which of the file's samples were kept; null for all of them, the usual case. */
  readonly kept: readonly number[] | null;
}

/** Reads timex, temp1 (ET) and temp2 (BT). Errors: `format.invalid-field`, `format.no-samples`. */
export function readSamples(fields: AlogFields): Result<Samples> {
  const time = fields.list('timex');
  const bt = fields.list('temp2');
  if (time === null) return refuseField(fields, 'timex', 'the times of the samples');
  if (bt === null) return refuseField(fields, 'temp2', 'the bean temperatures');
  const et = readEt(fields);
  const fileLength = Math.min(time.length, bt.length, et?.length ?? Number.POSITIVE_INFINITY);
  for (const [key, list] of [
    ['timex', time],
    ['temp1', et],
    ['temp2', bt],
  ] as const) {
    if (list !== null && list.length > fileLength) {
      fields.lose(key, `had ${list.length} values, cut to the ${fileLength} of the shortest curve`);
    }
  }
  const fileTimeS = time.slice(0, fileLength).map(laxSeconds);
  const kept = isOrdered(fileTimeS) ? null : orderedIndexes(fileTimeS);
  if (kept !== null) {
    const left = fileLength - kept.length;
    fields.lose('timex', `${left} samples left out: their times are no numbers or go back in time`);
  }
  for (const [key, list] of [
    ['temp1', et],
    ['temp2', bt],
  ] as const) {
    loseNonNumbers(fields, key, list ?? []);
  }
  const samples = {
    timeS: pick(fileTimeS, kept),
    time: pick(time.slice(0, fileLength), kept),
    bt: pick(bt.slice(0, fileLength), kept),
    et: et === null ? null : pick(et.slice(0, fileLength), kept),
    fileLength,
    kept,
  };
  if (!samples.bt.some(isReading) && !(samples.et ?? []).some(isReading)) {
    const lacking = kept?.length === 0 ? 'time' : 'temperature';
    const found = fileLength === 0 ? 'no samples' : `${fileLength} samples without any ${lacking}`;
    return refuse('format.no-samples', `the roast log holds ${found}`);
  }
  return ok(samples);
}

function refuseField(fields: AlogFields, key: string, meaning: string): Result<never> {
  const value = fields.dict.get(key);
  if (value === undefined) {
    return refuse('format.invalid-field', `the roast log has no "${key}" (${meaning})`);
  }
  return refuse(
    'format.invalid-field',
    `"${key}" is ${kindOf(value)}, expected a list (${meaning})`,
  );
}

function readEt(fields: AlogFields): readonly PyValue[] | null {
  const et = fields.list('temp1');
  if (et !== null && et.length > 0) return et;
  if (!fields.lost.some((lost) => lost.field === 'temp1')) {
    fields.lose('temp1', 'is not there or empty: the roast has no ET curve');
  }
  return null;
}

function isReading(value: PyValue): boolean {
  const number = laxNumber(value);
  return number !== null && number !== -1;
}

/** Lists the items of a curve that are no numbers, once. */
export function loseNonNumbers(fields: AlogFields, key: string, list: readonly PyValue[]): void {
  const bad = list.filter((value) => laxNumber(value) === null).length;
  if (bad > 0) fields.lose(key, `${bad} of ${list.length} values are no numbers, read as missing`);
}

/** The items at the indexes, all of them for null. */
export function pick<Item>(
  items: readonly Item[],
  kept: readonly number[] | null,
): readonly Item[] {
  return kept === null ? items : kept.map((index) => items[index] as Item);
}

/** When a sample of the file was taken, by its index there; that of the nearest kept one when it was left out. */
export function timeOfFileIndex(samples: Samples, index: number): number {
  const at = samples.kept === null ? index : nearestTimeIndex(samples.kept, index);
  return samples.timeS[at] ?? 0;
}
