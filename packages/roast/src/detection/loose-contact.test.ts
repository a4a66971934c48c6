import { describe, expect, it } from 'vitest';
import { isLooseContact } from '#detection/loose-contact.ts';

const bend = { timeS: 0, valueC: 200, slopeBefore: 0, slopeAfter: -5, noiseC: 0.1, before: 20 };

/** BT after a bend, a reading every so many seconds from the first on. */
function isContact(values: readonly number[], intervalS = 1): boolean {
  const readings = values.map((valueC, i) => {
    const timeS = (i + 1) * intervalS;
    return { timeS, valueC, count: 1, sinceS: timeS };
  });
  return isLooseContact(readings, bend);
}

describe('a loose contact', () => {
  it('is one step, or two, that make nearly all of a fall', () => {
    expect(isContact([199, 175, 174, 173, 172])).toBe(true);
    expect(isContact([199, 180, 180, 179, 158, 157])).toBe(true);
  });

  it('jumps back in the middle of a fall', () => {
    expect(isContact([190, 185, 180, 195, 170])).toBe(true);
    expect(isContact([190, 185, 195, 180, 170, 165, 160, 155, 150])).toBe(false);
  });

  it('is not a probe that follows, at any distance of readings, though some be lost', () => {
    for (const probeS of [5, 12, 35]) {
      for (const intervalS of [0.5, 1, 2, 5, 10]) {
        const fall = Array.from({ length: 4 }, (_, i) => {
          return 200 - 110 * (1 - Math.exp((-(i + 0.8) * intervalS) / probeS));
        });
        expect(isContact(fall, intervalS), `${probeS} s, every ${intervalS} s`).toBe(false);
      }
    }
  });
});
