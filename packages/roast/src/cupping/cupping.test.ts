import { type CuppingAttribute, makeId, seededStream, type Trial } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviation, type GivenScore, tasterOffsets, tasterPairs } from '#cupping/calibration.ts';
import { blindCodes, triangleLayouts } from '#cupping/codes.ts';
import { formSpecs, isOnScale } from '#cupping/forms.ts';
import { progress, totalScore } from '#cupping/score.ts';
import { binomialTail, oddCode, triangleResult } from '#cupping/triangle.ts';

const all = (form: 'sca2004' | 'cva', score: number) =>
  Object.fromEntries(formSpecs[form].attributes.map((name) => [name, score])) as Partial<
    Record<CuppingAttribute, number>
  >;

describe('the score of the Coffee Value Assessment', () => {
  // Worked from SCA-104: S = 0.65625 * sum + 52.75 - 2u - 4d, to the nearest 0.25.
  it.each([
    [9, {}, 100],
    [5, {}, 79],
    [1, {}, 58],
    [7, {}, 89.5],
    [7, { notUniform: [0, 1], defective: [1] }, 81.5],
  ])('is for eight times %d with %j: %d', (score, cups, total) => {
    expect(totalScore('cva', { scores: all('cva', score), cups }, 5)).toBe(total);
  });

  it('is rounded to a quarter', () => {
    // 0.65625 * 41 + 52.75 = 79.65625
    const scores = { ...all('cva', 5), aroma: 6 };
    expect(totalScore('cva', { scores, cups: {} }, 5)).toBe(79.75);
  });
});

describe('the score of the form of 2004', () => {
  it('is 100 for a perfect coffee and 86 for one that is 8.00 throughout and clean', () => {
    expect(totalScore('sca2004', { scores: all('sca2004', 10), cups: {} }, 5)).toBe(100);
    expect(totalScore('sca2004', { scores: all('sca2004', 8), cups: {} }, 5)).toBe(86);
  });

  it('loses two points for every cup that is not uniform, clean or sweet, and for a taint; four for a fault', () => {
    const cups = { notUniform: [1], notClean: [1, 3], notSweet: [4], taint: [3], fault: [1, 0] };
    expect(totalScore('sca2004', { scores: all('sca2004', 8), cups }, 5)).toBe(86 - 8 - 2 - 8);
  });

  it('weighs cups alike when there are other than five', () => {
    const parts = { scores: all('sca2004', 8), cups: { notUniform: [0] } };
    expect(totalScore('sca2004', parts, 2)).toBe(81);
  });
});

describe('a sheet', () => {
  it('has no score until every attribute is scored, and says how far it is', () => {
    const { overall: _, ...scores } = all('cva', 6);
    expect(totalScore('cva', { scores, cups: {} }, 5)).toBeNull();
    expect(progress('cva', { scores })).toEqual({ done: 7, of: 8 });
  });

  it.each([
    ['sca2004', 8.25, true],
    ['sca2004', 8.3, false],
    ['sca2004', 5.75, false],
    ['cva', 9, true],
    ['cva', 6.5, false],
  ] as const)('of %s takes %d: %s', (form, value, isOn) => {
    expect(isOnScale(formSpecs[form].scale, value)).toBe(isOn);
  });
});

const tasters = ['1', '2', '3'].map((digit) => makeId('taster', digit.repeat(32)));
const [ada, ben, cem] = tasters as [(typeof tasters)[0], (typeof tasters)[0], (typeof tasters)[0]];

