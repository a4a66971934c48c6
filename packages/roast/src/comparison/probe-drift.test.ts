import { seededStream, standardNormal } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { type ProbeBatch, probeDrift } from '#comparison/probe-drift.ts';

const hourMs = 3_600_000;
const sinceMs = 1000 * hourMs;
const crackC: Readonly<Record<string, number>> = { Yirga: 196, Santos: 200, Java: 203 };

/** Batches before and after a moment, of three coffees in turn, each crack heard within a kelvin or two. */
function batches(seed: number, before: number, after: number, shiftC: number): ProbeBatch[] {
  const chance = seededStream(seed, 'probe-drift');
  return Array.from({ length: before + after }, (_, place) => {
    const coffee = Object.keys(crackC)[place % 3] ?? '';
    const isRecent = place >= before;
    const heardC = (crackC[coffee] ?? 0) + 1.2 * standardNormal(chance);
    return {
      ...{ coffee, configuration: 'a', crackC: heardC + (isRecent ? shiftC : 0) },
      startedWallMs: sinceMs + (place - before) * hourMs,
    };
  });
}

const seeds = Array.from({ length: 300 }, (_, seed) => seed);
const alarms = (before: number, after: number, shiftC: number): number =>
  seeds.filter((seed) => probeDrift(batches(seed, before, after, shiftC), sinceMs)?.isDrift).length;

describe('the drift of a probe', () => {
  it('is found where it is there, and seldom where it is not, over 300 seeds', () => {
    expect(alarms(60, 15, 4)).toBeGreaterThan(290);
    expect(alarms(60, 15, -4)).toBeGreaterThan(290);
    expect(alarms(60, 15, 0)).toBeLessThan(3);
    expect(alarms(9, 3, 0)).toBeLessThan(25);
  });

  it('is no change of the coffee that is roasted', () => {
    const other = batches(1, 60, 15, 0).map((batch) => ({
      ...batch,
      ...(batch.startedWallMs >= sinceMs && { coffee: 'Java', crackC: 203 }),
    }));
    expect(probeDrift(other, sinceMs)).toMatchObject({ isDrift: false, recent: 15 });
  });

  it('does not depend on the order of the batches', () => {
    const some = batches(3, 30, 6, 2);
    expect(probeDrift(some.toReversed(), sinceMs)).toEqual(probeDrift(some, sinceMs));
  });

  it('is not known from too few, of coffees that are new, without cracks, or across a moved probe', () => {
    const some = batches(5, 30, 6, 4);
    const changed = (change: (batch: ProbeBatch) => Partial<ProbeBatch>) =>
      probeDrift(
        some.map((batch) => ({ ...batch, ...change(batch) })),
        sinceMs,
      );
    expect(probeDrift(batches(5, 4, 9, 4), sinceMs)).toBeNull();
    expect(probeDrift(batches(5, 30, 2, 4), sinceMs)).toBeNull();
    expect(probeDrift([], sinceMs)).toBeNull();
    expect(changed(() => ({ crackC: null }))).toBeNull();
    const isRecent = ({ startedWallMs }: ProbeBatch) => startedWallMs >= sinceMs;
    expect(changed((batch) => (isRecent(batch) ? { coffee: 'New' } : {}))).toBeNull();
    expect(changed((batch) => (isRecent(batch) ? { configuration: 'b' } : {}))).toBeNull();
  });
});
