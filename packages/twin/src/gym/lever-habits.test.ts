import { describe, expect, it } from 'vitest';
import type { LeverCourse, ObservedRoast } from '#fit/observed-roast.ts';
import { knownConfiguration, roastsOf } from '#fit/roasts-under-test.ts';
import { leverHabits } from '#gym/lever-habits.ts';

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
