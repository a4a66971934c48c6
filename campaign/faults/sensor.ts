import type { RandomStream } from '@artisan-ts/domain';
import type { ProbeDefect } from '../world/board.ts';
import { between, pick } from '../world/chance.ts';
import type { Fault } from './fault.ts';

/** Chances a second that a loose contact shows. */
const spikeShare = 0.15;
const spikesC = [-150, 20, 350, 900] as const;

/**
 * Exchanged while they fell together, or within 15 C of each other, probes look exchanged when they are put back, for so long at
 * most, in seconds of the machine; the product says so.
 */
const swapDoubtS = 780;

function probes(make: (chance: RandomStream) => ProbeDefect, doubtedForS = 0): Fault['begin'] {
  return (world, chance) => {
    const device = pick(chance, world.devices);
    const defect = make(chance);
    device.breakProbes(defect, doubtedForS);
    return { lastsS: between(chance, 5, 120), heal: () => device.mendProbes(defect) };
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
    begin: probes(
      () =>
        ({ btC, etC }) => ({ btC: etC, etC: btC }),
      swapDoubtS,
    ),
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
  {
    id: 'F24',
    name: 'amplifier above its range',
    weight: 2,
    begin: probes(() => {
      let answers = 0;
      return ({ etC }) => ({ btC: driftC(answers++), etC });
    }),
  },
];

/** An amplifier that has run away stands for a while and comes back slowly: far above what any roast has, and falling like beans. */
function driftC(answers: number): number {
  return Math.max(
    driftsC.toC,
    driftsC.fromC - driftsC.perAnswerC * Math.max(0, answers - driftsC.standsFor),
  );
}

const driftsC = { fromC: 1300, toC: 650, perAnswerC: 8, standsFor: 10 } as const;
