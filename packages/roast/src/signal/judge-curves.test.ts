import { btChannel, etChannel } from '@artisan-ts/domain';
import { expect, it } from 'vitest';
import { judgeCurves } from '#signal/judge-curves.ts';

it('curves on one time base are judged together, also after they were stored and read again', () => {
  const timeS = Array.from({ length: 600 }, (_, second) => second);
  const btC = timeS.map((second) => 100 + second / 6);
  const etC = timeS.map((second) => 180 + second / 8);
  // The plugs change places at 300 s.
  const from = (one: readonly number[], other: readonly number[]) =>
    one.map((value, second) => (second < 300 ? value : (other[second] ?? value)));
  const curves = [
    { channel: btChannel, timeS, values: from(btC, etC), missing: null },
    { channel: etChannel, timeS, values: from(etC, btC), missing: null },
  ];
  const judged = judgeCurves(curves, 1);
  expect(judged[0]?.defects[300]).toBe('swapped');
  const stored = curves.map((curve) => ({ ...curve, timeS: [...curve.timeS] }));
  expect(judgeCurves(stored, 1)).toEqual(judged);
});
