import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestIndex, valueAt } from '#curve/nearest.ts';

it('finds the sample nearest to a time, the first of equally near ones', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1 }),
      fc.integer({ min: -5, max: 70 }),
      (times, doubled) => {
        const timeS = times.sort((a, b) => a - b);
        const atS = doubled / 2;
        const distances = timeS.map((t) => Math.abs(t - atS));
        expect(nearestIndex(timeS, atS)).toBe(distances.indexOf(Math.min(...distances)));
      },
    ),
  );
});

it('reads null where nothing was read, rather than the value next to it', () => {
  const curve = { timeS: [0, 1, 2], values: [10, null, 30] };
  expect(valueAt(curve, 1.2)).toBeNull();
  expect(valueAt(curve, 1.6)).toBe(30);
  expect(valueAt({ timeS: [], values: [] }, 0)).toBeNull();
});
