import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pathThrough } from '#report/drawing.ts';

const places = (d: string) =>
  [...d.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

it('keeps the lowest and the highest point however many are thinned out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 2000 }),
      fc.double({ min: 0.01, max: 3, noNaN: true }),
      (ys, stepPt) => {
        const kept = places(pathThrough(ys.map((y, i) => ({ x: i * stepPt, y })))).map(
          ([, y]) => y,
        );
        expect(Math.min(...(kept as number[]))).toBe(Math.min(...ys));
        expect(Math.max(...(kept as number[]))).toBe(Math.max(...ys));
      },
    ),
  );
});

it('breaks the line where something is missing', () => {
  const at = (x: number) => ({ x, y: 1 });
  expect(pathThrough([at(0), at(1), null, at(2), at(3)])).toBe('M0 1L1 1M2 1L3 1');
  expect(pathThrough([null, null])).toBe('');
});

it('draws far fewer points than there are where they crowd', () => {
  const points = Array.from({ length: 36_000 }, (_, i) => ({ x: i / 100, y: Math.sin(i) }));
  expect(places(pathThrough(points)).length).toBeLessThan(4 * 360 * 2.6);
});
