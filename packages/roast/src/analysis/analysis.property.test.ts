import { btChannel, etChannel, type RoastRecord, seededStream } from '@artisan-ts/domain';
import { buildMarks, buildRoastHeader } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseRoast } from '#analysis/analyse-roast.ts';

const marks = buildMarks({ charge: 0, dryEnd: 290, fcStart: 500, drop: 620 });
const endS = 650;

/** BT of a smooth made-up roast: down to 90 C at 80 s, then a rate that falls from `peak`. */
function btAt(t: number, peak: number): number {
  if (t < 80) return 200 - (110 * t) / 80;
  return 90 + (peak / 60) * 420 * (1 - Math.exp(-(t - 80) / 420));
}

function roastAt(
  timeS: readonly number[],
  peak: number,
  change: (value: number) => number = (value) => value,
): RoastRecord {
  const bt = timeS.map((t) => change(btAt(t, peak)));
  const et = timeS.map((t) => change(btAt(t, peak) + 40));
  return {
    ...buildRoastHeader(1, { marks, closeReason: 'imported' }),
    curves: [
      { channel: btChannel, timeS, values: bt, missing: null },
      { channel: etChannel, timeS, values: et, missing: null },
    ],
    gaps: [],
    foreign: null,
  };
}

const everySecond = Array.from({ length: endS + 1 }, (_, t) => t);
const peaks = fc.double({ min: 14, max: 24, noNaN: true });

/** The marks' own seconds, and others that come when they come. */
function irregular(seed: number): number[] {
  const random = seededStream(seed, 'times');
  const times = [0, 290, 500, 620];
  for (let t = 0.5; t < endS; t += 0.4 + 2.2 * random.next()) times.push(t);
  return times.sort((a, b) => a - b);
}

/** The numbers of an analysis that are worth comparing. */
function numbersOf(record: RoastRecord) {
  const { auc, met, phases, milestones, totalCPerMin } = analyseRoast(record);
  return {
    auc: auc?.valueCMin ?? Number.NaN,
    met: met?.etC ?? Number.NaN,
    drying: phases?.drying.btCPerMin ?? Number.NaN,
    maillard: phases?.maillard.btCPerMin ?? Number.NaN,
    development: phases?.development.btCPerMin ?? Number.NaN,
    total: totalCPerMin ?? Number.NaN,
    atCrack: milestones.fcStart?.btCPerMin ?? Number.NaN,
  };
}

/** How far a number may be off when readings are 3 s apart instead of 1 s, or come irregularly. */
const bounds = {
  auc: 8,
  met: 0.6,
  drying: 0.25,
  maillard: 1e-6,
  development: 1e-6,
  total: 0.15,
  atCrack: 0.25,
};

function expectNear(one: ReturnType<typeof numbersOf>, other: ReturnType<typeof numbersOf>): void {
  for (const [name, bound] of Object.entries(bounds)) {
    const key = name as keyof typeof bounds;
    expect(Math.abs(one[key] - other[key]), name).toBeLessThanOrEqual(bound);
  }
}

describe('an analysis', () => {
  it('is the same for a roast whose readings went through Fahrenheit', () => {
    fc.assert(
      fc.property(peaks, (peak) => {
        const there = (value: number): number => value * 1.8 + 32;
        const back = (value: number): number => (value - 32) / 1.8;
        const direct = numbersOf(roastAt(everySecond, peak));
        const around = numbersOf(roastAt(everySecond, peak, (value) => back(there(value))));
        for (const name of Object.keys(bounds) as (keyof typeof bounds)[]) {
          expect(around[name]).toBeCloseTo(direct[name], 6);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('hardly changes when readings are thinned to every third second', () => {
    fc.assert(
      fc.property(peaks, (peak) => {
        const thinned = everySecond.filter((t) => t % 3 === 0 || [290, 500, 620].includes(t));
        expectNear(numbersOf(roastAt(thinned, peak)), numbersOf(roastAt(everySecond, peak)));
      }),
      { numRuns: 40 },
    );
  });

  it('hardly changes when readings come irregularly', () => {
    fc.assert(
      fc.property(peaks, fc.integer({ min: 0, max: 1e6 }), (peak, seed) => {
        const times = irregular(seed);
        expectNear(numbersOf(roastAt(times, peak)), numbersOf(roastAt(everySecond, peak)));
      }),
      { numRuns: 60 },
    );
  });

  it('is the same whenever the recording began', () => {
    fc.assert(
      fc.property(peaks, fc.integer({ min: 1, max: 100_000 }), (peak, laterS) => {
        const record = roastAt(everySecond, peak);
        const later = {
          ...record,
          marks: buildMarks({
            charge: laterS,
            dryEnd: 290 + laterS,
            fcStart: 500 + laterS,
            drop: 620 + laterS,
          }),
          curves: record.curves.map((curve) => ({
            ...curve,
            timeS: curve.timeS.map((t) => t + laterS),
          })),
        };
        expect(numbersOf(later).auc).toBeCloseTo(numbersOf(record).auc, 6);
        expect(numbersOf(later).atCrack).toBeCloseTo(numbersOf(record).atCrack, 6);
        expect(analyseRoast(later).phases?.drying.durationS).toBe(290);
      }),
      { numRuns: 30 },
    );
  });

  it('never gives a number that is not finite, whatever the readings', () => {
    const reading = fc.option(fc.double({ min: -50, max: 700, noNaN: true }), { freq: 6 });
    fc.assert(
      fc.property(fc.array(reading, { minLength: 0, maxLength: 200 }), (values) => {
        const timeS = values.map((_, t) => t * 4);
        const record = roastAt(timeS, 20);
        const curves = record.curves.map((curve) => ({ ...curve, values }));
        const infinite: string[] = [];
        JSON.stringify(analyseRoast({ ...record, curves }), (key, value) => {
          if (typeof value === 'number' && !Number.isFinite(value)) infinite.push(key);
          return value;
        });
        expect(infinite).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
