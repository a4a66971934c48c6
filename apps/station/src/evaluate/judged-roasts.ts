import { curveOf, ok, type Result, type RoastRecord, refuse } from '@artisan-ts/domain';
import type { JudgedRoast } from '@artisan-ts/roast';
import { readRoasts, seriesOf, type UnreadFile } from '#files/roast-series.ts';

/** What was read, by machine the oldest first, and what could not be read. */
export interface JudgedRoasts {
  readonly roasts: readonly JudgedRoast[];
  readonly unread: readonly UnreadFile[];
}

/** Reads the roasts to be judged. Refuses a path that is not there, and when there is no roast at all. */
export function readJudgedRoasts(paths: readonly string[]): Result<JudgedRoasts> {
  const read = readRoasts(paths);
  if (!read.ok) return read;
  const roasts: JudgedRoast[] = [];
  const unread = [...read.value.unread];
  for (const { file, record } of read.value.roasts) {
    const roast = judgedRoast(file, record);
    if (roast === null) unread.push({ file, reason: 'it has no bean temperature' });
    else roasts.push(roast);
  }
  if (roasts.length === 0) {
    return refuse('request.not-found', `no roast to evaluate in ${paths.join(', ')}`);
  }
  // A person's habit is known from earlier roasts only: within a machine they stay in order of date.
  return ok({ roasts: roasts.sort((a, b) => a.machine.localeCompare(b.machine)), unread });
}

function judgedRoast(path: string, record: RoastRecord): JudgedRoast | null {
  const bt = curveOf(record, 'bt');
  if (bt === null) return null;
  const et = curveOf(record, 'et');
  const { charge, drop } = record.marks;
  return {
    file: path,
    machine: seriesOf(path) ?? (record.machineName || 'unnamed'),
    timeS: bt.timeS,
    btC: bt.values,
    // Probes that are read at other times are no stream of one device.
    etC: et?.timeS === bt.timeS ? et.values : null,
    chargeS: charge?.timeS ?? null,
    dropS: drop?.timeS ?? null,
    intervalS: record.intervalS,
    unit: record.displayUnit,
  };
}
