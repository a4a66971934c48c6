import { basename, extname } from 'node:path';
import { ok, type Result, type RoastRecord } from '@artisan-ts/domain';
import { roastPaths } from '#evaluate/roast-paths.ts';
import { readRoast } from '#files/read-roast.ts';

/** A roast from a file that a person named. */
export interface NamedRoast {
  readonly file: string;
  readonly record: RoastRecord;
}

/** A file that could not be used, and why. */
export interface UnreadFile {
  readonly file: string;
  readonly reason: string;
}

/** Reads files, and the roast files right in folders, the oldest roast first. Refuses a path that is not there. */
export function readRoasts(paths: readonly string[]): Result<{
  readonly roasts: readonly NamedRoast[];
  readonly unread: readonly UnreadFile[];
}> {
  const roasts: NamedRoast[] = [];
  const unread: UnreadFile[] = [];
  const files = roastPaths(paths);
  if (!files.ok) return files;
  for (const file of files.value) {
    const read = readRoast(file);
    if (read.ok) roasts.push({ file, record: read.value.record });
    else unread.push({ file, reason: read.message });
  }
  // Files without a date stay in the order of their names.
  roasts.sort((a, b) => (a.record.startedWallMs ?? 0) - (b.record.startedWallMs ?? 0));
  return ok({ roasts, unread });
}

/** Files that are numbered (`kenya-01.alog`, `kenya-02.alog`) are one person's on one machine; null for others. */
export function seriesOf(file: string): string | null {
  return /^(.*[a-z].*)-\d+$/i.exec(basename(file, extname(file)))?.[1] ?? null;
}
