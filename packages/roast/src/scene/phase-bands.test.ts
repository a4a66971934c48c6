import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phaseBands } from '#scene/phase-bands.ts';

const none = { dryEndS: null, fcStartS: null, dropS: null };

describe('phaseBands', () => {
  it('is drying until somebody says otherwise', () => {
    expect(phaseBands(none, 90)).toEqual([{ phase: 'drying', fromS: 0, toS: 90, open: true }]);
  });

  it('divides a whole roast at its marks', () => {
    const bands = phaseBands({ dryEndS: 298, fcStartS: 531, dropS: 642 }, 700);
    expect(bands.map(({ phase, fromS, toS, open }) => [phase, fromS, toS, open])).toEqual([
      ['drying', 0, 298, false],
      ['maillard', 298, 531, false],
      ['development', 531, 642, false],
    ]);
  });

  it('does not invent a dry end', () => {
    const bands = phaseBands({ dryEndS: null, fcStartS: 531, dropS: 642 }, 642);
    expect(bands.map(({ phase }) => phase)).toEqual(['beforeCrack', 'development']);
  });

  it('never overlaps, never runs past now or drop', () => {
    const time = fc.option(fc.integer({ min: -50, max: 900 }), { nil: null });
    fc.assert(
      fc.property(
        time,
        time,
        time,
        fc.integer({ min: 0, max: 900 }),
        (dryEndS, fcStartS, dropS, nowS) => {
          const bands = phaseBands({ dryEndS, fcStartS, dropS }, nowS);
          for (const [i, band] of bands.entries()) {
            expect(band.toS).toBeGreaterThan(band.fromS);
            expect(band.toS).toBeLessThanOrEqual(dropS ?? nowS);
            expect(i === 0 || bands[i - 1]?.phase !== band.phase).toBe(true);
          }
        },
      ),
    );
  });
});
