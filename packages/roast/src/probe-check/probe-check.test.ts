import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProbeTrace, roomVerdict, warmVerdict } from '#probe-check/probe-check.ts';

const probe = (label: string, ...valuesC: readonly (number | null)[]): ProbeTrace => ({
  id: label.toLowerCase(),
  label,
  valuesC,
});

describe('probes in a cold machine', () => {
  it('agree with the room and with each other', () => {
    expect(roomVerdict([probe('BT', null, 21.4), probe('ET', 23.1, null)])).toEqual({
      verdict: 'plausible',
    });
    expect(roomVerdict([probe('BT', null), probe('ET')])).toEqual({ verdict: 'waiting' });
  });

  it('are told apart from a machine that is warm, and from each other', () => {
    expect(roomVerdict([probe('BT', 120), probe('ET', 23)])).toEqual({
      verdict: 'warm',
      probes: ['BT'],
    });
    expect(roomVerdict([probe('BT', 12), probe('ET', 23)])).toEqual({
      verdict: 'apart',
      warmer: 'ET',
      cooler: 'BT',
    });
  });

  it('that read Fahrenheit as Celsius are found by the numbers of a room', () => {
    expect(roomVerdict([probe('BT', 71), probe('ET', 72.5)])).toEqual({
      verdict: 'fahrenheit',
      probes: ['BT', 'ET'],
    });
  });

  it('are impossible below every winter and above every roaster', () => {
    expect(roomVerdict([probe('BT', 2140), probe('ET', 21)])).toMatchObject({
      verdict: 'impossible',
      probes: ['BT'],
    });
    expect(roomVerdict([probe('BT', -20)])).toMatchObject({ verdict: 'impossible' });
  });
});

describe('a probe that is warmed by hand', () => {
  const still = (label: string) => probe(label, 21, 21.1, 21, 21.1, 21.2);

  it('is the one that should rise', () => {
    const warmed = probe('BT', 21, 21, 21.1, 23, 26);
    expect(warmVerdict([warmed, still('ET')], 'bt')).toEqual({ verdict: 'right', roseC: 5 });
    expect(warmVerdict([still('BT'), still('ET')], 'bt')).toMatchObject({ verdict: 'waiting' });
  });

  it('is found under the other name when the two are swapped', () => {
    const warmed = probe('ET', 21, 21, 21, 23, 26);
    expect(warmVerdict([still('BT'), warmed], 'bt')).toMatchObject({
      verdict: 'other',
      probe: 'et',
    });
  });

  it('falls when its leads are the wrong way round', () => {
    const reversed = probe('BT', 21, 21, 21, 18, 16);
    expect(warmVerdict([reversed, still('ET')], 'bt')).toEqual({ verdict: 'reversed', fellC: 5 });
  });

  it('is not told from others that rise as well', () => {
    const both = [probe('BT', 21, 21, 21, 25), probe('ET', 21, 21, 21, 26)];
    expect(warmVerdict(both, 'bt')).toEqual({ verdict: 'several', probes: ['ET', 'BT'] });
  });

  it('is never called right while nothing rises by more than noise', () => {
    const noise = fc.array(fc.double({ min: 20, max: 22.9, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(noise, noise, (a, b) => {
        const { verdict } = warmVerdict([probe('BT', ...a), probe('ET', ...b)], 'bt');
        expect(verdict).toBe('waiting');
      }),
    );
  });
});
