import { MonoUs, type StreamSpec } from '@artisan-ts/domain';
import { buildSample, mainStream } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '#tape/rows.ts';
import { Tape } from '#tape/tape.ts';

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
          const tape = new Tape([mainStream], us(0));
          let timeS = 0;
          const samples = steps.map(([stepS, btC]) => {
            timeS += stepS;
            return buildSample(timeS, btC);
          });
          for (const sample of samples) tape.push(sample);
          const within = samples.filter(({ monoUs }) => monoUs >= us(from) && monoUs <= us(to));
          expect(tape.rows(us(from), us(to))).toEqual(rowsOf([mainStream], within));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('forgets the oldest when it is full, and says that it no longer has the whole', () => {
    const tape = new Tape([mainStream], us(0));
    for (let second = 0; second < 40_000; second++) tape.push(buildSample(second, second % 300));
    expect(tape.rows(us(0), us(10))).toBeNull();
    const rows = tape.rows(us(39_990), us(40_000));
    expect(rows?.[0]?.timeUs).toHaveLength(10);
    expect(rows?.[0]?.values[0]?.[0]).toBe(39_990 % 300);
    expect(tape.atOrBefore(us(100))).toBeNull();
  });

  it('knows nothing from before it was begun', () => {
    const tape = new Tape([mainStream], us(100));
    tape.push(buildSample(101));
    expect(tape.rows(us(99), us(200))).toBeNull();
    expect(tape.rows(us(100), us(200))?.[0]?.timeUs).toEqual([us(101)]);
  });

  it('finds the newest reading at or before a moment over all streams', () => {
    const gas: StreamSpec = { stream: 'gas', channels: mainStream.channels, intervalS: 5 };
    const tape = new Tape([mainStream, gas], us(0));
    tape.push(buildSample(1));
    tape.push({ ...buildSample(1.5), stream: 'gas' });
    tape.push(buildSample(2));
    expect(tape.atOrBefore(us(1.9))).toBe(us(1.5));
    expect(tape.atOrBefore(us(2))).toBe(us(2));
    expect(tape.atOrBefore(us(0.5))).toBeNull();
  });
});
