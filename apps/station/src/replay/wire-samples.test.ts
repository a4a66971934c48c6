import { btChannel, etChannel, type RoastRecord } from '@artisan-ts/domain';
import { buildCurve, buildRoastRecord } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halfDigitC, SampleMatcher, type WireSample, wireSamples } from '#replay/wire-samples.ts';

const recordOf = (bt: readonly (number | null)[]): RoastRecord =>
  buildRoastRecord(1, {
    curves: [
      buildCurve(btChannel, bt),
      buildCurve(
        etChannel,
        bt.map(() => 200),
      ),
    ],
  });

function samplesOf(bt: readonly (number | null)[], unit: 'C' | 'F' = 'C'): readonly WireSample[] {
  const samples = wireSamples(recordOf(bt), unit);
  if (!samples.ok) throw new Error(samples.message);
  return samples.value;
}

test('a value on the wire is within half a digit of the file, in either unit', () => {
  fc.assert(
    fc.property(fc.double({ min: -50, max: 400, noNaN: true }), (btC) => {
      for (const unit of ['C', 'F'] as const) {
        const [sample] = samplesOf([btC], unit);
        expect(Math.abs((sample?.onWire.btC ?? 0) - btC)).toBeLessThanOrEqual(halfDigitC(unit));
      }
    }),
  );
});

test('samples that arrive are known by value and order: a lost one is passed over, none is found twice', () => {
  const matcher = new SampleMatcher(samplesOf([20, 20, 21.004, null, 23]));
  const arrived = (btC: number | null) => matcher.match({ btC, etC: 200 });
  expect([arrived(20), arrived(21), arrived(21), arrived(null), arrived(20), arrived(23)]).toEqual([
    0,
    2,
    null,
    3,
    null,
    4,
  ]);
});

test('a sample that the board has not sent yet cannot have arrived', () => {
  const matcher = new SampleMatcher(samplesOf([20, 21, 22]));
  expect(matcher.match({ btC: 22, etC: 200 }, 1)).toBeNull();
  expect(matcher.match({ btC: 20, etC: 200 }, 1)).toBe(0);
});

test('a record without bean temperature is refused', () => {
  const record = { ...recordOf([20]), curves: [] };
  expect(wireSamples(record, 'C')).toMatchObject({ ok: false, code: 'format.no-samples' });
});
