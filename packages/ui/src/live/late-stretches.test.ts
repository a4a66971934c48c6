import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LateStretches } from '#live/late-stretches.ts';

const of = (seconds: readonly number[]) => {
  const stretches = new LateStretches();
  for (const second of seconds) stretches.add(second * 1e6);
  return stretches.all.map(({ fromUs, toUs }) => [fromUs / 1e6, toUs / 1e6]);
};

it('what came late lies in few stretches, whatever order it came in', () => {
  expect(of([30, 31, 32, 100, 101])).toEqual([
    [30, 32],
    [100, 101],
  ]);
  expect(of([30, 44, 37])).toEqual([[30, 44]]);
});

it('every reading that came late is within a stretch, and they never overlap', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(300), { minLength: 1, maxLength: 60 }), (seconds) => {
      const found = of(seconds);
      for (const second of seconds) {
        expect(found.some(([from = 0, to = 0]) => second >= from && second <= to)).toBe(true);
      }
      for (const [n, [from = 0]] of found.entries()) {
        if (n > 0) expect(from).toBeGreaterThan((found[n - 1]?.[1] ?? 0) + 10);
      }
    }),
  );
});
