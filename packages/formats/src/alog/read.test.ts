import { describe, expect, it } from 'vitest';
import { alogText, readParts, readText, testIds, valuesOf } from '#alog/alog-under-test.ts';
import { readAlog } from '#alog/read.ts';
import type { PyValue } from '#python/value.ts';

function refusal(parts: Readonly<Record<string, PyValue | undefined>>): string {
  const read = readAlog(alogText(parts), testIds);
  return read.ok ? 'accepted' : `${read.code}: ${read.message}`;
}

function marksOf(timeindex: PyValue | undefined): Record<string, number> {
  const { marks } = readParts({ timeindex }).record;
  return Object.fromEntries(Object.entries(marks).map(([kind, mark]) => [kind, mark.timeS]));
}

describe('curves', () => {
  it('come in Celsius with the times of the file untouched', () => {
    const { record, lost } = readParts({});
    expect(lost).toStrictEqual([]);
    expect(record.curves[0]?.timeS).toStrictEqual([0, 2, 4, 6, 8, 10, 12, 14]);
    expect(valuesOf(record, 'bt').slice(0, 3)).toStrictEqual([100, 101, 102]);
    expect(valuesOf(record, 'et').slice(0, 3)).toStrictEqual([200, 202, 204]);
  });

  it('are converted from Fahrenheit, but for what means no reading', () => {
    const { record } = readParts({
      mode: 'F',
      timex: [0, 1, 2],
      temp1: [32, -1, 50],
      temp2: [212, 392, -1n],
    });
    expect(record.displayUnit).toBe('F');
    expect(valuesOf(record, 'bt')).toStrictEqual([100, 200, null]);
    expect(valuesOf(record, 'et')).toStrictEqual([0, null, 10]);
  });

  it('are cut to the shortest', () => {
    const { record, lost } = readParts({ temp2: [100, 101], timex: [0, 2, 4] });
    expect(valuesOf(record, 'bt')).toStrictEqual([100, 101]);
    expect(valuesOf(record, 'et')).toHaveLength(2);
    expect(lost.map((one) => one.field)).toStrictEqual([
      'timex',
      'temp1',
      'timeindex',
      'timeindex',
      'timeindex',
    ]);
  });

  it('lose the samples whose time goes back, and marks stay where they were', () => {
    const { record, lost } = readParts({
      timex: [0, 2, 900, 6, null, 10, 12, 14],
      timeindex: [2n, 3n, 0n, 0n, 0n, 0n, 6n, 0n],
    });
    expect(record.curves[0]?.timeS).toStrictEqual([0, 2, 6, 10, 12, 14]);
    expect(valuesOf(record, 'bt')).toStrictEqual([100, 101, 103, 105, 106, 107]);
    expect(record.marks.charge?.timeS).toBe(2);
    expect(record.marks.drop?.timeS).toBe(12);
    expect(lost).toStrictEqual([
      {
        field: 'timex',
        reason: '2 samples left out: their times are no numbers or go back in time',
      },
    ]);
  });

  it('take numbers in any form and read the rest as missing', () => {
    const { record, lost } = readParts({
      timex: [0n, '2', 4],
      temp1: [true, ' 1e2 ', 3],
      temp2: [null, 'warm', Number.NaN],
    });
    expect(valuesOf(record, 'et')).toStrictEqual([1, 100, 3]);
    expect(valuesOf(record, 'bt')).toStrictEqual([null, null, null]);
    expect(lost[0]).toStrictEqual({
      field: 'temp2',
      reason: '3 of 3 values are no numbers, read as missing',
    });
  });

  it('may lack ET', () => {
    for (const temp1 of [undefined, [], 7n]) {
      const { record, lost } = readParts({ temp1 });
      expect(record.curves.map((curve) => curve.channel.id)).toStrictEqual(['bt']);
      expect(lost.map((one) => one.field)).toStrictEqual(['temp1']);
    }
  });

  it.each<[Readonly<Record<string, PyValue | undefined>>, string]>([
    [
      { timex: undefined },
      'format.invalid-field: the roast log has no "timex" (the times of the samples)',
    ],
    [
      { temp2: 'hot' },
      'format.invalid-field: "temp2" is text, expected a list (the bean temperatures)',
    ],
    [{ mode: 'K' }, `format.invalid-field: "mode" is "K", expected 'C' or 'F'`],
    [{ timex: [], temp1: [], temp2: [] }, 'format.no-samples: the roast log holds no samples'],
    [
      { temp1: [-1], temp2: [-1] },
      'format.no-samples: the roast log holds 1 samples without any temperature',
    ],
  ])('are refused when there is nothing to draw: case %#', (parts, message) => {
    expect(refusal(parts)).toBe(message);
  });

  it('are read as Celsius when the file does not say, and that is listed', () => {
    const { record, lost } = readParts({ mode: undefined });
    expect(record.displayUnit).toBe('C');
    expect(lost).toStrictEqual([{ field: 'mode', reason: 'does not say C or F: read as C' }]);
  });
});

