import {
  btChannel,
  type Curve,
  etChannel,
  Grams,
  makeId,
  type RoastRecord,
  WallMs,
} from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { readText, testLever, testMark, testProgram, writtenDict } from '#alog/alog-under-test.ts';
import { writeAlog } from '#alog/write.ts';
import { formatPythonLiteral } from '#python/format.ts';
import type { PyValue } from '#python/value.ts';

function curve(channel: Curve['channel'], values: readonly (number | null)[], stepS = 1): Curve {
  return { channel, timeS: values.map((_, i) => i * stepS), values, missing: null };
}

/** A roast that never was a file. */
function liveRoast(parts: Partial<RoastRecord> = {}): RoastRecord {
  return {
    id: makeId('roast', '0198c0ffee007000800000000000abcd'),
    revision: 4,
    origin: 'simulated',
    title: 'Café 咖 😀',
    machineId: null,
    configurationId: null,
    machineName: 'G1',
    coffeeId: null,
    lotId: null,
    beans: 'one\ntwo',
    displayUnit: 'C',
    startedWallMs: WallMs(1_774_811_203_500),
    utcOffsetS: 7200,
    clockRate: 1,
    intervalS: 1,
    closeReason: 'operator',
    greenG: Grams(250),
    roastedG: null,
    roastingNotes: '',
    marks: { charge: testMark('charge', 1), drop: testMark('drop', 4) },
    levers: [testLever('burner', { label: 'Burner' })],
    leverChanges: [{ lever: 'burner', timeS: 2, value: 45, state: 'logged' }],
    notes: [{ id: null, timeS: 3, text: 'smell of hay' }],
    curves: [
      curve(btChannel, [200.123456789012, 190, null, -1, 0.1, 12]),
      curve(etChannel, [210, 211, 212, 213, 214, 215]),
    ],
    gaps: [],
    foreign: null,
    ...parts,
  };
}

