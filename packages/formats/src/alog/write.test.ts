import { Grams, WallMs } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import {
  alogText,
  dictOf,
  readParts,
  readText,
  testLever,
  testMark,
  testProgram,
  writtenDict,
} from '#alog/alog-under-test.ts';
import { writeAlog } from '#alog/write.ts';
import { formatPythonLiteral } from '#python/format.ts';
import type { PyValue } from '#python/value.ts';

describe('writeAlog of a roast that was a file', () => {
  const fahrenheit = {
    mode: 'F',
    timex: [0n, 2.0010000001, 4, 6, 8, 10, 12, 14],
    temp1: [391.3, 391.7, 400.1, 1 / 3, 444.4, -1n, -1, 0.1],
    temp2: [212.12345678, 213.7, 99.9, 150.33, 177.77, 201.01, 210.21, 33.3],
  };

  it('keeps every number that did not change, in its own unit, and every key it does not know', () => {
    const parts = {
      ...fahrenheit,
      ymax: 600n,
      plus_note: [{}, 1.5].map(() => 'x'),
      beans: String.raw`a\nb`,
    };
    const text = alogText(parts);
    const dict = writtenDict(readText(text).record);
    for (const [key, value] of dictOf(text)) {
      expect([key, formatPythonLiteral(dict.get(key) ?? null)]).toStrictEqual([
        key,
        formatPythonLiteral(value),
      ]);
    }
  });

  it('says who wrote it without hiding who recorded it, however often it is written', () => {
    const parts = {
      recording_version: '2.1.2',
      recording_build: '0',
      version: '4.2.0',
      signature: 's',
      hash: 'h',
      computed: new Map(),
    };
    const once = writeAlog(readParts(parts).record, testProgram);
    expect(Object.fromEntries(dictOf(once))).toMatchObject({
      recording_version: '2.1.2',
      recording_build: '0 (Artisan.ts 9.8.7)',
      version: '3.4.0',
      build: 'Artisan.ts 9.8.7',
    });
    for (const key of ['signature', 'hash', 'computed']) expect(dictOf(once).has(key)).toBe(false);
    expect(writeAlog(readText(once).record, testProgram)).toBe(once);
  });

  it('writes what changed since', () => {
    const text = alogText({
      ...fahrenheit,
      weight: [1, 0, 'lb'],
      roastepoch: 1586376611n,
      roastdate: 'Wed Apr 8 2020',
      specialevents: [2n, 1n, 4n],
      specialeventstype: [3n, 0n, 4n],
      specialeventsvalue: [5.5, 3n, 0],
      specialeventsStrings: ['Q45', 'Fan 2', 'note'],
    });
    const { record } = readText(text);
    const dict = writtenDict({
      ...record,
      title: 'Neu – ü',
      roastedG: Grams(400),
      startedWallMs: WallMs(1_586_376_000_000),
      marks: { charge: testMark('charge', 2.0010000001), fcStart: testMark('fcStart', 9.2) },
      leverChanges: [
        ...record.leverChanges,
        { lever: 'damper', timeS: 6, value: 30, state: 'logged' },
      ],
      levers: [...record.levers, testLever('damper', { label: 'Damper' })],
      notes: record.notes.filter((note) => note.text !== 'note'),
      curves: record.curves.map((one) =>
        one.channel.id === 'bt'
          ? { ...one, values: one.values.map((v, i) => (i === 1 ? 100 : v)) }
          : one,
      ),
    });
    expect(Object.fromEntries(dict)).toMatchObject({
      title: String.raw`Neu \u2013 \xfc`,
      roastepoch: 1_586_376_000n,
      timeindex: [1n, 0n, 5n, 0n, 0n, 0n, 0n, 0n],
      specialevents: [1n, 2n, 3n],
      specialeventstype: [0n, 3n, 2n],
      specialeventsvalue: [3n, 5.5, 4],
      specialeventsStrings: ['Fan 2', 'Q45', ''],
      temp2: fahrenheit.temp2.map((value, i) => (i === 1 ? 212 : value)),
    });
    expect(dict.has('roastdate')).toBe(false);
    expect((dict.get('weight') as PyValue[])[1]).toBeCloseTo(0.8818, 4);
  });

  it('keeps the one of several samples of the same second that carried the mark', () => {
    const text = alogText({
      timex: [0, 1, 1, 1, 2, 3, 4, 5],
      timeindex: [3n, 0n, 0n, 0n, 0n, 0n, 6n, 0n],
    });
    expect(writtenDict(readText(text).record).get('timeindex')).toStrictEqual(
      dictOf(text).get('timeindex'),
    );
  });

  it('writes a damaged file as a sound one', () => {
    const text = alogText({
      timex: [0, 900, 4, 6, 8, 10, 12, 14],
      temp2: [Number.NaN, 1, 2, null, '4', 5, 6, 7, 8],
      timeindex: [2n, 0n, 0n, 0n, 0n, 0n, 77n],
      extraname1: ['x'],
      extratemp1: [[1, 2, 3, 4, 5, 6, 7, Number.NaN]],
      extratimex: [[0, 2, 4, 6, 8, 10, 12, 14]],
      specialevents: [3n],
      specialeventstype: [3n],
      specialeventsvalue: [Number.NaN],
      odd: [1, Number.POSITIVE_INFINITY],
    });
    const { record, lost } = readText(text);
    expect(lost.map((one) => one.field)).toContain('odd');
    const written = writeAlog(record, testProgram);
    expect(written).not.toMatch(/\b(nan|inf)\b/);
    const dict = dictOf(written);
    expect(dict.get('temp2')).toStrictEqual([-1, 2, -1, 4, 5, 6, 7]);
    expect(dict.get('timeindex')).toStrictEqual([1n, 0n, 0n, 0n, 0n, 0n, 6n, 0n]);
    expect(dict.get('extratemp1')).toStrictEqual([[1, 3, 4, 5, 6, 7, -1]]);
    expect(dict.get('specialevents')).toStrictEqual([2n]);
    expect(readText(written).lost).toStrictEqual([]);
  });

  it('refuses to write over something that is no roast log', () => {
    const { record } = readParts({});
    const broken = { ...record, foreign: { format: 'alog', text: '{' } } as const;
    expect(() => writeAlog(broken, testProgram)).toThrow(
      /^cannot write roast roast_0123.*line 1, column 2/,
    );
  });
});
