import { ArtisanError } from '@artisan-ts/domain';
import { lockDataFolder } from '../../packages/storage/src/index.ts';
import { between } from '../world/chance.ts';
import { slowLatencyMs, type Trap, usualLatencyMs } from '../world/disk.ts';
import type { Death } from '../world/stage.ts';
import type { World } from '../world/world.ts';
import { type Fault, momentary } from './fault.ts';

/** How long a station is down before somebody starts it again. */
const downS = [1, 40] as const;
/** How long a computer takes to be up again. */
const rebootS = [20, 120] as const;
/** So long a disk is slow before the station is stopped on it. */
const settledS = 3;
/** A station that has nothing to commit for this long is not caught at a commit. */
const trapS = 30;

function trap(when: Trap['when'], death: Death): Fault['begin'] {
  return (world, chance) => {
    const [minS, maxS] = death === 'power' ? rebootS : downS;
    const span = between(chance, minS, maxS);
    const mine: Trap = { when, spring: () => world.kill(death, span) };
    world.disk.trap = mine;
    const heal = (): void => {
      if (world.disk.trap === mine) world.disk.trap = null;
    };
    return { lastsS: trapS, heal };
  };
}

/** A person stops the station in good order, and starts it again. What came before is saved. */
function stopAndStart(latencyMs: number): Fault['begin'] {
  return (world, chance) => {
    world.disk.latencyMs = latencyMs;
    const lastsS = between(chance, 10, 40);
    world.agenda.add(world.nowS + settledS, () => world.stop());
    const heal = (): void => {
      world.disk.latencyMs = usualLatencyMs;
      world.start();
    };
    return { lastsS, heal };
  };
}

/** The second station on a folder is refused, and the first notices nothing. */
function startSecondStation(world: World): void {
  if (world.life.isOver) return;
  try {
    lockDataFolder(world.disk.folder).release();
    world.truth.blame('a second station was let into the data folder');
  } catch (error) {
    if (!ArtisanError.is(error, 'store.locked')) throw error;
  }
}

/** The program ends, at any moment and at any point of a commit; the power fails; somebody starts it twice. */
export const programFaults: readonly Fault[] = [
  {
    id: 'F01',
    name: 'killed',
    weight: 4,
    begin: (world, chance) => {
      world.kill('kill', between(chance, ...downS));
      return momentary;
    },
  },
  {
    id: 'F01',
    name: 'killed before a commit',
    weight: 3,
    begin: trap('before the commit', 'kill'),
  },
  { id: 'F01', name: 'killed after a commit', weight: 3, begin: trap('after the commit', 'kill') },
  {
    id: 'F01',
    name: 'killed while it starts',
    weight: 2,
    begin: (world, chance) => {
      world.kill('kill', 1);
      const again = between(chance, 0, 0.06);
      world.agenda.add(world.nowS + 1 + again, () => world.kill('kill', between(chance, ...downS)));
      return { lastsS: 2, heal: () => {} };
    },
  },
  { id: 'F01', name: 'stopped and started', weight: 1, begin: stopAndStart(usualLatencyMs) },
  { id: 'F10', name: 'stopped on a slow disk', weight: 2, begin: stopAndStart(slowLatencyMs) },
  {
    id: 'F03',
    name: 'power cut',
    weight: 3,
    begin: (world, chance) => {
      world.kill('power', between(chance, ...rebootS));
      return momentary;
    },
  },
  { id: 'F03', name: 'power cut in a commit', weight: 3, begin: trap('in the commit', 'power') },
  {
    id: 'F03',
    name: 'power cut after a commit',
    weight: 3,
    begin: trap('after the commit', 'power'),
  },
  {
    id: 'F25',
    name: 'screen away',
    weight: 2,
    begin: ({ truth }, chance) => {
      truth.screenLeaves();
      return { lastsS: between(chance, 3, 60), heal: () => truth.screenReturns() };
    },
  },
  {
    id: 'F11',
    name: 'second station',
    weight: 1,
    begin: (world) => {
      startSecondStation(world);
      return momentary;
    },
  },
];
