import { seededStream, standardNormal } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { dataBreak } from '#evaluation/data-break.ts';

const bendS = 100;
const noise = seededStream(1, 'data-break');

/** Three minutes of BT that goes as it is told from a bend at 100 s on. */
function curve(
  before: (sinceS: number) => number,
  after: (sinceS: number) => number,
  intervalS = 1,
): { timeS: number[]; btC: number[] } {
  const timeS = Array.from({ length: Math.floor(180 / intervalS) }, (_, i) => i * intervalS);
  const btC = timeS.map((atS) => {
    const sinceS = atS - bendS;
    return 200 + (sinceS < 0 ? before(sinceS) : after(sinceS)) + 0.05 * standardNormal(noise);
  });
  return { timeS, btC };
}

describe('the bend in the data', () => {
  it('is where a fall begins that gathers speed, not where it is fast', () => {
    for (const gainC of [0.05, 0.1, 0.2]) {
      for (const intervalS of [1, 2]) {
        const stream = curve(
          (s) => 0.12 * s,
          (s) => (s < 12 ? -gainC * s * s : -gainC * 144 - gainC * 24 * (s - 12)),
          intervalS,
        );
        const foundS = dataBreak(stream, bendS - 10) ?? 0;
        expect(Math.abs(foundS - bendS), `${gainC} C/s², every ${intervalS} s`).toBeLessThanOrEqual(
          2,
        );
      }
    }
  });

  it('is found on a drum that cools already, and where beans warm up from the cold', () => {
    const cooling = curve(
      (s) => -0.1 * s,
      (s) => -100 * (1 - Math.exp(-s / 15)),
    );
    expect(Math.abs((dataBreak(cooling, bendS) ?? 0) - bendS)).toBeLessThanOrEqual(2);
    const cold = curve(
      () => -178,
      (s) => -178 + 1.5 * s,
    );
    expect(Math.abs((dataBreak(cold, bendS - 5) ?? 0) - bendS)).toBeLessThanOrEqual(2);
  });

  it('is not there where nothing bends', () => {
    const straight = curve(
      (s) => 0.1 * s,
      (s) => 0.1 * s,
    );
    expect(dataBreak(straight, bendS)).toBeNull();
  });
});
