import { type Suite, suiteDay } from '#disturbances/suites.ts';
import { type LeverCourse, lowestSecond, type ObservedRoast } from '#fit/observed-roast.ts';
import { type GymTrace, tracedRoast } from '#gym/gym-roast.ts';
import type { Policy } from '#gym/policy.ts';
import type { Reference } from '#gym/reference.ts';
import type { TwinLever, TwinMachine } from '#machines/twin-machine.ts';

const dayMs = 86_400_000;

/** A simulated roast as one of a real machine would be seen: readings, marks that were pressed, and levers as they were written down. */
export function observedDay(
  machine: TwinMachine,
  { result, seenC, set }: GymTrace,
  day: number,
): ObservedRoast {
  let lastC = machine.conditions.btC;
  const btC = seenC.map((readC) => {
    lastC = readC ?? lastC;
    return lastC;
  });
  const course = (lever: TwinLever): LeverCourse => ({
    atS: set.map(({ atS }) => atS),
    values: set.map(({ levers }) => levers[lever]),
  });
  return {
    name: `day-${day}`,
    startedWallMs: day * dayMs,
    coffee: 'simulated',
    greenKg: machine.charge.greenKg,
    startBtC: btC[0] ?? lastC,
    btC,
    turnS: lowestSecond(btC),
    dryEndS: null,
    fcStartS: result.crackS,
    scStartS: result.secondCrackS,
    burner: course('burner'),
    air: course('air'),
  };
}

/** Days of a suite with somebody at the levers, as they would be seen. */
export function observedDays(
  of: {
    readonly machine: TwinMachine;
    readonly reference: Reference;
    readonly policy: Policy;
    readonly suite: Suite;
  },
  days: number,
): readonly ObservedRoast[] {
  const { machine, reference, policy, suite } = of;
  return Array.from({ length: days }, (_, day) =>
    observedDay(machine, tracedRoast(suiteDay(machine, suite, day), reference, policy, day), day),
  );
}
