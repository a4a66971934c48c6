import { describe, expect, it } from 'vitest';
import { playEmptyHours, playQuietParts, type QuietStretch } from '#evaluation/quiet-hours.ts';
import { realRoasts } from '../../test/real-roasts.ts';
import { machine } from '../../test/session-book.ts';
import { syntheticRoast } from '../../test/synthetic-roast.ts';

const seed = 1;

describe('hours in which nothing happens', () => {
  it('are no longer quiet when beans are charged in them', () => {
    const settings = { ...machine, seed, intervalS: 1, leadInS: 300, roastS: 600, coolS: 200 };
    const roast = syntheticRoast(settings);
    // The person presses after the end: the roast itself counts as time before charge.
    const lateS = (roast.timeS.at(-1) ?? 0) + 100;
    const [stretch] = playQuietParts(
      [{ ...roast, etC: null, intervalS: 1, chargeS: lateS, dropS: lateS + 1 }],
      seed,
    );
    expect(stretch?.falseMarks.map(({ kind }) => kind)).toContain('charge');
  });

  it.each([1, 2, 4, 5])(
    'suggest nothing on machines that are heated, held and cooled empty, seed %i',
    (one) => {
      const stretches = playEmptyHours(8, one);
      expect(stretches.reduce((sum, { hours }) => sum + hours, 0)).toBeCloseTo(8, 1);
      expect(stretches.map(({ kind }) => kind).sort()).toEqual(['cooling', 'idle', 'preheat']);
      expect(marksOf(stretches)).toEqual([]);
    },
  );

  const roasts = realRoasts().map(({ timeS, btC, etC, intervalS, index }) => ({
    timeS,
    btC,
    etC,
    intervalS,
    chargeS: timeS[index.charge ?? -1] ?? null,
    dropS: timeS[index.drop ?? -1] ?? null,
  }));
  it.skipIf(roasts.length === 0)(
    'suggest nothing before charge, after drop or in gaps of real roasts',
    () => {
      const stretches = playQuietParts(roasts, seed);
      expect(new Set(stretches.map(({ kind }) => kind)).size).toBe(3);
      expect(stretches.reduce((sum, { hours }) => sum + hours, 0)).toBeGreaterThan(
        roasts.length / 10,
      );
      expect(marksOf(stretches)).toEqual([]);
    },
  );
});

function marksOf(stretches: readonly QuietStretch[]) {
  return stretches.flatMap(({ kind, falseMarks }) =>
    falseMarks.map((mark) => ({ in: kind, ...mark })),
  );
}
