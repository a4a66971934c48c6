import { seededStream } from '@artisan-ts/domain';
import { calmDay } from '#disturbances/roast-day.ts';
import { type DisturbanceName, disturbedDay, type Suite, suiteOf } from '#disturbances/suites.ts';
import { type GymResult, tracedRoast } from '#gym/gym-roast.ts';
import { heatUp } from '#gym/heat-up.ts';
import type { Policy } from '#gym/policy.ts';
import type { Reference } from '#gym/reference.ts';
import type { TwinMachine } from '#machines/twin-machine.ts';
import { coldDrum } from '#physics/empty-drum.ts';

/** One batch of a day. */
export interface DayBatch {
  /** From the switch, or from the drop before, until the beans went in, s. */
  readonly heatedS: number;
  /** The metal at charge, which no probe shows, C. */
  readonly drumC: number;
  readonly result: GymResult;
}

/** What a day is made of. */
export interface DayPlan {
  readonly machine: TwinMachine;
  readonly reference: Reference;
  readonly policy: Policy;
  /** How much batches differ; null: not at all. */
  readonly suite: Suite | null;
  readonly batches: number;
  readonly seed: number;
}

/** What the day itself brings about: the weather is that of all its batches, and hands and metal make the charge. */
const ofTheDay: readonly DisturbanceName[] = ['weather', 'chargeTemperature', 'drumSoak'];

const batchStride = 1_000_003;

/**
 * A day at one machine, from the switch on a cold morning: somebody heats it up, roasts, lets it come back to its charge
 * temperature and roasts again. Shape: fewer batches than planned when one never dropped, or the drum was never ready.
 */
export function roastingDay(plan: DayPlan): readonly DayBatch[] {
  const { machine, reference, policy, suite, batches, seed } = plan;
  const { names, size } = suite === null ? { names: [], size: 0 } : suiteOf(suite);
  const varies = (kept: boolean) => names.filter((name) => ofTheDay.includes(name) === kept);
  const weather = varies(true).filter((name) => name === 'weather');
  const today = disturbedDay(machine, weather, size, seed).machine;
  const chance = seededStream(seed, 'twin.heat-up');
  const done: DayBatch[] = [];
  let drum = coldDrum(today);
  for (let batch = 1; batch <= batches; batch += 1) {
    const ready = heatUp(today, drum, chance);
    if (ready === null) break;
    const batchSeed = seed + batchStride * batch;
    const day =
      suite === null ? calmDay(today) : disturbedDay(today, varies(false), size, batchSeed);
    const trace = tracedRoast(day, reference, policy, batchSeed, ready.drum);
    done.push({ heatedS: ready.tookS, drumC: ready.drum.drumC, result: trace.result });
    if (trace.result.dropS === null) break;
    drum = trace.left;
  }
  return done;
}
