import type { StoredRoast } from '@artisan-ts/runtime';
import type { World } from '../world/world.ts';
import { checkRates, checkRecord, checkShown } from './live.ts';
import { falseMarks } from './marks.ts';
import { checkReadings } from './readings.ts';
import { checkRoasts } from './roasts.ts';
import { sightOf } from './sight.ts';
import { storedRows } from './stored-rows.ts';
import { checkWell } from './well.ts';

const roastsMax = 200;

/** What must hold at any moment, whatever goes on; gives what does not, in words. */
export function checkSafety(world: World): readonly string[] {
  const rows = storedRows(world.disk.folder);
  const broken = [...world.truth.blamed, ...checkReadings(world, rows)];
  if (world.life.isOver) return broken;
  broken.push(...checkWell(world, rows));
  broken.push(...world.truth.marks.lost((id) => world.disk.look('roasts', 'roast', id)));
  for (const machine of world.machines) {
    const sight = sightOf(
      machine,
      rows.filter(({ sourceId }) => sourceId === machine.identity?.sourceId),
    );
    broken.push(...falseMarks(world, machine, sight, roastsOf(world, machine)));
  }
  return broken;
}

/** What must hold when the day is over and everything had time to be well. */
export async function checkDay(world: World): Promise<readonly string[]> {
  if (world.station === null) return ['no station runs although nothing is wrong'];
  const rows = storedRows(world.disk.folder);
  const broken: string[] = [];
  for (const machine of world.machines) {
    const own = rows.filter(({ sourceId }) => sourceId === machine.identity?.sourceId);
    const roasts = roastsOf(world, machine);
    broken.push(...checkRoasts(world, machine, sightOf(machine, own), roasts));
    broken.push(...checkShown(world, machine, own), ...checkRates(world, machine, own));
    for (const roast of roasts) broken.push(...(await checkRecord(world, machine, own, roast)));
  }
  return broken;
}

function roastsOf(world: World, machine: World['machines'][number]): readonly StoredRoast[] {
  const query = { machineId: machine.identity?.id, limit: roastsMax };
  return world.disk.look<readonly StoredRoast[]>('roasts', 'listRoasts', query) ?? [];
}
