import { type RandomStream, seededStream } from '@artisan-ts/domain';
import { suiteDay } from '#disturbances/suites.ts';
import { judgedSegment } from '#fit/fit-machine.ts';
import type { ObservedRoast } from '#fit/observed-roast.ts';
import { walkRoasts } from '#fit/walk-roasts.ts';
import { tracedRoast } from '#gym/gym-roast.ts';
import { observedDay } from '#gym/observed-day.ts';
import { policies } from '#gym/people.ts';
import { type Reference, referenceOf } from '#gym/reference.ts';
import type { LeverStep, TwinMachine } from '#machines/twin-machine.ts';
import { learnt, type TwinLesson } from '#what-if/lesson.ts';

const days = 40;
const trained = 8;
const seed = 20_261_127;

/** How far the plans of rehearsed roasts differ from the reference, in percent of the lever's full range. */
const burnerPct = 12;
const airPct = 25;

/**
 * What a simulated machine lets expect of itself: it is roasted on by itself on days of production, with plans that differ, and
 * judged on those roasts like any other. Its physics are known, so nothing is fitted; what an answer says is true of the
 * simulated machine, and of no other.
 */
export function rehearse(machine: TwinMachine): TwinLesson {
  const { physics, charge } = machine;
  const { dryingFactor, reactionFactor, firstCrack, secondCrack, greenKg } = charge;
  const configuration = { ...physics, dryingFactor, reactionFactor, firstCrack, secondCrack };
  const reference = referenceOf(machine);
  const roasts = Array.from({ length: days }, (_, day) => rehearsed(machine, reference, day));
  const weighed = roasts.map((roast) => ({ roast, greenKg: roast.greenKg ?? greenKg }));
  const walk = walkRoasts(configuration, weighed, trained);
  return [learnt(judgedSegment(configuration, walk, { trained, usualKg: greenKg }))];
}

/** Days come in pairs with one plan for the burner, and two for the air. */
function rehearsed(machine: TwinMachine, reference: Reference, day: number): ObservedRoast {
  const burnerBy = burnerPct * uneven(seededStream(seed, `burner ${Math.floor(day / 2)}`));
  const airBy = day % 2 === 0 ? 0 : airPct * uneven(seededStream(seed, `air ${day}`));
  const schedule = reference.schedule.map((step) =>
    moved(machine, step, step.lever === 'burner' ? burnerBy : airBy),
  );
  const plan = { ...reference, schedule };
  const trace = tracedRoast(suiteDay(machine, 'B', day), plan, policies.clock, day);
  return observedDay(machine, trace, day);
}

/** Between half and all of one, to either side. */
function uneven(chance: RandomStream): number {
  const size = 0.5 + 0.5 * chance.next();
  return chance.next() < 0.5 ? -size : size;
}

function moved(machine: TwinMachine, step: LeverStep, byPct: number): LeverStep {
  const lever = machine.levers.find(({ id }) => id === step.lever);
  if (lever === undefined || step.lever === 'drumSpeed') return step;
  const value = step.value + ((lever.max - lever.min) * byPct) / 100;
  return { ...step, value: Math.max(lever.min, Math.min(lever.max, value)) };
}
