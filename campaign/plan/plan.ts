import type { RandomStream } from '@artisan-ts/domain';
import { seededStream } from '@artisan-ts/domain';
import { faults } from '../faults/catalogue.ts';
import { below, pick } from '../world/chance.ts';
import type { BatchPlan, MachinePlan, PlannedFault, Scenario } from '../world/scenario.ts';

const machinesMax = 3;
const batchesMax = 3;
/** The reference roast of the twin reaches 210 C after ten minutes: below, its emptied drum shows no fall. */
const roastS = { min: 620, span: 80 };
/** From drop to the next charge: a charge is recognised where BT was settled for two minutes. */
const pauseS = { min: 150, span: 400 };
const firstChargeS = { min: 60, span: 400 };
/** After the last drop: its roast closes, and rests. */
const runOutS = 700;
const faultsMin = 8;
const faultsSpan = 9;
/** A fault on the heels of another is how most losses happen. */
const pairShare = 0.2;
const pairWithinS = 20;

/** The day of a seed and a number: always the same. */
export function planScenario(seed: number, number: number, only: readonly string[] = []): Scenario {
  const chance = seededStream(seed, `scenario ${number}`);
  const machines = Array.from({ length: 1 + below(chance, machinesMax) }, (_, index) =>
    planMachine(chance, `drum-${index + 1}`),
  );
  const lastS = Math.max(...machines.flatMap(({ batches }) => batches.map(({ dropS }) => dropS)));
  return {
    seed,
    number,
    machines,
    faults: planFaults(chance, machines, lastS, only),
    endS: lastS + runOutS,
  };
}

function planMachine(chance: RandomStream, name: string): MachinePlan {
  const speed = pick(chance, [1, 1, 1, 4]);
  const batches: BatchPlan[] = [];
  let atS = firstChargeS.min + chance.next() * firstChargeS.span;
  for (let left = 1 + below(chance, batchesMax); left > 0; left--) {
    const lengthS = (roastS.min + chance.next() * roastS.span) / speed;
    batches.push({ chargeS: atS, dropS: atS + lengthS });
    atS += lengthS + pauseS.min + chance.next() * pauseS.span;
  }
  return {
    name,
    speed,
    batches,
    seed: below(chance, 2 ** 31),
    unit: pick(chance, ['C', 'C', 'F']),
    intervalS: pick(chance, [0.5, 1, 1, 2, 3]),
    person: pick(chance, ['presses', 'presses', 'is clumsy', 'touches nothing']),
  };
}

function planFaults(
  chance: RandomStream,
  machines: readonly MachinePlan[],
  lastS: number,
  only: readonly string[],
): readonly PlannedFault[] {
  const known = faults.filter(({ name }) => only.length === 0 || only.includes(name));
  const weighted = known.flatMap((fault) => Array<typeof fault>(fault.weight).fill(fault));
  const planned: PlannedFault[] = [];
  let atS = 0;
  for (let left = faultsMin + below(chance, faultsSpan); left > 0; left--) {
    const fault = pick(chance, weighted);
    const isPair = planned.length > 0 && chance.next() < pairShare;
    const moment = momentFor(chance, machines, lastS);
    if (fault.isForEvening) atS = lastS + 30 + chance.next() * 300;
    else atS = isPair ? atS + chance.next() * pairWithinS : moment;
    planned.push({ name: fault.name, atS, seed: below(chance, 2 ** 31) });
  }
  return planned.sort((a, b) => a.atS - b.atS);
}

/** Anywhere in the day, and more often near what matters: charge, drop, and the minutes around them. */
function momentFor(chance: RandomStream, machines: readonly MachinePlan[], lastS: number): number {
  const batch = pick(chance, pick(chance, machines).batches);
  const dice = chance.next();
  if (dice < 0.2) return Math.max(5, batch.chargeS - 20 + chance.next() * 60);
  if (dice < 0.35) return batch.dropS - 20 + chance.next() * 60;
  return 5 + chance.next() * (lastS + 60);
}
