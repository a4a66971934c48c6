import type { ErrorCode, RandomStream } from '@artisan-ts/domain';
import type { Tc4Fault } from '../../packages/drivers/src/index.ts';
import type { Board } from '../world/board.ts';
import { below, between, pick } from '../world/chance.ts';
import type { Fault } from './fault.ts';

/** Answers are spoiled one after the other, so many at most. */
const spoiledMax = 8;

function misbehave(make: (chance: RandomStream) => Tc4Fault): Fault['begin'] {
  return (world, chance) => {
    const { board } = pick(chance, world.devices);
    const count = 1 + below(chance, spoiledMax);
    board.simulator?.misbehave(...Array.from({ length: count }, () => make(chance)));
    return { lastsS: 30, heal: () => {} };
  };
}

function away(take: (board: Board, chance: RandomStream) => void, code: ErrorCode): Fault['begin'] {
  return (world, chance) => {
    const { board } = pick(chance, world.devices);
    take(board, chance);
    board.transport.refuse(code);
    return { lastsS: between(chance, 1, 90), heal: () => board.transport.plug() };
  };
}

/** The way from the machine to the computer, and the board at its end. */
export const lineFaults: readonly Fault[] = [
  {
    id: 'F18',
    name: 'cable pulled',
    weight: 4,
    begin: away((board) => board.transport.unplug(), 'driver.port-missing'),
  },
  {
    id: 'F18',
    name: 'cable pulled in mid-frame',
    weight: 2,
    begin: away((board, chance) => {
      const { line } = board.transport;
      if (line !== null) line.toNear.cutAfterBytes = 1 + below(chance, 25);
    }, 'driver.port-missing'),
  },
  {
    id: 'F18',
    name: 'port busy',
    weight: 1,
    begin: away((board) => board.transport.line?.cut(), 'driver.port-busy'),
  },
  {
    id: 'F18',
    name: 'board says nothing',
    weight: 4,
    begin: (world, chance) => {
      const { board } = pick(chance, world.devices);
      board.isMute = true;
      const heal = (): void => {
        board.isMute = false;
        board.transport.line?.cut();
      };
      return { lastsS: pick(chance, [4, 12, 30, 120]), heal };
    },
  },
  {
    id: 'F29',
    name: 'board restarts',
    weight: 2,
    begin: (world, chance) => {
      pick(chance, world.devices).board.simulator?.restart();
      return { lastsS: 5, heal: () => {} };
    },
  },
  { id: 'F17', name: 'answers lost', weight: 1, begin: misbehave(() => ({ kind: 'silence' })) },
  { id: 'F17', name: 'answers garbled', weight: 1, begin: misbehave(() => ({ kind: 'garbage' })) },
  {
    id: 'F17',
    name: 'answers late',
    weight: 1,
    begin: misbehave((chance) => ({ kind: 'slow', delayMs: between(chance, 100, 3000) })),
  },
  {
    id: 'F17',
    name: 'answers cut',
    weight: 1,
    begin: misbehave((chance) => ({ kind: 'cut', afterBytes: 1 + below(chance, 20) })),
  },
  {
    id: 'F17',
    name: 'answers in pieces',
    weight: 1,
    begin: (world, chance) => {
      const device = pick(chance, world.devices);
      device.splitsAnswers = true;
      device.board.transport.line?.cut();
      return { lastsS: 60, heal: () => device.rejoin() };
    },
  },
];