describe('marks', () => {
  it('know both ways of "not set"', () => {
    expect(marksOf([-1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n])).toStrictEqual({});
    expect(marksOf([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n])).toStrictEqual({
      charge: 0,
      dryEnd: 2,
      fcStart: 4,
      fcEnd: 6,
      scStart: 8,
      scEnd: 10,
      drop: 12,
      coolEnd: 14,
    });
  });

  it('may be seven, as in old files, or none', () => {
    expect(marksOf([1n, 0n, 0n, 0n, 0n, 0n, 6n])).toStrictEqual({ charge: 2, drop: 12 });
    expect(marksOf([])).toStrictEqual({});
    expect(marksOf(undefined)).toStrictEqual({});
  });

  it('are clamped to the samples, dropped when they make no sense, and listed', () => {
    const { record, lost } = readParts({ timeindex: [-7n, null, 1.5, 0n, 0n, 0n, 99n, 0n, 3n] });
    expect(Object.keys(record.marks)).toStrictEqual(['drop']);
    expect(record.marks.drop).toMatchObject({ timeS: 14, state: 'confirmed', source: 'imported' });
    expect(lost.map((one) => one.reason)).toStrictEqual([
      'had 9 entries, only 8 have a meaning',
      'charge is -7: read as not set',
      'dryEnd is None, expected a whole number: not set',
      'fcStart is the number 1.5, expected a whole number: not set',
      'drop is 99, beyond the last sample 7: moved there',
    ]);
  });
});

