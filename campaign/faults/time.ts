import { pick } from '../world/chance.ts';
import { type Fault, momentary } from './fault.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What happens to the clocks of the computer, and to its program while they go on. */
export const timeFaults: readonly Fault[] = [
  {
    id: 'F08',
    name: 'clock set',
    weight: 3,
    isPossible: ({ isLedFromAfar }) => !isLedFromAfar,
    begin: ({ computer }, chance) => {
      const sizes = [1000, minuteMs, hourMs, dayMs];
      computer.setWall(pick(chance, [1, -1]) * pick(chance, sizes));
      return momentary;
    },
  },
  {
    id: 'F08',
    name: 'clock at 1970 after a reboot',
    weight: 1,
    isPossible: ({ isLedFromAfar }) => !isLedFromAfar,
    begin: (world) => {
      const { computer } = world;
      const wrongMs = computer.wallMs();
      world.kill('power', 30);
      computer.setWall(-wrongMs);
      world.agenda.add(world.nowS + 50, () => computer.setWall(wrongMs));
      return { lastsS: 50, heal: () => {} };
    },
  },
  {
    id: 'F09',
    name: 'computer slept',
    weight: 3,
    begin: (world, chance) => {
      world.computer.fallAsleep(pick(chance, [3000, minuteMs, minuteMs, 5 * minuteMs]));
      world.steadySinceS = world.nowS;
      return momentary;
    },
  },
  {
    id: 'F09',
    name: 'computer slept for hours',
    weight: 1,
    isForEvening: true,
    begin: (world, chance) => {
      world.computer.fallAsleep(pick(chance, [hourMs, 12 * hourMs]));
      world.steadySinceS = world.nowS;
      return momentary;
    },
  },
  {
    id: 'F10',
    name: 'program stood still',
    weight: 3,
    begin: (world, chance) => {
      world.computer.standStill(pick(chance, [1000, 10_000, 60_000]));
      world.steadySinceS = world.nowS;
      return momentary;
    },
  },
];
