import { between, pick } from '../world/chance.ts';
import { damages, openDamaged } from '../world/damage.ts';
import { type DiskTrouble, usualLatencyMs } from '../world/disk.ts';
import { type Fault, momentary } from './fault.ts';

function trouble(trouble: DiskTrouble, spansS: readonly number[]): Fault['begin'] {
  return ({ disk }, chance) => {
    disk.trouble = trouble;
    const heal = (): void => {
      if (disk.trouble === trouble) disk.trouble = null;
    };
    return { lastsS: pick(chance, spansS), heal };
  };
}

/** While a killed station is down its files are damaged, somebody starts it, and puts back the copy that was made before. */
const repairS = [10, 40] as const;

/** What the disk and its store do to the program. */
export const diskFaults: readonly Fault[] = [
  {
    id: 'F04',
    name: 'files damaged',
    weight: 2,
    begin: (world, chance) => {
      if (world.life.isOver) return momentary;
      world.kill('kill', between(chance, ...repairS));
      const wrong = openDamaged(world.disk, pick(chance, damages), chance);
      if (wrong !== null) world.truth.blame(wrong);
      return momentary;
    },
  },
  { id: 'F05', name: 'disk full', weight: 2, begin: trouble('full', [3, 20, 90, 400]) },
  {
    id: 'F05',
    name: 'no room for the log',
    weight: 2,
    begin: trouble('log full', [3, 20, 90, 400]),
  },
  { id: 'F06', name: 'disk read-only', weight: 2, begin: trouble('read-only', [3, 20, 90]) },
  { id: 'F07', name: 'database locked', weight: 2, begin: trouble('locked', [1, 5, 30]) },
  { id: 'F34', name: 'store thread dead', weight: 1, begin: trouble('store thread dead', [1, 10]) },
  {
    id: 'F34',
    name: 'answers of the store lost',
    weight: 3,
    begin: ({ disk }, chance) => {
      disk.losesAnswers += pick(chance, [1, 2, 5]);
      const heal = (): void => {
        disk.losesAnswers = 0;
      };
      return { lastsS: 10, heal };
    },
  },
  {
    id: 'F10',
    name: 'slow disk',
    weight: 2,
    begin: ({ disk }, chance) => {
      disk.latencyMs = pick(chance, [300, 1000, 8000]);
      const heal = (): void => {
        disk.latencyMs = usualLatencyMs;
      };
      return { lastsS: between(chance, 5, 40), heal };
    },
  },
];
