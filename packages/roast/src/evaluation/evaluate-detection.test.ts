import { describe, expect, it } from 'vitest';
import { evaluateDetection, type JudgedRoast } from '#evaluation/evaluate-detection.ts';
import { realRoasts } from '../../test/real-roasts.ts';
import { machine } from '../../test/session-book.ts';
import { syntheticRoast } from '../../test/synthetic-roast.ts';

/** A roast whose person presses so many seconds late. */
function roast(
  seed: number,
  change: { lateS?: number; leadInS?: number; intervalS?: number } = {},
) {
  const { lateS = 0, leadInS = 90, intervalS = 1 } = change;
  const stream = syntheticRoast({ ...machine, seed, intervalS, leadInS, roastS: 600, coolS: 120 });
  return {
    ...stream,
    chargeS: stream.chargeS + lateS,
    dropS: stream.dropS + lateS,
    file: `${seed}.alog`,
    machine: 'drum',
    etC: null,
    intervalS,
    unit: 'C',
  } satisfies JudgedRoast;
}

describe('the evaluation of detection', () => {
  it('forgives a habit it knows from earlier roasts, and not the first time', () => {
    const roasts = [1, 2, 3].map((seed) => roast(seed, { lateS: 15 }));
    const [score] = evaluateDetection(roasts).machines;
    expect(score).toMatchObject({ n: 3, charge: { within6s: 2, rawWithin6s: 0, missed: 0 } });
    expect(score?.drop).toMatchObject({ within6s: 2, rawWithin6s: 0, breaks: 3, falseMarks: 0 });
    expect(score?.charge.medianOffsetS).toBeLessThan(-9);
    // One lead would have been right for all three, had it been known; the bend is seen whoever presses when.
    expect(score?.drop).toMatchObject({ boundWithin6s: 3, breakWithin2s: 3 });
    expect(score?.drop.breakOffset.p90AbsS).toBeLessThan(2);
  });

  it('lists apart what begins at charge and what is read too seldom', () => {
    const roasts = [roast(1), roast(2, { leadInS: 5 }), roast(3, { intervalS: 8 })];
    const [score] = evaluateDetection(roasts).machines;
    expect(score?.n).toBe(1);
    const evaluation = evaluateDetection(roasts);
    expect([evaluation.all.n, evaluation.allWithApart.n]).toEqual([1, 3]);
    expect(evaluation.allWithApart.charge.missed).toBeGreaterThan(evaluation.all.charge.missed);
    expect(score?.listedApart.map(({ file }) => file)).toEqual(['2.alog', '3.alog']);
    expect(score?.listedApart[0]?.reason).toBe('5 s of lead-in');
    expect(score?.listedApart[1]?.reason).toMatch(/^a reading every [78]\.\d s$/);
  });

  it('counts a mark that belongs to no press as false', () => {
    const { machines, falseMarksTotal } = evaluateDetection([
      { ...roast(1), chargeS: null, dropS: null },
    ]);
    expect(falseMarksTotal).toBeGreaterThanOrEqual(2);
    expect((machines[0]?.charge.falseMarks ?? 0) + (machines[0]?.drop.falseMarks ?? 0)).toBe(
      falseMarksTotal,
    );
  });
});

const roasts = realRoasts();
describe.skipIf(roasts.length === 0)('detection on real roasts', () => {
  const { machines, falseMarksTotal } = evaluateDetection(
    roasts.map((real) => ({
      ...real,
      file: real.name,
      chargeS: real.timeS[real.index.charge ?? -1] ?? null,
      dropS: real.timeS[real.index.drop ?? -1] ?? null,
    })),
  );
  const total = (value: (score: (typeof machines)[number]) => number): number =>
    machines.reduce((sum, score) => sum + value(score), 0);

  it.each(['charge', 'drop'] as const)(
    "finds the bend of %s more often than Artisan's own rule, and the person at least as often",
    (kind) => {
      expect(total((score) => score[kind].breakWithin2s)).toBeGreaterThan(
        total((score) => score[kind].artisan.breakWithin2s),
      );
      expect(total((score) => score[kind].within6s)).toBeGreaterThanOrEqual(
        total((score) => score[kind].artisan.within6s),
      );
    },
  );

  it('suggests no false mark', () => {
    expect(falseMarksTotal).toBe(0);
  });
});
