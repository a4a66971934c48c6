import type { StoredRoast } from '@artisan-ts/runtime';
import type { World } from '../world/world.ts';
import { checkBridges, checkDelivered, checkSetAside } from './bridges.ts';
import { checkRates, checkRecord, checkShown } from './live.ts';
import { checkLosses } from './losses.ts';
import { falseMarks } from './marks.ts';
import { checkReadings } from './readings.ts';
import { checkRoasts } from './roasts.ts';
import { sightOf } from './sight.ts';
import { rowsOf, storedRows } from './stored-rows.ts';
import { falseTurningPoints } from './turning-points.ts';
import { checkWell } from './well.ts';

const roastsMax = 200;

/** What must hold at any moment, whatever goes on; gives what does not, in words. */
export function checkSafety(world: World): readonly string[] {
  const rows = storedRows(world.disk.folder);
  const broken = [
    ...world.truth.blamed,
    ...checkReadings(world, rows),
    ...checkBridges(world, rows),
    ...checkSetAside(world),
  ];
  if (world.life.isOver) return broken;
  broken.push(...checkWell(world, rows));
  broken.push(...world.truth.marks.lost((id) => world.disk.look('roasts', 'roast', id)));
  for (const machine of world.machines) {
    const own = rowsOf(machine.lead, rows);
    const sight = sightOf(world, machine, own);
    const roasts = roastsOf(world, machine);
    broken.push(...falseMarks(world, machine, sight, roasts));
    broken.push(...falseTurningPoints(world, machine, sight, own, roasts));
  }
  return broken;
}

/** What must hold when the day is over and everything had time to be well. */
export async function checkDay(world: World): Promise<readonly string[]> {
  if (world.station === null) return ['no station runs although nothing is wrong'];
  const rows = storedRows(world.disk.folder);
  const broken: string[] = [...checkDelivered(world, rows)];
  for (const machine of world.machines) {
    const own = rowsOf(machine.lead, rows);
    const roasts = roastsOf(world, machine);
    broken.push(...checkRoasts(world, machine, sightOf(world, machine, own), roasts));
    broken.push(...checkLosses(world, machine, own, roasts));
    broken.push(...checkRates(world, machine, own));
    for (const device of machine.devices)
      broken.push(...checkShown(world, device, rowsOf(device, rows)));
    for (const roast of roasts) broken.push(...(await checkRecord(world, machine, own, roast)));
  }
  return broken;
}

function roastsOf(world: World, machine: World['machines'][number]): readonly StoredRoast[] {
  const query = { machineId: machine.identity?.id, limit: roastsMax };
  return world.disk.look<readonly StoredRoast[]>('roasts', 'listRoasts', query) ?? [];
}