describe('calibration', () => {
  const given = (tasterId: typeof ada, scores: readonly number[]): GivenScore[] =>
    scores.map((score, index) => ({ tasterId, itemId: `sample ${index}`, score }));

  it('finds who scores high, and how steadily', () => {
    const scores = [...given(ada, [84, 82, 88]), ...given(ben, [82, 80, 86]), ...given(cem, [82])];
    const found = tasterOffsets(tasters, scores);
    expect(found.map(({ offset }) => offset)).toEqual([2, expect.closeTo(-5 / 3), -1]);
    expect(found.map(({ samples }) => samples)).toEqual([3, 3, 1]);
    expect(found[0]?.spread).toBe(0);
    expect(found[2]?.spread).toBeNull();
  });

  it('says nothing of a taster who tasted alone', () => {
    expect(tasterOffsets([ada], given(ada, [80, 81]))).toEqual([]);
    expect(tasterPairs([ada], given(ada, [80, 81]))).toEqual([]);
  });

  it('counts the pairs of samples that two put in the same order, ties left out', () => {
    const scores = [...given(ada, [80, 84, 86]), ...given(ben, [82, 81, 82])];
    expect(tasterPairs([ada, ben], scores)).toEqual([
      { tasterIds: [ada, ben], samples: 3, meanDistance: 3, comparisons: 2, sameOrder: 1 },
    ]);
  });

  it('has offsets that cancel out when two taste the same', () => {
    const twoScores = fc.array(
      fc.tuple(
        fc.double({ min: 60, max: 100, noNaN: true }),
        fc.double({ min: 60, max: 100, noNaN: true }),
      ),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(twoScores, (rows) => {
        const scores = [
          ...given(
            ada,
            rows.map(([a]) => a),
          ),
          ...given(
            ben,
            rows.map(([, b]) => b),
          ),
        ];
        const [first, second] = tasterOffsets([ada, ben], scores);
        expect((first?.offset ?? 0) + (second?.offset ?? 0)).toBeCloseTo(0, 8);
      }),
    );
  });

  it('has no spread of one number', () => {
    expect([deviation([5]), deviation([4, 6])]).toEqual([null, Math.SQRT2]);
  });
});

describe('the triangle test', () => {
  const a = makeId('sample', 'a'.repeat(32));
  const b = makeId('sample', 'b'.repeat(32));
  const trial = (digit: string, samples: readonly (typeof a)[]): Trial => ({
    id: makeId('trial', digit.repeat(32)),
    tasterId: ada,
    cups: samples.map((sampleId, index) => ({ code: String(274 + index), sampleId })),
  });

  // Tabulated in ISO 4120 and every book of sensory analysis: 5 of 6 and 8 of 12 are significant at 5 %.
  it.each([
    [6, 5, 0.0178],
    [6, 4, 0.1001],
    [12, 8, 0.0188],
    [30, 15, 0.0435],
    [1, 1, 1 / 3],
    [0, 0, 1],
  ])('of %d answers %d right has the exact probability %d by guessing', (n, k, p) => {
    expect(binomialTail(n, k, 1 / 3)).toBeCloseTo(p, 4);
  });

  it('has tails that add up to one and fall with the number of right picks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (n) => {
        expect(binomialTail(n, 0, 1 / 3)).toBeCloseTo(1, 9);
        expect(binomialTail(n, n, 1 / 3)).toBeCloseTo((1 / 3) ** n, 9);
      }),
    );
  });

  it('knows the odd cup wherever it stands', () => {
    expect(oddCode(trial('1', [a, a, b]))).toBe('276');
    expect(oddCode(trial('1', [b, a, b]))).toBe('275');
    expect(oddCode(trial('1', [a, a, a]))).toBeNull();
  });

  it('says in words whether they can be told apart', () => {
    const trials = ['1', '2', '3', '4', '5', '6'].map((digit) => trial(digit, [b, a, a]));
    const picked = (picks: readonly (string | null)[]) =>
      triangleResult(
        trials,
        picks.map((pick, index) => ({ itemId: (trials[index] as Trial).id, pick })),
      );
    const found = picked(['274', '274', '274', '274', '274', '275']);
    expect([found.answered, found.correct]).toEqual([6, 5]);
    expect(found.words).toBe(
      '5 of 6 found the odd cup; by guessing it would be 2. Guessing alone does as well or better 1.8 % of the time: the two coffees can be told apart.',
    );
    expect(picked(['274', '275', null]).words).toContain('no difference was shown (with so few');
    expect(picked(['274', '274', '274', '274', '275', '276']).words).toContain(
      '5 right would have',
    );
    expect(picked([]).words).toBe('Nobody has answered yet.');
  });
});

describe('blind codes', () => {
  it('are three digits, all different, none of those that were used, and follow from the entropy alone', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 300 }), (seed, count) => {
        const before = blindCodes(seededStream(seed, 'before'), 100);
        const draw = () => blindCodes(seededStream(seed, 'codes'), count, new Set(before));
        const codes = draw();
        expect(new Set([...codes, ...before]).size).toBe(count + before.length);
        expect(codes.every((code) => /^[1-9]\d\d$/.test(code))).toBe(true);
        expect(draw()).toEqual(codes);
      }),
      { numRuns: 30 },
    );
  });

  it('lay every triangle out once before any comes again', () => {
    const drawn = triangleLayouts(seededStream(7, 'layouts'), 12).map((cups) => cups.join(''));
    expect(new Set(drawn.slice(0, 6)).size).toBe(6);
    expect(new Set(drawn.slice(6)).size).toBe(6);
  });
});
