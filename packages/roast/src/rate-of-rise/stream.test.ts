import { rateOfRiseMethodNames } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateOfRiseMethods } from '#rate-of-rise/methods.ts';
import { RateOfRiseStream, rateOfRise } from '#rate-of-rise/stream.ts';

const runs = { numRuns: 200 };

/** Irregular times with dropouts and gaps, as a probe gives them. */
const curve = fc
  .array(
    fc.record({
      stepS: fc.oneof(
        { weight: 20, arbitrary: fc.double({ min: 0.1, max: 4, noNaN: true }) },
        { weight: 1, arbitrary: fc.double({ min: 5.51, max: 90, noNaN: true }) },
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

const method = fc.constantFrom(...rateOfRiseMethodNames);

function seconds(count: number, stepS = 1, fromS = 0): number[] {
  return Array.from({ length: count }, (_, i) => fromS + i * stepS);
}

describe('rate of rise', () => {
  it('gives a straight line its slope, at any rate, interval and time of day', () => {
    fc.assert(
      fc.property(
        method,
        fc.double({ min: -9, max: 44, noNaN: true }),
        fc.double({ min: 0.1, max: 4, noNaN: true }),
        fc.constantFrom(0, 3600, 1e6, 1e9),
        (name, slopeCPerMin, stepS, fromS) => {
          const timeS = seconds(Math.ceil(60 / stepS) + 10, stepS, fromS);
          const valuesC = timeS.map((t) => 100 + ((t - fromS) * slopeCPerMin) / 60);
          expect(rateOfRise(timeS, valuesC, name).at(-1)).toBeCloseTo(slopeCPerMin, 3);
        },
      ),
      runs,
    );
  });

  it('shows live exactly what it shows for the saved curve', () => {
    fc.assert(
      fc.property(method, curve, (name, { timeS, valuesC }) => {
        const saved = rateOfRise(timeS, valuesC, name);
        const live = new RateOfRiseStream(name);
        timeS.forEach((time, i) => {
          expect(live.push(time, valuesC[i] ?? null)).toBe(saved[i]);
          expect(rateOfRise(timeS.slice(0, i + 1), valuesC.slice(0, i + 1), name)[i]).toBe(
            saved[i],
          );
        });
      }),
      { ...runs, numRuns: 25 },
    );
  });

  it('gives the same in Fahrenheit, scaled', () => {
    fc.assert(
      fc.property(curve, ({ timeS, valuesC }) => {
        const inC = rateOfRise(timeS, valuesC, 'ls30');
        const inF = rateOfRise(
          timeS,
          valuesC.map((value) => (value === null ? null : value * 1.8 + 32)),
          'ls30',
        );
        inC.forEach((rate, i) => {
          if (rate === null) expect(inF[i]).toBeNull();
          else expect(inF[i]).toBeCloseTo(rate * 1.8, 6);
        });
      }),
      runs,
    );
  });

  it('never gives a number that is not finite', () => {
    fc.assert(
      fc.property(
        method,
        fc.array(fc.tuple(fc.double(), fc.option(fc.double()))),
        (name, pushes) => {
          const stream = new RateOfRiseStream(name);
          for (const [timeS, valueC] of pushes) {
            const rate = stream.push(
              timeS,
              valueC === null ? null : Math.max(-1e6, Math.min(1e6, valueC)),
            );
            expect(rate === null || Number.isFinite(rate)).toBe(true);
          }
        },
      ),
      runs,
    );
  });

  it('starts with ls30 when 15 s are there, and again after a gap over 5 s', () => {
    const timeS = [...seconds(20), ...seconds(20, 1, 24.6)];
    const rates = rateOfRise(timeS, timeS, 'ls30');
    const defined = timeS.filter((_, i) => rates[i] !== null);
    expect(defined[0]).toBe(15);
    expect(defined.find((t) => t > 20)).toBeCloseTo(39.6, 9);
  });

  it('is told of a device that is read every 5 s, some tenths early or late as devices are', () => {
    const timeS = seconds(40, 5).map((t, i) => t + 0.15 * Math.sin(i * i));
    const rates = rateOfRise(timeS, timeS, 'ls30');
    expect(rates.slice(4).every((rate) => Math.abs((rate ?? 0) - 60) < 1e-6)).toBe(true);
  });

  it.each(rateOfRiseMethodNames)('lags behind a ramp of the rate by what %s states', (name) => {
    // BT = t²: the rate rises linearly, so that a lag is a constant offset.
    const timeS = seconds(121);
    const { lagS: statedS } = rateOfRiseMethods[name];
    const acceleration = 0.001;
    const rates = rateOfRise(
      timeS,
      timeS.map((t) => acceleration * t * t),
      name,
    );
    const lagS = 120 - (rates[120] ?? 0) / 60 / (2 * acceleration);
    expect(Math.abs(lagS - statedS)).toBeLessThan(0.6);
  });

  it('keeps standing over a lost reading and up to 5 s of silence', () => {
    const timeS = seconds(40);
    const valuesC = timeS.map((t) => (t > 30 && t < 35 ? null : t / 6));
    const rates = rateOfRise(timeS, valuesC, 'ls30');
    expect(rates[33]).toBeCloseTo(10, 9);
    expect(rates[37]).not.toBeNull();
  });

  it('does not use a time that is repeated or goes back', () => {
    const stream = new RateOfRiseStream('ls30');
    for (const t of seconds(30)) stream.push(t, t / 6);
    const before = stream.push(30, 5);
    expect(stream.push(30, 400)).toBe(before);
    expect(stream.push(12, 400)).toBe(before);
    expect(stream.push(31, 31 / 6)).toBeCloseTo(10, 9);
  });

  it('shows a crash of 8 C/min within the stated lag', () => {
    const timeS = seconds(120);
    const valuesC = timeS.map((t) => (t < 60 ? t / 6 : 10 + (t - 60) / 30));
    const rates = rateOfRise(timeS, valuesC, 'ls30');
    expect(rates[60 + 15] ?? 99).toBeLessThanOrEqual(6.01);
    expect(rates[60 + 30]).toBeCloseTo(2, 9);
  });

  it('hides with artisan20 what Artisan hides: rates outside -10 to 45 C/min', () => {
    const timeS = seconds(60);
    expect(
      rateOfRise(
        timeS,
        timeS.map((t) => -t),
        'artisan20',
      ).at(-1),
    ).toBeNull();
    expect(
      rateOfRise(
        timeS,
        timeS.map((t) => t),
        'artisan20',
      ).at(-1),
    ).toBeNull();
  });

  it('works artisan20 out as by hand', () => {
    // One step of 6 C at t = 30, every second. Curve filter (3,2,1)/6: 3, 5, 6. Against 20 s before (no step there): 9, 15,
    // 18, 18 C/min. Delta filter (4,3,2,1)/10 over 18, 18, 15, 9.
    const timeS = seconds(34);
    const rates = rateOfRise(
      timeS,
      timeS.map((t) => (t < 30 ? 100 : 106)),
      'artisan20',
    );
    expect(rates[29]).toBeCloseTo(0, 9);
    expect(rates[33]).toBeCloseTo((4 * 18 + 3 * 18 + 2 * 15 + 9) / 10, 9);
  });
});
