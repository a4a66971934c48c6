import { MonoUs, makeId, type Reading, type SourceStream } from '@artisan-ts/domain';
import { buildReading, buildSample, builtStream } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '#tape/rows.ts';
import { Tape } from '#tape/tape.ts';

const read = (...sample: Parameters<typeof buildSample>): Reading =>
  buildReading(0, buildSample(...sample));
const us = (seconds: number): MonoUs => MonoUs(Math.round(seconds * 1e6));

describe('the tape', () => {
  it('gives the same columns as the readings themselves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(5), fc.option(fc.integer({ min: -20, max: 300 }))), {
          maxLength: 3000,
        }),
        fc.nat(2000),
        fc.nat(2000),
        (steps, from, to) => {
          const tape = new Tape([builtStream], us(0));
          let timeS = 0;
          const samples = steps.map(([stepS, btC]) => {
            timeS += stepS;
            return read(timeS, btC);
          });
          for (const sample of samples) tape.push(sample);
          const within = samples.filter(({ monoUs }) => monoUs >= us(from) && monoUs <= us(to));
          expect(tape.rows(us(from), us(to))).toEqual(rowsOf([builtStream], within));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('forgets the oldest when it is full, and says that it no longer has the whole', () => {
    const tape = new Tape([builtStream], us(0));
    for (let second = 0; second < 40_000; second++) tape.push(read(second, second % 300));
    expect(tape.rows(us(0), us(10))).toBeNull();
    const rows = tape.rows(us(39_990), us(40_000));
    expect(rows?.[0]?.timeUs).toHaveLength(10);
    expect(rows?.[0]?.values[0]?.[0]).toBe(39_990 % 300);
    expect(tape.atOrBefore(us(100))).toBeNull();
  });

  it('knows nothing from before it was begun', () => {
    const tape = new Tape([builtStream], us(100));
    tape.push(read(101));
    expect(tape.rows(us(99), us(200))).toBeNull();
    expect(tape.rows(us(100), us(200))?.[0]?.timeUs).toEqual([us(101)]);
  });

  it('finds the newest reading at or before a moment over all streams', () => {
    const gas: SourceStream = { ...builtStream, stream: 'gas', intervalS: 5 };
    const tape = new Tape([builtStream, gas], us(0));
    tape.push(read(1));
    tape.push({ ...buildReading(0, buildSample(1.5)), stream: 'gas' });
    tape.push(read(2));
    expect(tape.atOrBefore(us(1.9))).toBe(us(1.5));
    expect(tape.atOrBefore(us(2))).toBe(us(2));
    expect(tape.atOrBefore(us(0.5))).toBeNull();
  });

  it('keeps two boards apart that name their streams alike, and puts marks on the readings of the first', () => {
    const second = { ...builtStream, sourceId: makeId('source', '2'.padStart(32, '0')) };
    const tape = new Tape([builtStream, second], us(0));
    tape.push(read(1, 200));
    tape.push({ ...read(1.5, 80), sourceId: second.sourceId });
    expect(tape.rows(us(0), us(9))?.map(({ values }) => values[0])).toEqual([[200], [80]]);
    expect(tape.atOrBefore(us(2))).toBe(us(1));
    expect(tape.newestUsOf(second.sourceId, 'main')).toBe(us(1.5));
  });
});
