import { expect, it } from 'vitest';
import { fitHinge } from '#detection/hinge.ts';
import { onsetOf } from '#detection/onset.ts';

it('goes back to where a fall began that gathered speed', () => {
  for (const gainC of [0.05, 0.1, 0.3]) {
    const stretch = Array.from({ length: 33 }, (_, i) => {
      const sinceS = i - 20;
      const valueC = 200 + (sinceS < 0 ? 0.1 * sinceS : -gainC * sinceS * sinceS);
      return { timeS: i, valueC, count: 1, sinceS: i };
    });
    const hinge = fitHinge(stretch);
    if (hinge === null) throw new Error('no bend');
    const onset = onsetOf(stretch, hinge);
    expect(hinge.timeS - 20).toBeGreaterThan(3);
    expect(Math.abs(onset.timeS - 20)).toBeLessThanOrEqual((hinge.timeS - 20) * 0.75);
  }
});

it('leaves a sudden bend where it is', () => {
  const stretch = Array.from({ length: 33 }, (_, i) => {
    return { timeS: i, valueC: 200 - 2 * Math.max(0, i - 20), count: 1, sinceS: i };
  });
  const hinge = fitHinge(stretch);
  if (hinge === null) throw new Error('no bend');
  // To half of the distance between readings.
  expect(Math.abs(onsetOf(stretch, hinge).timeS - 20)).toBeLessThanOrEqual(0.5);
});
