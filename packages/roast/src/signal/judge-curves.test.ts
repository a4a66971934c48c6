import { btChannel, etChannel } from '@artisan-ts/domain';
import { buildRoastHeader } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { judgeCurves, withoutDefects } from '#signal/judge-curves.ts';

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

it('of a probe that hung, a record keeps the first reading alone: it was told only after a while', () => {
  // BT falls by 1 C/s from 200 C, hangs at 160 C from 40 s to 160 s, and rises from 120 C then.
  const timeS = Array.from({ length: 300 }, (_, second) => second);
  const after = (second: number): number => 120 + (second - 160) / 4;
  const btC = timeS.map((at) => (at < 40 ? 200 - at : at < 160 ? 160 : after(at)));
  const lost = btC.map((value, second) => (second === 50 ? null : value));
  const curves = [{ channel: btChannel, timeS, values: lost, missing: null }];
  const flags = judgeCurves(curves, 1)[0]?.defects ?? [];
  expect(flags.indexOf('frozen')).toBeGreaterThan(60);
  const kept = withoutDefects({
    ...buildRoastHeader(1),
    intervalS: 1,
    curves,
    gaps: [],
    foreign: null,
  }).curves[0]?.values;
  expect(kept?.slice(38, 160)).toEqual([162, 161, 160, ...Array.from({ length: 119 }, () => null)]);
  expect(kept?.slice(170)).toEqual(btC.slice(170));
});

it('of BT that stood and then stepped further than beans warm, a record keeps the first reading alone', () => {
  // Read again while the probe hangs: nobody knows how fast it had been going.
  const timeS = Array.from({ length: 120 }, (_, second) => second);
  const btC = timeS.map((at) => (at < 50 ? 92.6 : 112 + at / 5));
  const record = { ...buildRoastHeader(1), intervalS: 1, gaps: [], foreign: null };
  const keptOf = (values: readonly (number | null)[]) =>
    withoutDefects({ ...record, curves: [{ channel: btChannel, timeS, values, missing: null }] })
      .curves[0]?.values;
  expect(
    judgeCurves([{ channel: btChannel, timeS, values: btC, missing: null }], 1)[0]?.defects,
  ).toEqual(timeS.map(() => null));
  expect(keptOf(btC)).toEqual(btC.map((value, at) => (at > 0 && at < 50 ? null : value)));
  // A drum that stood and is heated, and one reading of a loose contact, hung nothing.
  const heated = timeS.map((at) => (at < 50 ? 92.6 : 92.6 + (at - 49) / 2));
  expect(keptOf(heated)).toEqual(heated);
  const loose = timeS.map((at) => (at === 20 ? 120 : 92.6 + (at % 7) / 10));
  expect(keptOf(loose)).toEqual(loose);
});
