import { describe, expect, it } from 'vitest';
import { observedCracks } from '#fit/observed-cracks.ts';
import { knownConfiguration, roastsOf } from '#fit/roasts-under-test.ts';
import { g1 } from '#machines/g1.ts';

const { firstCrack, secondCrack } = g1.charge;
const roasts = roastsOf(knownConfiguration, 5, 3);

describe('where beans crack', () => {
  it('is above the reading at which people marked it, by what the probe runs behind', () => {
    const marked = roasts.map((roast) => ({ ...roast, fcStartS: 532, scStartS: 590 }));
    const cracks = observedCracks(marked, g1.charge);
    const readC = marked.map(({ btC }) => btC[532] ?? 0).toSorted((a, b) => a - b)[2] ?? 0;
    expect(cracks.firstCrack.beanC).toBeGreaterThan(readC + 3);
    expect(cracks.firstCrack.beanC).toBeLessThan(readC + 10);
    expect(cracks.secondCrack.beanC).toBeGreaterThan(cracks.firstCrack.beanC + 3);
  });

  it('takes up heat at first crack and sets it free at second', () => {
    const marked = roasts.map((roast) => ({ ...roast, fcStartS: 532, scStartS: 590 }));
    const cracks = observedCracks(marked, g1.charge);
    expect(cracks.firstCrack.heatJPerKg).toBeLessThan(0);
    expect(cracks.secondCrack.heatJPerKg).toBeGreaterThan(0);
  });

  it('is not known without marks, or with marks after the drop: then cracking moves no heat', () => {
    const late = roasts.map((roast) => ({ ...roast, fcStartS: 5000, scStartS: 5000 }));
    for (const some of [roasts, late]) {
      expect(observedCracks(some, g1.charge)).toEqual({
        firstCrack: { ...firstCrack, heatJPerKg: 0 },
        secondCrack: { ...secondCrack, heatJPerKg: 0 },
      });
    }
  });
});
