import { describe, expect, it } from 'vitest';
import { observedCrack } from '#fit/observed-crack.ts';
import { knownConfiguration, roastsOf } from '#fit/roasts-under-test.ts';
import { g1 } from '#machines/g1.ts';

const { firstCrack } = g1.charge;
const roasts = roastsOf(knownConfiguration, 5, 3);

describe('where beans crack', () => {
  it('is above the reading at which people marked it, by what the probe runs behind', () => {
    const marked = roasts.map((roast) => ({ ...roast, fcStartS: 532 }));
    const crack = observedCrack(marked, firstCrack);
    const readC = marked.map(({ btC }) => btC[532] ?? 0).toSorted((a, b) => a - b)[2] ?? 0;
    expect(crack.beanC).toBeGreaterThan(readC + 3);
    expect(crack.beanC).toBeLessThan(readC + 10);
    expect(crack.heatJPerKg).toBeLessThan(0);
  });

  it('is not known without marks, or with marks after the drop: then cracking takes up nothing', () => {
    const late = roasts.map((roast) => ({ ...roast, fcStartS: 5000 }));
    for (const some of [roasts, late]) {
      expect(observedCrack(some, firstCrack)).toEqual({ ...firstCrack, heatJPerKg: 0 });
    }
  });
});
