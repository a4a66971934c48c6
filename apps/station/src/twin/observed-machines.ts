import { ok, type Result, refuse } from '@artisan-ts/domain';
import { type ObservedRoast, observeRoast } from '@artisan-ts/twin';
import { readRoasts, seriesOf, type UnreadFile } from '#files/roast-series.ts';

/** Roasts of one machine as a twin sees them, the oldest first. */
export interface ObservedMachine {
  readonly machine: string;
  readonly roasts: readonly ObservedRoast[];
}

/** What was read, machine by machine, and what could not be used. */
export interface ObservedMachines {
  readonly machines: readonly ObservedMachine[];
  readonly unread: readonly UnreadFile[];
}

/** Reads roast files for a twin. Refuses a path that is not there, and when no roast can be used. */
export function readObservedMachines(paths: readonly string[]): Result<ObservedMachines> {
  const read = readRoasts(paths);
  if (!read.ok) return read;
  const unread = [...read.value.unread];
  const machines = new Map<string, ObservedRoast[]>();
  for (const { file, record } of read.value.roasts) {
    const roast = observeRoast(record, file);
    if ('unusable' in roast) {
      unread.push({ file, reason: roast.unusable });
      continue;
    }
    const machine = [seriesOf(file), record.machineName.trim()].filter(Boolean).join(', ');
    const known = machines.get(machine || 'unnamed');
    if (known === undefined) machines.set(machine || 'unnamed', [roast]);
    else known.push(roast);
  }
  if (machines.size === 0) {
    return refuse(
      'request.not-found',
      `no roast that a twin can learn from in ${paths.join(', ')}`,
    );
  }
  const sorted = [...machines].sort(([a], [b]) => a.localeCompare(b));
  return ok({ machines: sorted.map(([machine, roasts]) => ({ machine, roasts })), unread });
}
