import { describe, expect, it } from 'vitest';
import { SampleRing } from '#live/sample-ring.ts';

const row = (second: number, btC: number | null = 150) => ({
  monoUs: second * 1e6,
  wallMs: second * 1000,
  btC,
  etC: 200,
  btCPerMin: null,
  etCPerMin: -1,
  isBtFlawed: second % 2 === 1,
  isEtFlawed: false,
});

describe('SampleRing', () => {
  it('gives back what was put in, missing values included', () => {
    const ring = new SampleRing(4);
    ring.push(row(1, null));
    expect(ring.at(0)).toEqual(row(1, null));
  });

  it('forgets the oldest and keeps counting', () => {
    const ring = new SampleRing(3);
    for (let second = 0; second < 10; second++) ring.push(row(second));
    expect([ring.start, ring.end]).toEqual([7, 10]);
    expect(ring.at(6)).toBeNull();
    expect(ring.at(7)?.monoUs).toBe(7e6);
    expect(ring.at(10)).toBeNull();
  });

  it('puts what came late where it belongs, once, and says that rows have moved', () => {
    const ring = new SampleRing(10);
    for (const second of [1, 2, 5, 6]) ring.push(row(second));
    expect([4, 3, 4, 0].map((second) => ring.insert(row(second)))).toEqual([
      true,
      true,
      false,
      true,
    ]);
    const times = Array.from({ length: ring.end }, (_, n) => (ring.at(n)?.monoUs ?? 0) / 1e6);
    expect(times).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(ring.insertions).toBe(3);
  });

  it('leaves out what came late when it has forgotten rows already', () => {
    const ring = new SampleRing(3);
    for (let second = 0; second < 5; second++) ring.push(row(second * 2));
    expect(ring.insert(row(5))).toBe(false);
    expect([ring.end, ring.insertions]).toEqual([5, 0]);
  });

  it('finds the first row of a lead-in, also after it has wrapped', () => {
    const ring = new SampleRing(5);
    for (let second = 0; second < 12; second++) ring.push(row(second * 2));
    expect(ring.firstAtOrAfter(17e6)).toBe(9);
    expect(ring.firstAtOrAfter(0)).toBe(7);
    expect(ring.firstAtOrAfter(99e6)).toBe(12);
  });
});
