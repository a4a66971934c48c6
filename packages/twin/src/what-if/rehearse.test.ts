import { describe, expect, it } from 'vitest';
import { twinMachines } from '#machines/machines.ts';
import { bandShare } from '#what-if/band.ts';
import type { LearntSegment } from '#what-if/lesson.ts';
import { rehearse } from '#what-if/rehearse.ts';

describe('a rehearsal on G1', () => {
  const [segment] = rehearse(twinMachines.g1) as readonly [LearntSegment];

  it('knows its own levers beyond chance, the air alone too', () => {
    for (const report of Object.values(segment.experiments)) {
      expect(report.withheld).toBeNull();
      expect(report.signRight.low).toBeGreaterThan(0.8);
      expect(report.errorRatio.high).toBeLessThan(0.8);
    }
  });

  it('follows its own roasts with three factors, and errs the more the farther ahead it looks, in a band that keeps its promise', () => {
    const { fidelity, band } = segment;
    expect(fidelity.grade).toBe('good');
    expect(band.roasts).toBe(32);
    expect(band.p90C).toEqual(band.p90C.toSorted((a, b) => a - b));
    expect(band.p90C.at(-1)).toBeLessThan(6);
    expect(Math.abs(band.covered.value - bandShare)).toBeLessThan(0.05);
  });
});
