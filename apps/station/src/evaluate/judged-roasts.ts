import { basename, extname } from 'node:path';
import { curveOf, ok, type Result, type RoastRecord, refuse } from '@artisan-ts/domain';
import type { JudgedRoast } from '@artisan-ts/roast';
import { roastPaths } from '#evaluate/roast-paths.ts';
import { readRoast } from '#files/read-roast.ts';

/** What was read, by machine the oldest first, and what could not be read. */
export interface JudgedRoasts {
  readonly roasts: readonly JudgedRoast[];
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
}

/** Reads the roasts to be judged. Refuses a path that is not there, and when there is no roast at all. */
export function readJudgedRoasts(paths: readonly string[]): Result<JudgedRoasts> {
  const dated: { readonly roast: JudgedRoast; readonly wallMs: number }[] = [];
  const unread: { file: string; reason: string }[] = [];
  const files = roastPaths(paths);
  if (!files.ok) return files;
  for (const file of files.value) {
    const read = readRoast(file);
    const roast = read.ok ? judgedRoast(file, read.value.record) : null;
    if (!read.ok) unread.push({ file, reason: read.message });
    else if (roast === null) unread.push({ file, reason: 'it has no bean temperature' });
    else dated.push({ roast, wallMs: read.value.record.startedWallMs ?? 0 });
  }
  if (dated.length === 0) {
    return refuse('request.not-found', `no roast to evaluate in ${paths.join(', ')}`);
  }
  // A person's habit is known from earlier roasts only. Files without a date stay in the order of their names.
  dated.sort((a, b) => a.wallMs - b.wallMs);
  const roasts = dated.map(({ roast }) => roast);
  return ok({ roasts: roasts.sort((a, b) => a.machine.localeCompare(b.machine)), unread });
}

function judgedRoast(path: string, record: RoastRecord): JudgedRoast | null {
  const bt = curveOf(record, 'bt');
  if (bt === null) return null;
  const { charge, drop } = record.marks;
  return {
    file: path,
    machine: machineOf(path, record.machineName),
    timeS: bt.timeS,
    btC: bt.values,
    chargeS: charge?.timeS ?? null,
    dropS: drop?.timeS ?? null,
    intervalS: record.intervalS,
    unit: record.displayUnit,
  };
}

/**
 * Files that are numbered (`kenya-01.alog`, `kenya-02.alog`) are one person's on one machine; otherwise the machine the
 * file names counts.
 */
export function machineOf(path: string, machineName: string): string {
  const series = /^(.*[a-z].*)-\d+$/i.exec(basename(path, extname(path)))?.[1];
  return series ?? (machineName || 'unnamed');
}
