import type { RandomStream } from '@artisan-ts/domain';
import type { Way } from '../world/broker.ts';
import { between, pick } from '../world/chance.ts';
import type { World } from '../world/world.ts';
import { brokenMessages } from './broken-messages.ts';
import { type DayFacts, type Fault, type FaultRun, momentary } from './fault.ts';

const isPossible = ({ hasBridge }: DayFacts): boolean => hasBridge;

/** The broker cannot be reached for a while. */
function away(world: World, lastsS: number): FaultRun {
  world.broker.state = 'down';
  const heal = (): void => {
    world.broker.state = 'up';
  };
  return { lastsS, heal };
}

/** The way does something to messages for a while. */
function way(change: (chance: RandomStream) => Partial<Way>): Fault['begin'] {
  return ({ broker }, chance) => {
    Object.assign(broker.way, change(chance));
    return { lastsS: between(chance, 20, 120), heal: () => broker.mend() };
  };
}

/** Between two ends of a connection that does not hold. */
const flapS = 3;

function flap(world: World, chance: RandomStream): FaultRun {
  const times = 5 + Math.floor(chance.next() * 15);
  for (let each = 0; each < times; each++) {
    const state = each % 2 === 0 ? 'down' : 'up';
    world.agenda.add(world.nowS + each * flapS, () => {
      world.broker.state = state;
    });
  }
  const heal = (): void => {
    world.broker.state = 'up';
  };
  return { lastsS: times * flapS, heal };
}

/** What lies between a bridge and the station: its program, its clock, the network, the broker. */
export const networkFaults: readonly Fault[] = [
  {
    id: 'F01',
    name: 'bridge killed',
    weight: 3,
    isPossible,
    begin: ({ bridges }, chance) => {
      const bridge = pick(chance, bridges);
      bridge.kill();
      return { lastsS: between(chance, 1, 60), heal: () => bridge.start() };
    },
  },
  {
    id: 'F08',
    name: 'clock of a bridge set',
    weight: 2,
    isPossible: ({ hasBridge, isLedFromAfar }) => hasBridge && !isLedFromAfar,
    begin: ({ bridges }, chance) => {
      pick(chance, bridges).setWall(pick(chance, [-3_600_000, -60_000, 60_000, 3_600_000]));
      return momentary;
    },
  },
  {
    id: 'F16',
    name: 'broker away',
    weight: 4,
    isPossible,
    begin: (world, chance) => away(world, pick(chance, [5, 30, 120, 600, 1800])),
  },
  { id: 'F16', name: 'broker comes and goes', weight: 2, isPossible, begin: flap },
  {
    id: 'F16',
    name: 'broker forgets what it had',
    weight: 3,
    isPossible,
    begin: ({ broker }) => {
      broker.restart();
      return momentary;
    },
  },
  {
    id: 'F18',
    name: 'network half open',
    weight: 2,
    isPossible,
    begin: ({ broker }, chance) => {
      broker.state = 'half open';
      const heal = (): void => {
        broker.state = 'up';
      };
      return { lastsS: pick(chance, [4, 12, 60]), heal };
    },
  },
  {
    id: 'F17',
    name: 'messages come ten times',
    weight: 2,
    isPossible,
    begin: way(() => ({ copies: 10, spreadMs: 3000 })),
  },
  {
    id: 'F17',
    name: 'messages out of order',
    weight: 2,
    isPossible,
    begin: way((chance) => ({ spreadMs: pick(chance, [2000, 20_000, 300_000]) })),
  },
  {
    id: 'F16',
    name: 'broker answers late',
    weight: 2,
    isPossible,
    begin: way((chance) => ({ pubackMs: pick(chance, [1000, 15_000]) })),
  },
  {
    id: 'F16',
    name: 'acknowledgements lost',
    weight: 2,
    isPossible,
    begin: way(() => ({ losesAcks: true })),
  },
  {
    id: 'F17',
    name: 'messages broken',
    weight: 3,
    isPossible,
    begin: ({ broker, far }, chance) => {
      if (far.newest !== null)
        for (const { topic, bytes } of brokenMessages(far.newest, chance))
          broker.strange(topic, bytes);
      return momentary;
    },
  },
];
