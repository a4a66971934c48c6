import { type Suite, suiteDay } from '#disturbances/suites.ts';
import { type GymResult, gymRoast } from '#gym/gym-roast.ts';
import { type PolicyName, policies } from '#gym/people.ts';
import { referenceOf } from '#gym/reference.ts';
import { twinMachines } from '#machines/machines.ts';

/** The name of a machine that can be simulated. */
export type TwinMachineName = keyof typeof twinMachines;

/** Roasts that are wanted: so many days of a suite, each from its seed. */
export interface GymBatch {
  readonly machine: TwinMachineName;
  readonly days: Suite;
  readonly hands: PolicyName;
  readonly firstSeed: number;
  readonly roasts: number;
}

/** How the reference roast of a machine comes out on a day when nothing is out of the ordinary. Seconds from charge. */
export interface ReferenceOutcome {
  readonly fcS: number;
  readonly dropS: number;
  readonly developmentPct: number;
}

/** What a machine's simulated people try to repeat. */
export function referenceOutcome(machine: TwinMachineName): ReferenceOutcome {
  const { fcS, dropS } = referenceOf(twinMachines[machine]);
  return { fcS, dropS, developmentPct: (100 * (dropS - fcS)) / dropS };
}

/** Roasts them all, one after the other; the same batch comes out the same. */
export function gymBatch(batch: GymBatch): readonly GymResult[] {
  const machine = twinMachines[batch.machine];
  const reference = referenceOf(machine);
  return Array.from({ length: batch.roasts }, (_, place) => {
    const seed = batch.firstSeed + place;
    return gymRoast(suiteDay(machine, batch.days, seed), reference, policies[batch.hands], seed);
  });
}
