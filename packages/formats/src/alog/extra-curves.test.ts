import type { Curve } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { readParts } from '#alog/alog-under-test.ts';
import type { PyValue } from '#python/value.ts';

const three = { timex: [0, 1, 2], temp1: [1, 1, 1], temp2: [2, 2, 2] };

function extras(parts: Record<string, PyValue>): readonly Curve[] {
  return readParts({ ...three, timeindex: undefined, ...parts }).record.curves.slice(2);
}

describe('extra curves', () => {
  it('have ids of their own, labels without templates, and their own times', () => {
    const curves = extras({
      extradevices: [1n, 2n],
      extraname1: ['Exhaust', '{3} SV'],
      extraname2: ['Drum', String.raw`\u5496`],
      extratimex: [[0.1, 1.1, 2.1], []],
      extratemp1: [
        [100, -1, 102],
        [9, 9, 9],
      ],
      extratemp2: [
        [50, 50, 50],
        [7, 7, 7],
      ],
    });
    expect(curves.map(({ channel }) => [channel.id, channel.label])).toStrictEqual([
      ['exhaust', 'Exhaust'],
      ['drum', 'Drum'],
      ['burnerSv', 'Burner SV'],
      ['extra2b', '咖'],
    ]);
    expect(curves[0]?.timeS).toStrictEqual([0.1, 1.1, 2.1]);
    expect(curves[0]?.values).toStrictEqual([100, null, 102]);
    expect(curves[2]?.timeS).toStrictEqual([0, 1, 2]);
  });

  it('are converted as their hints say', () => {
    const curves = extras({
      mode: 'F',
      extraname1: ['{1}', 'Drum'],
      extraname2: ['Rate', 'Fan'],
      extratemp1: [
        [212, 212, 212],
        [55, 55, 55],
      ],
      extratemp2: [
        [18, 18, 18],
        [30, 30, 30],
      ],
      extraNoneTempHint1: [false, true],
      extraNoneTempHint2: [false],
      extraDelta2: [true],
    });
    expect(
      curves.map(({ channel, values }) => [channel.id, channel.quantity, values[0]]),
    ).toStrictEqual([
      ['extra1a', 'temperature', 100],
      ['rate', 'temperatureDelta', 10],
      ['extra2a', 'other', 55],
      ['fan', 'temperature', (30 - 32) / 1.8],
    ]);
  });

  it('without a single reading are no curves', () => {
    expect(
      extras({ extratemp1: [[-1, -1, -1]], extratemp2: [[]], extraname1: ['x'] }),
    ).toStrictEqual([]);
  });

  it('of another length keep what has a time', () => {
    const { record, lost } = readParts({
      ...three,
      timeindex: undefined,
      extratimex: [[0, 1]],
      extratemp1: [[5, 6, 7, 8]],
    });
    expect(record.curves[2]?.values).toStrictEqual([5, 6]);
    expect(lost).toStrictEqual([
      { field: 'extratemp1', reason: 'channel 1: 4 values for 2 times, cut' },
    ]);
  });

  it('are a hundred devices at most', () => {
    const many = Array.from({ length: 101 }, () => [1, 2, 3]);
    const { record, lost } = readParts({ ...three, timeindex: undefined, extratemp1: many });
    expect(record.curves).toHaveLength(102);
    expect(lost).toStrictEqual([
      { field: 'extradevices', reason: 'only the first 100 of 101 are read' },
    ]);
    expect(new Set(record.curves.map((curve) => curve.channel.id)).size).toBe(102);
  });
});
