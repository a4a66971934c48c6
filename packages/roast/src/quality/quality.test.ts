import {
  type Correction,
  Grams,
  type QualityValues,
  qualityOf,
  type RoastHeader,
  WallMs,
} from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctQuality, isInForce, originalOf, undoCorrection } from '#quality/correct.ts';
import { qualityFacts, qualityQuestions } from '#quality/questions.ts';

type Header = Pick<RoastHeader, 'greenG' | 'roastedG' | 'roastingNotes' | 'quality'>;
const bare: Header = { greenG: Grams(1000), roastedG: null, roastingNotes: '' };
const by = (who = 'Ada', why = '') => ({ who, why, wallMs: WallMs(7) });
const corrections = (header: Header): readonly Correction[] => header.quality?.corrections ?? [];

describe('correcting the quality of a roast', () => {
  it('keeps who, when, what and why, and the original beside it', () => {
    const weighed = correctQuality(bare, { roastedG: 850, groundColour: 71 }, by());
    const mended = correctQuality(weighed, { roastedG: 805 }, by('Ben', 'read the scale wrong'));
    expect(qualityOf(mended)).toMatchObject({ greenG: 1000, roastedG: 805, groundColour: 71 });
    expect(corrections(mended)[2]).toEqual({
      field: 'roastedG',
      before: 850,
      after: 805,
      who: 'Ben',
      why: 'read the scale wrong',
      wallMs: 7,
    });
    expect(originalOf(corrections(mended), 'roastedG')).toBe(850);
    expect(originalOf(corrections(mended), 'greenG')).toBeNull();
  });

  it('writes nothing down when nothing changes', () => {
    expect(corrections(correctQuality(bare, { greenG: 1000, observations: [] }, by()))).toEqual([]);
  });

  it('takes the last one back in one step, and the mistake stays in the list', () => {
    const weighed = correctQuality(bare, { roastedG: 850 }, by());
    const wrong = correctQuality(weighed, { observations: ['oily'] }, by());
    const undone = undoCorrection(wrong, null, by('Ben'));
    if (!undone.ok) throw new Error(undone.message);
    expect(qualityOf(undone.value)).toEqual(qualityOf(weighed));
    expect(corrections(undone.value).map(({ undoes }) => undoes)).toEqual([
      undefined,
      undefined,
      1,
    ]);
    expect(isInForce(corrections(undone.value), 1)).toBe(false);
    const again = undoCorrection(undone.value, 2, by());
    if (!again.ok) throw new Error(again.message);
    expect(qualityOf(again.value).observations).toEqual(['oily']);
    expect(isInForce(corrections(again.value), 1)).toBe(true);
  });

  it('refuses to take back what was corrected again since, what was taken back, and nothing', () => {
    const once = correctQuality(bare, { roastedG: 850 }, by());
    const twice = correctQuality(once, { roastedG: 805 }, by());
    expect(undoCorrection(twice, 0, by())).toMatchObject({ ok: false, code: 'request.conflict' });
    const none = { ok: false, code: 'quality.nothing-to-undo' };
    expect(undoCorrection(bare, null, by())).toMatchObject(none);
    expect(undoCorrection(twice, 9, by())).toMatchObject(none);
    const undone = undoCorrection(twice, null, by());
    if (!undone.ok) throw new Error(undone.message);
    expect(undoCorrection(undone.value, 1, by())).toMatchObject(none);
  });

  it('comes back to the beginning by taking back everything, whatever was done', () => {
    const change: fc.Arbitrary<Partial<QualityValues>> = fc.record(
      {
        greenG: fc.option(fc.integer({ min: 1, max: 9 })),
        roastedG: fc.option(fc.integer({ min: 1, max: 9 })),
        quakers: fc.option(fc.nat(3)),
        cuppingNotes: fc.constantFrom('', 'sweet', 'sour'),
        observations: fc.constantFrom([], ['oily' as const], ['tipping' as const]),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let header = bare;
        for (const values of changes) header = correctQuality(header, values, by());
        const length = corrections(header).length;
        for (let i = 0; i < length; i += 1) {
          const undone = undoCorrection(header, null, by());
          if (!undone.ok) throw new Error(undone.message);
          header = undone.value;
        }
        expect(qualityOf(header)).toEqual(qualityOf(bare));
        expect(corrections(header)).toHaveLength(2 * length);
        expect(undoCorrection(header, null, by()).ok).toBe(false);
      }),
    );
  });
});

describe('questions about the quality of a roast', () => {
  const asked = (values: Partial<QualityValues>) =>
    qualityQuestions({ ...qualityOf(bare), ...values }).map(({ field }) => field);

  it('are not asked about what is usual or not measured', () => {
    expect(asked({})).toEqual([]);
    const usual = { roastedG: 850, moistureGreenPct: 11, densityGreenGPerL: 720 } as const;
    expect(
      asked({ ...usual, waterActivity: 0.55, groundColour: 60, colourSystem: 'Agtron' }),
    ).toEqual([]);
  });

  it.each([
    ['a loss below 8 %', { roastedG: 930 }, ['roastedG']],
    ['a loss above 24 %', { roastedG: 750 }, ['roastedG']],
    ['more out than in', { roastedG: 1100 }, ['roastedG']],
    ['more sorted out than roasted', { roastedG: 850, defectsG: 900 }, ['defectsG']],
    ['moist green', { moistureGreenPct: 14 }, ['moistureGreenPct']],
    ['light green', { densityGreenGPerL: 500 }, ['densityGreenGPerL']],
    ['wet green', { waterActivity: 0.75 }, ['waterActivity']],
    ['an Agtron of 110', { groundColour: 110, colourSystem: 'Agtron' }, ['groundColour']],
    ['a colour of an unknown instrument', { groundColour: 110 }, ['colourSystem']],
    [
      'roasted beans moister than green ones',
      { moistureGreenPct: 11, moistureRoastedPct: 12 },
      ['moistureRoastedPct'],
    ],
  ] as const)('are asked about %s', (_what, values, fields) => {
    expect(asked(values)).toEqual(fields);
  });

  it('stand beside losses that count what was sorted out', () => {
    const values = {
      ...qualityOf(bare),
      roastedG: 850,
      defectsG: 50,
      wholeColour: 60,
      groundColour: 68,
    };
    expect(qualityFacts(values)).toEqual({ lossPct: 15, totalLossPct: 20, colourDelta: 8 });
  });
});
