import { btChannel, Grams } from '@artisan-ts/domain';
import { buildMarks, buildRoastHeader } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { evaluateAgreement } from '#evaluation/agreement/evaluate-agreement.ts';
import type { ComputedRoast } from '#evaluation/agreement/file-numbers.ts';

const timeS = Array.from({ length: 700 }, (_, i) => i);

/** Down to `lowC` at 60 s, then 12 C/min, with results that Artisan might have written. */
function roast(parts: Partial<ComputedRoast> & { readonly lowC?: number } = {}): ComputedRoast {
  const { lowC = 90, ...given } = parts;
  const marks = buildMarks({ charge: 0, dryEnd: 360, fcStart: 540, drop: 600 });
  const values = timeS.map((t) => (t < 60 ? 200 - ((200 - lowC) * t) / 60 : lowC + (t - 60) / 5));
  return {
    file: 'a.alog',
    record: {
      ...buildRoastHeader(1, { marks, greenG: Grams(1000), closeReason: 'imported' }),
      curves: [{ channel: btChannel, timeS, values, missing: null }],
      gaps: [],
      foreign: null,
    },
    inputs: {
      choices: { aucFrom: 'turningPoint', aucBaseC: 100 },
      measures: {},
      energy: null,
    },
    version: '3.4.0',
    dryEndC: 150,
    values: {},
    ...given,
  };
}

const ruleOf = (given: ComputedRoast): (string | null)[] =>
  evaluateAgreement([given]).differences.map(({ rule }) => rule);

describe('the agreement with what Artisan wrote', () => {
  it('counts what is equal to the last written digit, by version and by value', () => {
    const values = {
      TP_time: 60,
      totaltime: 600,
      finish_phase_ror: 12,
      DROP_BT: 198,
      weightin: 1000,
    };
    const { versions, values: byValue, differences } = evaluateAgreement([roast({ values })]);
    expect(versions).toEqual([
      { version: '3.4.0', roasts: 1, compared: 5, equal: 5, underRule: 0, unexplained: 0 },
    ]);
    expect(byValue.map(({ key }) => key)).toContain('totaltime');
    expect(differences).toEqual([]);
  });

  it('leaves a difference that no rule explains unexplained', () => {
    const values = { totaltime: 601, TP_BT: 91, AUC: 250, finish_phase_ror: 12.2 };
    expect(ruleOf(roast({ values }))).toEqual([null, null, null, null]);
  });

  it('lets a version cut seconds that did so, and no other', () => {
    const values = { midphasetime: 239 };
    const late = buildMarks({ charge: 0, dryEnd: 300, fcStart: 600, drop: 650 });
    const old = roast({ values, version: '2.1.2' });
    const record = { ...old.record, marks: late };
    expect(ruleOf({ ...old, record })).toEqual(['whole-seconds-before-2.4.6']);
    expect(ruleOf({ ...old, record, version: '2.4.6' })).toEqual([null]);
  });

  it('knows where Artisan gives up looking for a turning point it does not believe', () => {
    // From 40 C: the area from 121 s on is the same as from the turning point, until the base is low.
    const inputs = {
      choices: { aucFrom: 'turningPoint', aucBaseC: 0 },
      measures: {},
      energy: null,
    } as const;
    // The mean of 52.2 C at 121 s and 147.8 C at 599 s over 479 s, in C min.
    const values = { AUC: Math.round((((52 + 147.6) / 2 + 0.1) * 479) / 60) };
    expect(ruleOf(roast({ values, inputs, lowC: 40 }))).toEqual([
      'turning-point-given-up-at-120-s',
    ]);
    expect(ruleOf(roast({ values: { AUC: values.AUC + 5 }, inputs, lowC: 40 }))).toEqual([null]);
  });

  it('knows a rate at first crack by the defaults and by a choice, and none that no choice gives', () => {
    // 12 C/min up to 520 s, then 4: the further a rate looks back, the more it holds of the 12.
    const bent = roast();
    const [curve] = bent.record.curves;
    if (curve === undefined) throw new Error('no curve');
    const values = curve.values.map((value, t) =>
      t <= 520 || value === null ? value : value - ((t - 520) * 8) / 60,
    );
    const record = { ...bent.record, curves: [{ ...curve, values }] };
    const at = (fcs_ror: number) => ruleOf({ ...bent, record, values: { fcs_ror } });
    // Over 20 s, with both decay averages (means of 2/3 and 1 sample back): 8 * (2/3 + 1) / 20 above the 4.
    expect(at(4.7)).toEqual(['artisan-default-rate']);
    expect(at(4)).toEqual(['artisan-rate-by-chosen-span']);
    expect(at(12.5)).toEqual([null]);
    expect(at(3.5)).toEqual([null]);
  });

  it('does not compare what Artisan says was not read, and tells what we do not compute', () => {
    const values = { MET: -1, DROP_ET: -1, bbp_total_time: 300 };
    const { compared, notCompared } = evaluateAgreement([roast({ values })]);
    expect(compared).toBe(0);
    expect(notCompared).toEqual([
      { key: 'bbp_total_time', files: 1, reason: 'of the time between batches' },
    ]);
  });
});
