import { btChannel, smoothingNames } from '@artisan-ts/domain';
import { buildMarks, buildRoastHeader } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseRoast } from '#analysis/analyse-roast.ts';
import { isRateGap } from '#rate-of-rise/methods.ts';
import { smoothings } from '#smoothing/methods.ts';
import { SmoothingStream, smoothed } from '#smoothing/stream.ts';

const runs = { numRuns: 200 };
const smoothing = fc.constantFrom(...smoothingNames);

/** Irregular times with dropouts and gaps, as a probe gives them. */
const curve = fc
  .array(
    fc.record({
      stepS: fc.oneof(
        { weight: 20, arbitrary: fc.double({ min: 0.1, max: 4, noNaN: true }) },
        { weight: 1, arbitrary: fc.double({ min: 5.01, max: 90, noNaN: true }) },
      ),
      valueC: fc.option(fc.double({ min: -20, max: 400, noNaN: true }), { freq: 12 }),
    }),
    { minLength: 1, maxLength: 150 },
  )
  .map((steps) => {
    let timeS = 0;
    const times = steps.map((step) => {
      timeS += step.stepS;
      return timeS;
    });
    return { timeS: times, valuesC: steps.map((step) => step.valueC) };
  });

describe('smoothing of a curve', () => {
  it('draws live exactly what it draws for the saved curve', () => {
    fc.assert(
      fc.property(smoothing, curve, (name, { timeS, valuesC }) => {
        const saved = smoothed(timeS, valuesC, name);
        const live = new SmoothingStream(name);
        timeS.forEach((time, i) => {
          expect(live.push(time, valuesC[i] ?? null)).toBe(saved[i]);
        });
      }),
      runs,
    );
  });

  it('shows a line that rises evenly as late as it states, at every sampling', () => {
    fc.assert(
      fc.property(
        smoothing,
        fc.double({ min: -30, max: 45, noNaN: true }),
        fc.array(fc.double({ min: 0.2, max: 4, noNaN: true }), { minLength: 60, maxLength: 90 }),
        (name, slopeCPerMin, steps) => {
          const { lagS } = smoothings[name];
          if (lagS === null) return;
          let atS = 0;
          const timeS = steps.map((step) => {
            atS += step;
            return atS;
          });
          const drawn = smoothed(
            timeS,
            timeS.map((t) => 100 + (t * slopeCPerMin) / 60),
            name,
          );
          // From where every window is full.
          timeS.forEach((t, i) => {
            if (t < 25) return;
            expect(drawn[i]).toBeCloseTo(100 + ((t - lagS) * slopeCPerMin) / 60, 6);
          });
        },
      ),
      runs,
    );
  });

  it('runs two thirds of a sampling interval behind as Artisan draws it', () => {
    const timeS = Array.from({ length: 40 }, (_, i) => i * 2);
    expect(smoothed(timeS, timeS, 'artisan3').at(-1)).toBeCloseTo(78 - 4 / 3, 9);
  });

  it('leaves what is missing missing, and begins anew after five seconds without a reading', () => {
    fc.assert(
      fc.property(smoothing, curve, (name, { timeS, valuesC }) => {
        const drawn = smoothed(timeS, valuesC, name);
        let lastS: number | null = null;
        valuesC.forEach((value, i) => {
          expect(drawn[i] === null).toBe(value === null);
          const t = timeS[i] ?? 0;
          if (value === null) return;
          if (lastS === null || isRateGap(lastS, t)) expect(drawn[i]).toBe(value);
          lastS = t;
        });
      }),
      runs,
    );
  });

  it('lets a reading that cannot be right stand as it came, and smear over nothing', () => {
    const timeS = Array.from({ length: 40 }, (_, i) => i);
    const values = timeS.map((t) => (t === 30 ? 850 : t));
    const usable = values.map((value) => (value === 850 ? null : value));
    const drawn = smoothed(timeS, values, 'end20', usable);
    expect(drawn[30]).toBe(850);
    expect(drawn[31]).toBeCloseTo(31, 9);
  });

  it('gives the same in Fahrenheit', () => {
    fc.assert(
      fc.property(smoothing, curve, (name, { timeS, valuesC }) => {
        const inC = smoothed(timeS, valuesC, name);
        const inF = smoothed(
          timeS,
          valuesC.map((value) => (value === null ? null : value * 1.8 + 32)),
          name,
        );
        inC.forEach((value, i) => {
          if (value === null) expect(inF[i]).toBeNull();
          else expect(inF[i]).toBeCloseTo(value * 1.8 + 32, 5);
        });
      }),
      runs,
    );
  });

  it.each(smoothingNames)('hides no crash of 8 C/min when drawn by %s', (name) => {
    const crashS = 420;
    const timeS = Array.from({ length: 640 }, (_, i) => i);
    let btC = 90;
    const bt = timeS.map((t) => {
      const rate = t < 80 ? 0 : 20 * Math.exp(-(t - 80) / 450);
      btC += (rate - (t >= crashS && t < crashS + 60 ? 8 : 0)) / 60;
      return btC;
    });
    const found = (values: readonly (number | null)[]) =>
      analyseRoast({
        ...buildRoastHeader(1, {
          marks: buildMarks({ charge: 0, dryEnd: 280, fcStart: 480, drop: 639 }),
          intervalS: 1,
        }),
        curves: [{ channel: btChannel, timeS, values, missing: null }],
        gaps: [],
        foreign: null,
      }).excursions.find(({ kind }) => kind === 'crash');
    const lagS = smoothings[name].lagS ?? 1;
    const seen = found(smoothed(timeS, bt, name));
    expect(seen?.flaggedS ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(crashS + 15 + lagS + 1);
    expect(seen?.depthCPerMin).toBeLessThan(-6);
  });
});
