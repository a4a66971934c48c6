import { btChannel, type Curve, etChannel, Grams, type RoastRecord } from '@artisan-ts/domain';
import { buildMarks, buildRoastHeader } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { analyseRoast } from '#analysis/analyse-roast.ts';

/** 10 s of lead-in at 200 C, down to 90 C at 70 s, then 12 C/min; ET 40 C above. */
const timeS = Array.from({ length: 700 }, (_, i) => i);
const btC = timeS.map((t) =>
  t < 10 ? 200 : t < 70 ? 200 - ((t - 10) * 110) / 60 : 90 + (t - 70) / 5,
);
const marks = buildMarks({ charge: 10, dryEnd: 370, fcStart: 550, drop: 610 });

function roastOf(parts: Partial<RoastRecord> = {}): RoastRecord {
  const curve = (channel: Curve['channel'], values: Curve['values']): Curve => ({
    channel,
    timeS,
    values,
    missing: null,
  });
  return {
    ...buildRoastHeader(1, { marks }),
    curves: [
      curve(btChannel, btC),
      curve(
        etChannel,
        btC.map((valueC) => valueC + 40),
      ),
    ],
    gaps: [],
    foreign: null,
    ...parts,
  };
}

describe('the analysis of a roast', () => {
  const analysis = analyseRoast(roastOf());

  it('names the rate that it goes by, with window and lag', () => {
    expect(analysis.rate).toEqual({ method: 'ls30', windowS: 30, lagS: 15 });
    expect(analyseRoast(roastOf(), { settings: { rate: 'ls60' } }).rate).toEqual({
      method: 'ls60',
      windowS: 60,
      lagS: 30,
    });
  });

  it('tells of each phase how long it was and how fast BT rose, drying from the turning point', () => {
    const { phases } = analysis;
    expect(phases?.drying).toMatchObject({ fromS: 0, toS: 360, durationS: 360, sharePct: 60 });
    expect(phases?.drying.riseC).toBeCloseTo(60, 9);
    expect(phases?.drying.btCPerMin).toBeCloseTo(12, 9);
    expect(phases?.maillard.btCPerMin).toBeCloseTo(12, 9);
    expect(phases?.development).toMatchObject({ fromS: 540, toS: 600, sharePct: 10 });
    expect(phases?.development.toBtC).toBeCloseTo(198, 9);
  });

  it('lets drying rise from the beans themselves where their temperature is known', () => {
    const { phases } = analyseRoast(roastOf(), { inputs: { measures: { greenC: 20 } } });
    expect(phases?.drying.riseC).toBeCloseTo(130, 9);
    expect(phases?.drying.btCPerMin).toBeCloseTo(130 / 6, 9);
  });

  it('finds the area above 100 C as by hand', () => {
    // From 100 C at 120 s to 198 C at 610 s: a triangle, but for the last step, which Artisan leaves out.
    const triangle = (98 * 490) / 2 / 60;
    const lastStep = 97.9 / 60;
    expect(analysis.auc).toMatchObject({ from: 'turningPoint', fromS: 60, baseC: 100 });
    expect(analysis.auc?.valueCMin).toBeCloseTo(triangle - lastStep, 6);
    const sum = Object.values(analysis.phases ?? {}).reduce(
      (area, phase) => area + (phase.aucCMin ?? 0),
      0,
    );
    expect(sum).toBeCloseTo(analysis.auc?.valueCMin ?? 0, 9);
  });

  it('takes the base of the area from BT where it begins when asked', () => {
    const { auc } = analyseRoast(roastOf(), {
      settings: { aucBaseC: 'begin', aucFrom: 'dryEnd' },
    });
    expect(auc).toMatchObject({ from: 'dryEnd', fromS: 360 });
    expect(auc?.baseC).toBeCloseTo(150, 9);
  });

  it('finds the highest ET before drop and not what the probe showed before charge', () => {
    expect(analysis.met?.etC).toBeCloseTo(237.8, 9);
    expect(analysis.met?.timeS).toBe(599);
  });

  it('reads the rate at the milestones', () => {
    const { dryEnd, fcStart, drop, peak, turningPoint } = analysis.milestones;
    for (const milestone of [dryEnd, fcStart, drop]) {
      expect(milestone?.btCPerMin).toBeCloseTo(12, 9);
    }
    expect(turningPoint?.timeS).toBe(60);
    expect(peak?.btCPerMin).toBeCloseTo(12, 9);
    expect(peak?.timeS).toBeGreaterThanOrEqual(60 + 30);
  });

  it('says what is missing, and does not count a lost reading as a gap', () => {
    const missing = btC.map((value, t) => (t === 200 || (t >= 300 && t < 330) ? null : value));
    const record = roastOf();
    const { completeness } = analyseRoast({
      ...record,
      curves: record.curves.map((curve, index) =>
        index === 0 ? { ...curve, values: missing } : curve,
      ),
    });
    expect(completeness.gaps).toEqual([{ fromS: 289, toS: 320 }]);
    expect(completeness.missingPct).toBeCloseTo(5, 9);
    expect(analysis.completeness).toEqual({ gaps: [], missingPct: 0, flagged: 0 });
  });

  it('counts what is missing up to drop, also where nothing was read any more', () => {
    const record = roastOf();
    const lost = record.curves.map((curve) => ({
      ...curve,
      timeS: curve.timeS.slice(0, 400),
      values: curve.values.slice(0, 400),
    }));
    const { completeness } = analyseRoast({ ...record, curves: lost });
    expect(completeness.gaps).toEqual([{ fromS: 389, toS: 600 }]);
    expect(completeness.missingPct).toBeCloseTo(35, 9);
  });

  it('does not say how long a roast was that nobody charged, nor an area that ends before it begins', () => {
    const uncharged = analyseRoast(roastOf({ marks: buildMarks({ fcStart: 550, drop: 610 }) }));
    expect(uncharged).toMatchObject({ totalS: null, phases: null, dtrPct: null });
    const reversed = analyseRoast(roastOf({ marks: buildMarks({ charge: 610, drop: 10 }) }));
    expect(reversed).toMatchObject({ totalS: null, auc: null });
  });

  it('derives losses from what was weighed and measured, and nothing from what was not', () => {
    const { losses } = analyseRoast(roastOf({ greenG: Grams(1000), roastedG: Grams(850) }), {
      inputs: {
        measures: {
          defectsG: 10,
          moistureGreenPct: 11,
          moistureRoastedPct: 2,
          volumeGreenL: 1.4,
          volumeRoastedL: 2.4,
        },
      },
    });
    expect(losses.weightPct).toBeCloseTo(15, 9);
    expect(losses.totalPct).toBeCloseTo(16, 9);
    expect(losses.moisturePct).toBeCloseTo(9, 9);
    expect(losses.organicPct).toBeCloseTo(6, 9);
    expect(losses.volumeGainPct).toBeCloseTo(71.43, 2);
    expect(losses.densityGreenGPerL).toBeCloseTo(714.29, 2);
    expect(losses.densityChangePct).toBeCloseTo(-50.42, 2);
    expect(Object.values(analysis.losses)).toEqual(Object.values(analysis.losses).map(() => null));
  });

  it('measures how far it was from a reference by phase, laid on any moment', () => {
    const hotter = roastOf();
    const reference = roastOf({
      curves: hotter.curves.map((curve) => ({ ...curve, timeS: timeS.map((t) => t + 100) })),
      marks: buildMarks({ charge: 110, dryEnd: 470, fcStart: 650, drop: 710 }),
    });
    const own = {
      ...hotter,
      curves: hotter.curves.map((curve) => ({
        ...curve,
        values: curve.values.map((value, t) => (value === null ? null : value + (t > 370 ? 2 : 0))),
      })),
    };
    for (const alignAt of ['charge', 'dryEnd', 'drop'] as const) {
      const { deviation } = analyseRoast(own, { reference: { record: reference, alignAt } });
      expect(deviation?.phases.drying?.rmseC).toBeCloseTo(0, 9);
      expect(deviation?.phases.development).toMatchObject({
        biasC: expect.closeTo(2, 9),
        rmseC: expect.closeTo(2, 9),
        maxC: expect.closeTo(2, 9),
      });
    }
    expect(
      analyseRoast(own, { reference: { record: reference, alignAt: 'scStart' } }).deviation,
    ).toBeNull();
  });

  it('sums up the rated loads by what their levers said', () => {
    const lever = {
      id: 'burner',
      label: 'Burner',
      unit: '%',
      mode: 'logged',
      min: 0,
      max: 100,
      step: 5,
    } as const;
    const change = (at: number, value: number) =>
      ({ lever: 'burner', timeS: at, value, state: 'logged' }) as const;
    const record = roastOf({
      levers: [lever],
      leverChanges: [change(0, 100), change(310, 50), change(650, 100)],
      greenG: Grams(2000),
    });
    const load = { zeroAt: 0, fullAt: 100, isPressure: false };
    const { energy } = analyseRoast(record, {
      inputs: {
        energy: {
          loads: [
            { ...load, label: 'Gas', fuel: 'lpg', ratingKw: 12, lever: 'burner' },
            { ...load, label: 'Motor', fuel: 'electricity', ratingKw: 1.2, lever: null },
          ],
          co2GPerKWh: { lpg: 200, naturalGas: 180, electricity: 1000 },
        },
      },
    });
    // 300 s at full, 300 s at half; the motor throughout.
    expect(energy?.kWhByFuel).toEqual({
      lpg: expect.closeTo(1.5, 9),
      naturalGas: 0,
      electricity: expect.closeTo(0.2, 9),
    });
    expect(energy?.co2G).toBeCloseTo(500, 9);
    expect(energy?.kWhPerGreenKg).toBeCloseTo(0.85, 9);
  });

  it('survives JSON, and a record of which nothing is known', () => {
    expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
    const empty = analyseRoast(roastOf({ curves: [], marks: {} }));
    expect(empty).toMatchObject({ phases: null, auc: null, met: null, totalS: null });
  });
});