describe('head', () => {
  it('undoes the double escape of texts', () => {
    const { record } = readParts({
      title: String.raw`Caf\xe9 \u5496`,
      beans: String.raw`one\ntwo`,
      roastertype: 'Drum',
      roastingnotes: String.raw`\U0001f600`,
    });
    expect(record).toMatchObject({
      title: 'Café 咖',
      beans: 'one\ntwo',
      machineName: 'Drum',
      roastingNotes: '😀',
    });
  });

  it('takes the id of the roast, or a new one when there is none that can be used', () => {
    const hex = 'ABCDEF01-2345-6789-abcd-ef0123456789';
    expect(readParts({ roastUUID: hex }).record.id).toBe('roast_abcdef0123456789abcdef0123456789');
    expect(readParts({ roastUUID: undefined })).toMatchObject({
      record: { id: testIds.newRoastId() },
      lost: [],
    });
    const odd = readParts({ roastUUID: '42' });
    expect(odd.record.id).toBe(testIds.newRoastId());
    expect(odd.lost.map((one) => one.field)).toStrictEqual(['roastUUID']);
  });

  it.each([
    [[230, 195.5, 'g'], 230, 195.5],
    [[1.5, 0, 'Kg'], 1500, null],
    [[1n, 16, 'oz'], 28.349523125, 453.59237],
  ])('reads a weight in grams: case %#', (weight, greenG, roastedG) => {
    const { record } = readParts({ weight: weight as PyValue });
    expect(record.greenG).toBeCloseTo(greenG, 6);
    if (roastedG === null) expect(record.roastedG).toBeNull();
    else expect(record.roastedG).toBeCloseTo(roastedG, 4);
  });

  it('lists a weight that is none', () => {
    expect(readParts({ weight: [-1, 1e300, 'g'] }).lost).toHaveLength(2);
    expect(readParts({ weight: [1, 1, 'stone'] }).lost).toHaveLength(1);
    expect(readParts({ weight: null }).lost).toStrictEqual([
      { field: 'weight', reason: 'is None, expected a list' },
    ]);
  });

  it('finds the start and the offset, daylight saving time included', () => {
    const summer = { roastepoch: 1586376611n, roasttzoffset: -3600n, roastisodate: '2020-04-08' };
    expect(readParts({ ...summer, roasttime: '22:10:11' }).record).toMatchObject({
      startedWallMs: 1586376611000,
      utcOffsetS: 7200,
    });
    expect(readParts({ ...summer, roasttime: '03:33:33' }).record.utcOffsetS).toBe(3600);
    expect(
      readParts({ ...summer, roastepoch: undefined, roasttime: '22:10:11' }).record.startedWallMs,
    ).toBe(1586380211000);
    expect(readParts({}).record).toMatchObject({ startedWallMs: null, utcOffsetS: null });
    expect(readParts({ roastepoch: 1e300 }).lost).toHaveLength(1);
  });

  it('takes the mean spacing for a sampling interval that is None, and no less than 0.1 s', () => {
    expect(readParts({ samplinginterval: null })).toMatchObject({
      record: { intervalS: 2 },
      lost: [],
    });
    expect(readParts({ samplinginterval: 0.01 }).record.intervalS).toBe(0.1);
    expect(readParts({ samplinginterval: '3' }).record.intervalS).toBe(3);
  });

  it('keeps what makes a roast less than measured, and believes nothing more', () => {
    const origins = ['simulated', 'replayed', 'measured', 7n].map(
      (origin) => readParts({ artisan_ts_origin: origin as PyValue }).record.origin,
    );
    expect(origins).toStrictEqual(['simulated', 'replayed', 'imported', 'imported']);
  });

  it('reads a file of the Python 2 era', () => {
    const text =
      "{u'mode': u'F', u'title': u'Old', 'timex': [0.0, 1L, 2L], 'temp1': [212, 212, 212], " +
      "'temp2': [392L, 392.0, -1], 'timeindex': [0, 0, 0, 0, 0, 0, 2], 'samplinginterval': None, " +
      "'extramarkers1': [None], 'beansize': u'0', 'roastdate': 'x', }\n";
    const { record, lost } = readText(text);
    expect(lost).toStrictEqual([]);
    expect(record.title).toBe('Old');
    expect(valuesOf(record, 'bt')).toStrictEqual([200, 200, null]);
    expect(record.marks.drop?.timeS).toBe(2);
  });

  it('survives every known key being None, a number, a list or a dict', () => {
    const keys = [
      ...'title beans weight roastepoch roasttzoffset roastisodate roasttime roastUUID'.split(' '),
    ];
    keys.push(...'samplinginterval roastertype roastingnotes etypes default_etypes'.split(' '));
    keys.push(
      ...'specialevents specialeventstype specialeventsvalue specialeventsStrings'.split(' '),
    );
    keys.push(
      ...'extradevices extraname1 extratimex extratemp1 extraNoneTempHint1 extraDelta1'.split(' '),
    );
    for (const key of keys) {
      for (const value of [null, 3n, 2.5, 'x', [null], [[]], [['x']], new Map()] as PyValue[]) {
        const { record } = readParts({ [key]: value });
        expect(valuesOf(record, 'bt')).toHaveLength(8);
      }
    }
  });
});
