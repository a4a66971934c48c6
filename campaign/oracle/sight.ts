import { usPerSecond } from '@artisan-ts/domain';
import type { Machine, Stretch } from '../world/machine.ts';
import type { StoredRow } from './stored-rows.ts';

/** From which spacing on a stretch without readings is a gap, in seconds of the axis; the product promises so. */
export function gapS({ plan }: Machine): number {
  return Math.max(5, 3 * plan.intervalS);
}

/** Where on the axis of a machine the station could see what its beans did, and where it could not. */
export interface Sight {
  readonly blind: readonly Stretch[];
}

/** BT is the first value of a row. */
export function sightOf(machine: Machine, rows: readonly StoredRow[]): Sight {
  const blind: Stretch[] = [];
  let beforeS = 0;
  for (const row of rows) {
    if (row.values[0] === null) continue;
    const atS = row.monoUs / usPerSecond;
    if (atS - beforeS > gapS(machine)) blind.push({ fromS: beforeS, toS: atS });
    beforeS = atS;
  }
  blind.push({ fromS: beforeS, toS: Number.POSITIVE_INFINITY });
  for (const { fromS, toS } of machine.lost) {
    blind.push({ fromS: machine.onAxis(fromS) - 1, toS: machine.onAxis(toS) + 1 });
  }
  for (const { fromS, toS } of machine.untrue) {
    blind.push({ fromS: machine.onAxis(fromS), toS: machine.onAxis(toS) });
  }
  return { blind };
}

/** Whether everything of a stretch could be seen. */
export function sees({ blind }: Sight, fromS: number, toS: number): boolean {
  return !blind.some((stretch) => stretch.toS > fromS && stretch.fromS < toS);
}
