import { curveOf, ok, type Result, type RoastRecord, refuse } from '@artisan-ts/domain';
import type { MarkedRoast } from '@artisan-ts/roast';
import { roastPaths } from '#evaluate/roast-paths.ts';
import { readRoast } from '#files/read-roast.ts';
import { seriesOf } from '#files/roast-series.ts';

/** Reads the charged roasts, the oldest first. Refuses a path that is not there, and when there is none. */
export function readMarkedRoasts(paths: readonly string[]): Result<readonly MarkedRoast[]> {
  const files = roastPaths(paths);
  if (!files.ok) return files;
  const dated: { readonly roast: MarkedRoast; readonly wallMs: number }[] = [];
  for (const file of files.value) {
    const read = readRoast(file);
    const roast = read.ok ? markedRoast(file, read.value.record) : null;
    if (read.ok && roast !== null) {
      dated.push({ roast, wallMs: read.value.record.startedWallMs ?? 0 });
    }
  }
  if (dated.length === 0) {
    return refuse('request.not-found', `no charged roast to evaluate in ${paths.join(', ')}`);
  }
  return ok(dated.sort((a, b) => a.wallMs - b.wallMs).map(({ roast }) => roast));
}

function markedRoast(file: string, record: RoastRecord): MarkedRoast | null {
  const bt = curveOf(record, 'bt');
  const { charge, dryEnd, fcStart, drop } = record.marks;
  if (bt === null || charge === undefined) return null;
  return {
    file,
    machine: seriesOf(file) ?? (record.machineName || 'unnamed'),
    timeS: bt.timeS,
    btC: bt.values,
    chargeS: charge.timeS,
    dropS: drop?.timeS ?? null,
    markedS: { dryEnd: dryEnd?.timeS ?? null, fcStart: fcStart?.timeS ?? null },
  };
}
