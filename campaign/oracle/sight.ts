import { usPerSecond } from '@artisan-ts/domain';
import type { Machine } from '../world/machine.ts';
import type { Stretch } from '../world/stretch.ts';
import type { World } from '../world/world.ts';
import type { StoredRow } from './stored-rows.ts';

/** From which spacing on a stretch without readings is a gap, in seconds of the axis; the product promises so. */
export function gapS({ lead }: Machine): number {
  return Math.max(5, 3 * lead.plan.intervalS);
}

/** Where on the axis of a machine the station could see what its beans did, and where it could not. */
export interface Sight {
  readonly blind: readonly Stretch[];
  /** Where it could see, and may have mistrusted what it saw. */
  readonly doubted: readonly Stretch[];
}

/** BT is the first value of a row of the leading device. */
export function sightOf(world: World, machine: Machine, rows: readonly StoredRow[]): Sight {
  const blind: Stretch[] = [];
  let beforeS = 0;
  for (const row of rows) {
    if (row.values[0] === null || !isTimely(world, machine, row)) continue;
    const atS = row.monoUs / usPerSecond;
    if (atS - beforeS > gapS(machine)) blind.push({ fromS: beforeS, toS: atS });
    beforeS = atS;
  }
  blind.push({ fromS: beforeS, toS: Number.POSITIVE_INFINITY });
  for (const { fromS, toS } of machine.lost) {
    const ends = [machine.onAxis(fromS), machine.onAxis(toS)];
    blind.push({ fromS: Math.min(...ends) - 1, toS: Math.max(...ends) + 1 });
  }
  const onAxis = ({ fromS, toS }: Stretch): Stretch => ({
    fromS: machine.onAxis(fromS),
    toS: machine.onAxis(toS),
  });
  blind.push(...machine.lead.untrue.map(onAxis));
  return { blind, doubted: machine.lead.doubted.map(onAxis) };
}

/** Whether the station had a reading soon enough and in order to go by it. What comes over a cable always is. */
export function isTimely(world: World, { lead }: Machine, { boot, seq }: StoredRow): boolean {
  return !lead.isFar || world.far.timely.has(`${boot} ${seq}`);
}

/** Whether everything of a stretch could be seen and believed. */
export function sees({ blind, doubted }: Sight, fromS: number, toS: number): boolean {
  return ![...blind, ...doubted].some((stretch) => stretch.toS > fromS && stretch.fromS < toS);
}
