import { describe, expect, it } from 'vitest';
import type { LeverCourse, ObservedRoast } from '#fit/observed-roast.ts';
import { knownConfiguration, roastsOf } from '#fit/roasts-under-test.ts';
import { leverHabits } from '#gym/lever-habits.ts';
import { observedDays } from '#gym/observed-day.ts';
import { type PolicyName, policies } from '#gym/people.ts';
import { referenceOf } from '#gym/reference.ts';
import { g1 } from '#machines/g1.ts';

const [roast] = roastsOf(knownConfiguration, 1, 1) as [ObservedRoast];

function habitsOf(...courses: readonly (LeverCourse | null)[]) {
  return leverHabits(courses.map((burner) => ({ ...roast, dryEndS: 280, fcStartS: 500, burner })));
}

describe('the habits of hands at the burner', () => {
  it('count presses that step through the values as one move', () => {
    const tapped = { atS: [0, 60, 66, 72, 300], values: [40, 50, 60, 70, 60] };
    expect(habitsOf(tapped)).toMatchObject({
      roasts: 1,
      movesPerRoast: { n: 1, median: 2 },
      spacingS: { n: 1, median: 228 },
    });
  });

  it('tell how long after a milestone the next move comes, where there was one', () => {
    const late = { atS: [0, 300, 540], values: [70, 60, 40] };
    const never = { atS: [0], values: [70] };
    const { afterDryEndS, afterFcS, movesPerRoast } = habitsOf(late, never, null);
    expect([afterDryEndS.median, afterDryEndS.n]).toEqual([20, 1]);
    expect([afterFcS.median, afterFcS.n]).toEqual([40, 1]);
    expect([movesPerRoast.n, movesPerRoast.median]).toEqual([3, 0]);
  });

  it('tell how steadily a step is repeated, and nothing where none was', () => {
    const at = (stepS: number) => ({ atS: [0, stepS], values: [70, 60] });
    expect(habitsOf(at(300), at(300)).repeatSdS).toBe(0);
    expect(habitsOf(at(300), at(320), at(300)).repeatSdS).toBeCloseTo(20 / 0.6745 / Math.SQRT2, 6);
    expect(habitsOf(at(300)).repeatSdS).toBeNaN();
  });

  it('leave out what is set at the charge', () => {
    expect(habitsOf({ atS: [0, 2, 200], values: [80, 70, 60] }).movesPerRoast.median).toBe(1);
  });
});

describe('the hands of simulated people, on 120 days of production', () => {
  const machine = g1;
  const reference = referenceOf(machine);
  const habits = (name: PolicyName) =>
    leverHabits(observedDays({ machine, reference, policy: policies[name], suite: 'B' }, 120));

  // Measured by `artisan twin hands` on the development roasts of three machines, least and most of the three.
  it.each<PolicyName>(['home', 'clumsy'])('keep the time of real ones: %s', (name) => {
    const { movesPerRoast, spacingS, afterFcS, repeatSdS } = habits(name);
    expect(movesPerRoast.median).toBeGreaterThanOrEqual(3);
    expect(movesPerRoast.median).toBeLessThanOrEqual(9);
    expect(spacingS.p10).toBeGreaterThan(16 - 5);
    expect(spacingS.p10).toBeLessThan(24 + 5);
    expect(spacingS.p90).toBeGreaterThan(124 * 0.8);
    expect(spacingS.p90).toBeLessThan(170 * 1.2);
    expect(afterFcS.median).toBeGreaterThan(34 * 0.8);
    expect(afterFcS.median).toBeLessThan(46 * 1.2);
    expect(repeatSdS).toBeGreaterThan(28 * 0.8);
    expect(repeatSdS).toBeLessThan(35 * 1.2);
  });

  it('are steadier than real ones where the published protocol says so: human', () => {
    expect(habits('human').repeatSdS).toBeLessThan(5);
  });
});
