import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitHinge } from '#detection/hinge.ts';

const reading = (timeS: number, valueC: number) => ({ timeS, valueC, count: 1, sinceS: timeS });

it('finds the bend and both slopes of two lines, at any time of day', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -0.2, max: 0.5, noNaN: true }),
      fc.double({ min: 0.3, max: 9, noNaN: true }),
      fc.integer({ min: 4, max: 16 }),
      fc.constantFrom(0, 1e5, 1e9),
      (before, fall, bend, fromS) => {
        const readings = Array.from({ length: 22 }, (_, i) =>
          reading(fromS + i, 200 + before * i - (before + fall) * Math.max(0, i - bend)),
        );
        const hinge = fitHinge(readings);
        expect(hinge?.timeS).toBeCloseTo(fromS + bend, 3);
        expect(hinge?.valueC).toBeCloseTo(200 + before * bend, 3);
        expect(hinge?.slopeBefore).toBeCloseTo(before, 4);
        expect(hinge?.slopeAfter).toBeCloseTo(-fall, 4);
      },
    ),
  );
});

it('gives nothing for too few readings to tell two lines apart', () => {
  const readings = [0, 1, 2, 3].map((t) => reading(t, 200 - t));
  expect(fitHinge(readings)).toBeNull();
  expect(fitHinge([])).toBeNull();
});
