import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOrdered, nearestTimeIndex, orderedIndexes } from '#alog/order.ts';

describe('orderedIndexes', () => {
  it('leaves out the one that jumps, not all that follow', () => {
    expect(orderedIndexes([0, 1, 900, 2, 3])).toStrictEqual([0, 1, 3, 4]);
    expect(orderedIndexes([5, 6, 0, 7, Number.NaN, 7])).toStrictEqual([0, 1, 3, 5]);
    expect(orderedIndexes([])).toStrictEqual([]);
  });

  it('keeps an ordered axis whole, and never less than any greedy choice', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (values) => {
        const kept = orderedIndexes(values);
        expect(isOrdered(kept.map((index) => values[index] ?? Number.NaN))).toBe(true);
        const greedy = values.filter(
          (value, index) => value >= Math.max(...values.slice(0, index), value),
        );
        expect(kept.length).toBeGreaterThanOrEqual(greedy.length);
      }),
    );
  });
});

describe('nearestTimeIndex', () => {
  it('gives the nearest, the earlier of two, and -1 of none', () => {
    const times = [-1, 0, 2, 2, 5];
    expect([-9, -0.5, 1, 2, 3.6, 99].map((atS) => nearestTimeIndex(times, atS))).toStrictEqual([
      0, 0, 1, 2, 4, 4,
    ]);
    expect(nearestTimeIndex([], 3)).toBe(-1);
  });
});