describe('writeAlog of a roast that never was a file', () => {
  it('writes every key that is promised and none that would have to be vouched for', () => {
    const dict = writtenDict(liveRoast());
    expect(Object.fromEntries(dict)).toMatchObject({
      version: '3.4.0',
      build: 'Artisan.ts 9.8.7',
      recording_version: '3.4.0',
      recording_build: 'Artisan.ts 9.8.7',
      mode: 'C',
      samplinginterval: 1,
      roastUUID: '0198c0ffee007000800000000000abcd',
      roastepoch: 1_774_811_203n,
      roasttzoffset: -7200n,
      roastisodate: '2026-03-29',
      roasttime: '21:06:43',
      title: String.raw`Caf\xe9 \u5496 \U0001f600`,
      beans: String.raw`one\ntwo`,
      weight: [250, 0, 'g'],
      phases: [150n, 150n, 200n, 230n],
      etypes: ['Air', 'Drum', 'Damper', 'Burner', '--'],
      specialevents: [2n, 3n],
      specialeventstype: [3n, 4n],
      specialeventsvalue: [5.5, 0],
      specialeventsStrings: ['', 'smell of hay'],
      extradevices: [],
      extratemp1: [],
      extraname2: [],
      artisan_ts_origin: 'simulated',
    });
    for (const key of ['signature', 'hash', 'computed']) expect(dict.has(key)).toBe(false);
  });

  it('writes curves to the last digit, and a missing value as -1 that no true value is', () => {
    const dict = writtenDict(liveRoast());
    expect(dict.get('temp2')).toStrictEqual([200.123456789012, 190, -1, -1.00000001, 0.1, 12]);
    expect(dict.get('temp1')).toStrictEqual([210, 211, 212, 213, 214, 215]);
    expect(dict.get('timeindex')).toStrictEqual([1n, 0n, 0n, 0n, 0n, 0n, 4n, 0n]);
  });

  it('comes back as the same roast', () => {
    const before = liveRoast();
    const { record, lost } = readText(writeAlog(before, testProgram));
    expect(lost).toStrictEqual([]);
    expect(record).toMatchObject({
      id: before.id,
      origin: 'simulated',
      title: before.title,
      beans: before.beans,
      machineName: 'G1',
      utcOffsetS: 7200,
      greenG: 250,
      roastedG: null,
      leverChanges: before.leverChanges,
      notes: before.notes,
    });
    expect(record.curves.map((one) => one.timeS)).toStrictEqual(
      before.curves.map((one) => one.timeS),
    );
    expect(record.curves[1]?.values).toStrictEqual(before.curves[1]?.values);
    expect(Object.keys(record.marks)).toStrictEqual(['charge', 'drop']);
  });

  it('writes Fahrenheit with eight decimals where its person reads Fahrenheit', () => {
    const dict = writtenDict(liveRoast({ displayUnit: 'F' }));
    expect(dict.get('mode')).toBe('F');
    expect(dict.get('phases')).toStrictEqual([300n, 300n, 390n, 450n]);
    expect((dict.get('temp2') as number[]).slice(0, 3)).toStrictEqual([392.22222222, 374, -1]);
  });

  it('writes no mark that nobody made, but charge and drop where they were suggested', () => {
    const suggested = { state: 'suggested', source: 'detected', confidence: 0.8 } as const;
    const kinds = ['charge', 'turningPoint', 'dryEnd', 'fcStart', 'drop', 'coolEnd'] as const;
    const marks = Object.fromEntries(kinds.map((kind, i) => [kind, testMark(kind, i, suggested)]));
    expect(writtenDict(liveRoast({ marks })).get('timeindex')).toStrictEqual([
      0n,
      0n,
      0n,
      0n,
      0n,
      0n,
      4n,
      0n,
    ]);
    expect(writtenDict(liveRoast({ marks: {} })).get('timeindex')).toStrictEqual([
      -1n,
      0n,
      0n,
      0n,
      0n,
      0n,
      0n,
      0n,
    ]);
    const first = writtenDict(liveRoast({ marks: { dryEnd: testMark('dryEnd', 0) } }));
    expect(first.get('timeindex')).toStrictEqual([-1n, 1n, 0n, 0n, 0n, 0n, 0n, 0n]);
  });

  it('writes other channels as extra devices on the time axis of BT', () => {
    const channel = (id: string, quantity: Curve['channel']['quantity']): Curve['channel'] => ({
      ...btChannel,
      id,
      label: id,
      quantity,
    });
    const record = liveRoast({
      displayUnit: 'F',
      curves: [
        curve(btChannel, [100, 101, 102, 103, 104, 105]),
        curve(channel('inlet', 'temperature'), [100, null, 300], 2),
        curve(channel('gas', 'pressure'), [1500, 1500, 1500, 1500, 1500, 1500]),
        curve(channel('rate', 'temperatureDelta'), [10, 10, 10, 10, 10, 10]),
      ],
    });
    const dict = writtenDict(record);
    expect(dict.get('extradevices')).toStrictEqual([50n, 50n]);
    expect(dict.get('extraname1')).toStrictEqual(['inlet', 'rate']);
    expect(dict.get('extraname2')).toStrictEqual(['gas Pa', '']);
    expect(dict.get('extratemp1')).toStrictEqual([
      [212, 212, -1, -1, 572, 572],
      [18, 18, 18, 18, 18, 18],
    ]);
    expect(dict.get('extraNoneTempHint2')).toStrictEqual([true, true]);
    expect((dict.get('extraDelta1') as PyValue[]).slice(0, 2)).toStrictEqual([false, true]);
    expect(dict.get('temp1')).toStrictEqual([-1, -1, -1, -1, -1, -1]);
    const back = readText(formatPythonLiteral(dict)).record;
    expect(back.curves.map((one) => one.channel.id)).toStrictEqual([
      'bt',
      'et',
      'inlet',
      'gasPa',
      'rate',
    ]);
  });

  it('tells in words what a lever value in the file cannot', () => {
    const dict = writtenDict(
      liveRoast({
        levers: [
          testLever('burner', { label: 'Gas', unit: 'kPa' }),
          ...['a', 'b', 'c', 'd'].map((id) => testLever(id)),
        ],
        leverChanges: [
          { lever: 'burner', timeS: 0, value: 0.35, state: 'logged' },
          { lever: 'd', timeS: 1, value: 7, state: 'sent' },
          { lever: 'a', timeS: 2, value: 7, state: 'failed' },
        ],
        notes: [],
      }),
    );
    expect(dict.get('etypes')).toStrictEqual(['a', 'b', 'c', 'Gas', '--']);
    expect(dict.get('specialeventstype')).toStrictEqual([3n, 4n]);
    expect(dict.get('specialeventsStrings')).toStrictEqual(['0.35 kPa', 'd 7 %']);
  });

  it('writes nothing about a start nobody knows, and empty lists for a roast without samples', () => {
    const dict = writtenDict(
      liveRoast({ startedWallMs: null, curves: [], marks: {}, leverChanges: [], notes: [] }),
    );
    expect(dict.has('roastepoch')).toBe(false);
    expect(dict.get('timex')).toStrictEqual([]);
  });
});
