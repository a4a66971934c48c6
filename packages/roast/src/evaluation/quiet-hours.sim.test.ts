import { seededStream } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { playEmptyHours, playQuietParts, type QuietStretch } from '#evaluation/quiet-hours.ts';
import { realRoasts } from '../../test/real-roasts.ts';

const seed = 1;

describe('hours in which nothing happens', () => {
  it.each([1, 2, 4, 5])(
    'suggest nothing on machines that are heated, held and cooled empty, seed %i',
    (one) => {
      const stretches = playEmptyHours(8, one);
      const kinds = stretches.map(({ kind }) => kind).sort();
      expect(kinds).toEqual(['cooling', 'emptyWithGaps', 'idle', 'preheat']);
      const [gaps, others] = [true, false].map((isGaps) =>
        stretches.filter(({ kind }) => (kind === 'emptyWithGaps') === isGaps),
      );
      for (const part of [gaps ?? [], others ?? []])
        expect(part.reduce((sum, { hours }) => sum + hours, 0) / 8).toBeCloseTo(1, 0);
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
      const random = seededStream(seed, 'holes');
      const stretches = roasts.flatMap((roast) => playQuietParts(roast, random));
      expect(new Set(stretches.map(({ kind }) => kind)).size).toBe(4);
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
