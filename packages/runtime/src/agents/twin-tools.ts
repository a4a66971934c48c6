import {
  type GymBatch,
  policyNames,
  referenceOutcome,
  suites,
  twinMachines,
} from '@artisan-ts/twin';
import type { Tool } from '#agents/mind.ts';
import { countIn, given, refused, textIn } from '#agents/tool-output.ts';
import type { TwinWork } from '#ports/twin-work.ts';

/** Roasts in one call: below a second of work, so that little is done again after a crash. */
export const roastsPerCall = 25;

/** The tools that roast on simulated machines. They touch no real one. */
export function twinTools(twin: TwinWork): readonly Tool[] {
  return [
    {
      definition: {
        kind: 'tool',
        id: 'twin.reference',
        version: 1,
        effect: 'PURE',
        words: 'Tells how the reference roast of a simulated machine comes out.',
        takes: 'the name of a simulated machine',
      },
      run: async (args) => {
        const machine = textIn(args, 'machine');
        if (!isOneOf(machineNames, machine)) return noMachine(machine);
        const { label } = twinMachines[machine];
        return given({ label, ...referenceOutcome(machine) });
      },
    },
    {
      definition: {
        kind: 'tool',
        id: 'twin.roast',
        version: 1,
        effect: 'PURE',
        words: 'Roasts on a simulated machine.',
        takes: 'a simulated machine, what days are like, who roasts, the first seed, how many',
      },
      run: async (args) => {
        const batch = batchIn(args);
        if (batch === null) return refused('BAD_INPUT', 'there is no such machine, day or person');
        return given({ results: await twin.roast(batch) });
      },
    },
  ];
}

/** Names of the machines that can be simulated. */
export const machineNames = Object.keys(twinMachines) as (keyof typeof twinMachines)[];

function batchIn(args: Parameters<Tool['run']>[0]): GymBatch | null {
  const machine = textIn(args, 'machine');
  const days = textIn(args, 'days');
  const hands = textIn(args, 'hands');
  const [firstSeed, roasts] = [countIn(args, 'firstSeed'), countIn(args, 'roasts')];
  if (!isOneOf(machineNames, machine) || !isOneOf(suites, days) || !isOneOf(policyNames, hands)) {
    return null;
  }
  if (firstSeed === null || roasts === null || roasts < 1 || roasts > roastsPerCall) return null;
  return { machine, days, hands, firstSeed, roasts };
}

function noMachine(name: string) {
  return refused('NOT_FOUND', `there is no simulated machine "${name}"`);
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name);
}
