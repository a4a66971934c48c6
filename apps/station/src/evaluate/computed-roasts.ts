import { ok, type Result, refuse } from '@artisan-ts/domain';
import type { ComputedRoast } from '@artisan-ts/roast';
import { roastPaths } from '#evaluate/roast-paths.ts';
import { readRoast } from '#files/read-roast.ts';

/** What was read, and what could not be or holds no result. */
export interface ComputedRoasts {
  readonly roasts: readonly ComputedRoast[];
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
}

/** Reads the roasts whose results are compared. Refuses a path that is not there, and when there is no roast at all. */
export function readComputedRoasts(paths: readonly string[]): Result<ComputedRoasts> {
  const files = roastPaths(paths);
  if (!files.ok) return files;
  const roasts: ComputedRoast[] = [];
  const unread: { file: string; reason: string }[] = [];
  for (const file of files.value) {
    const read = readRoast(file);
    if (!read.ok) {
      unread.push({ file, reason: read.message });
      continue;
    }
    const { record, inputs, computed } = read.value;
    if (Object.keys(computed.values).length === 0) {
      unread.push({ file, reason: `${file} holds no results of Artisan` });
    } else roasts.push({ file, record, inputs, ...computed });
  }
  if (roasts.length === 0) {
    return refuse('request.not-found', `no roast with results of Artisan in ${paths.join(', ')}`);
  }
  return ok({ roasts, unread });
}
