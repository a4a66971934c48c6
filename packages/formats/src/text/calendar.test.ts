import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoFromSeconds, secondsFromIso } from '#text/calendar.ts';

describe('calendar', () => {
  it('agrees with the platform for every second of ten millennia', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (seconds) => {
        const [date = '', rest = ''] = new Date(seconds * 1000).toISOString().split('T');
        const time = rest.slice(0, 8);
        expect(isoFromSeconds(seconds)).toStrictEqual({ date, time });
        expect(secondsFromIso(date, time)).toBe(seconds);
      }),
    );
  });

  it.each([
    ['Sun Feb 1 2026', '10:00:00'],
    ['2026-13-01', '10:00:00'],
    ['2026-01-01', '25:00:00'],
    ['2026-01-01', ''],
  ])('does not guess at %s %s', (date, time) => {
    expect(secondsFromIso(date, time)).toBeNull();
  });
});
