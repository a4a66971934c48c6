import type { RandomStream } from '@artisan-ts/domain';
import type { ProbeDefect } from '../world/board.ts';
import { between, pick } from '../world/chance.ts';
import type { Fault } from './fault.ts';

/** Chances a second that a loose contact shows. */
const spikeShare = 0.15;
const spikesC = [-150, 20, 350, 900] as const;

function probes(make: (chance: RandomStream) => ProbeDefect): Fault['begin'] {
  return (world, chance) => {
    const machine = pick(chance, world.machines);
    const defect = make(chance);
    machine.breakProbes(defect);
    return { lastsS: between(chance, 5, 120), heal: () => machine.mendProbes(defect) };
  };
}

/** What broken probes say. All of it is recorded as it came, and none of it is a charge or a drop. */
export const sensorFaults: readonly Fault[] = [
  {
    id: 'F24',
    name: 'probes frozen',
    weight: 1,
    begin: probes(() => {
      let held: { readonly btC: number | null; readonly etC: number | null } | null = null;
      return (truth) => {
        held ??= truth;
        return held;
      };
    }),
  },
  {
    id: 'F24',
    name: 'probe spikes',
    weight: 1,
    begin: probes((chance) => ({ btC, etC }) => ({
      btC: chance.next() < spikeShare ? btC + pick(chance, spikesC) : btC,
      etC,
    })),
  },
  {
    id: 'F24',
    name: 'probes swapped',
    weight: 1,
    begin: probes(() => ({ btC, etC }) => ({ btC: etC, etC: btC })),
  },
  {
    id: 'F24',
    name: 'probe open',
    weight: 2,
    begin: probes(() => ({ etC }) => ({ btC: null, etC })),
  },
  {
    id: 'F24',
    name: 'probe shorted to nothing',
    weight: 1,
    begin: probes(() => () => ({ btC: 0, etC: 0 })),
  },
];
