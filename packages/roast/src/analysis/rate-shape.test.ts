import { btChannel, seededStream, standardNormal } from '@artisan-ts/domain';
import { buildMarks, buildRoastHeader } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseRoast } from '#analysis/analyse-roast.ts';

/** How a made-up roast goes after its turning point at 80 s: the rate falls as under constant heat. */
interface Course {
  readonly peak: number;
  readonly decayS: number;
  readonly intervalS: number;
  readonly noiseC: number;
  readonly quantumC: number;
  readonly seed: number;
  /** What is added to the rate, C/min. */
  readonly extra: (timeS: number) => number;
}

const dropS = 640;
const turnedS = 80;
const fcS = 480;

function roastOf(course: Course) {
  const random = seededStream(course.seed, 'rate-shape');
  const stepS = 0.05;
  const timeS: number[] = [];
  const values: number[] = [];
  let btC = 200;
  for (let step = 0; step * stepS <= dropS + 20; step++) {
    const t = step * stepS;
    const rate =
      t < turnedS
        ? -82.5 * (1 - t / turnedS) * 1.9
        : course.peak * Math.exp(-(t - turnedS) / course.decayS) + course.extra(t);
    btC += (rate / 60) * stepS;
    if (t < timeS.length * course.intervalS) continue;
    timeS.push(t);
    const read = btC + course.noiseC * standardNormal(random);
    values.push(Math.round(read / course.quantumC) * course.quantumC);
  }
  const marks = buildMarks({ charge: 0, dryEnd: 280, fcStart: fcS, drop: dropS });
  return {
    ...buildRoastHeader(1, { marks, intervalS: course.intervalS }),
    curves: [{ channel: btChannel, timeS, values, missing: null }],
    gaps: [],
    foreign: null,
  };
}

const smooth = fc.record({
  peak: fc.double({ min: 16, max: 24, noNaN: true }),
  decayS: fc.double({ min: 300, max: 700, noNaN: true }),
  intervalS: fc.constantFrom(0.5, 1, 2, 3),
  noiseC: fc.constantFrom(0, 0.05, 0.1),
  quantumC: fc.constantFrom(0.01, 0.1, 0.25),
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
});
const runs = { numRuns: 60 };

describe('crash and flick', () => {
  it('flags a crash of 8 C/min at the first reading after the 15 s that the rate runs behind, and says when it began', () => {
    fc.assert(
      fc.property(smooth, fc.integer({ min: 400, max: 560 }), (course, crashS) => {
        const extra = (t: number): number => (t >= crashS && t < crashS + 60 ? -8 : 0);
        const { excursions, rate } = analyseRoast(roastOf({ ...course, extra }));
        const crash = excursions.find(({ kind }) => kind === 'crash');
        const knownS = crashS + rate.lagS + (course.intervalS > 1 ? course.intervalS : 0);
        expect(crash?.flaggedS ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(knownS);
        expect(Math.abs((crash?.onsetS ?? 0) - crashS)).toBeLessThanOrEqual(15);
        expect(crash?.depthCPerMin).toBeLessThan(-6);
        expect(Math.abs((crash?.durationS ?? 0) - 72)).toBeLessThanOrEqual(35);
      }),
      runs,
    );
  });

  it('flags nothing on a smooth roast, whatever its pace, its sampling and the noise of its probe', () => {
    fc.assert(
      fc.property(smooth, (course) => {
        const { excursions, stalls } = analyseRoast(roastOf({ ...course, extra: () => 0 }));
        expect({ excursions, stalls }).toEqual({ excursions: [], stalls: [] });
      }),
      runs,
    );
  });

  it('tells the flick after a crash', () => {
    const extra = (t: number): number => (t < 490 ? 0 : t < 530 ? -8 : t < 590 ? 6 : 0);
    const { excursions } = analyseRoast(
      roastOf({
        peak: 20,
        decayS: 450,
        intervalS: 1,
        noiseC: 0.05,
        quantumC: 0.1,
        seed: 1,
        extra,
      }),
    );
    expect(excursions.map(({ kind }) => kind)).toEqual(['crash', 'flick']);
    expect(excursions[1]?.depthCPerMin).toBeGreaterThan(3);
    expect(excursions[1]?.onsetS).toBeGreaterThan(525);
  });

  it('names the lever that was moved before', () => {
    const record = {
      ...roastOf({
        peak: 20,
        decayS: 450,
        intervalS: 1,
        noiseC: 0.05,
        quantumC: 0.1,
        seed: 1,
        extra: (t) => (t < 500 ? 0 : -6),
      }),
      levers: [
        {
          id: 'burner',
          label: 'Gas',
          unit: '%',
          mode: 'logged',
          min: 0,
          max: 100,
          step: 5,
        } as const,
      ],
      leverChanges: [
        { lever: 'burner', timeS: 0, value: 80, state: 'logged' } as const,
        { lever: 'burner', timeS: 480, value: 30, state: 'logged' } as const,
      ],
    };
    expect(analyseRoast(record).excursions[0]?.afterLever).toEqual({
      lever: 'Gas',
      timeS: 480,
      fromValue: 80,
      toValue: 30,
    });
  });

  it('is the same for a roast that is cut off anywhere after it was flagged', () => {
    const course = {
      peak: 20,
      decayS: 450,
      intervalS: 1,
      noiseC: 0.1,
      quantumC: 0.1,
      seed: 3,
      extra: (t: number) => (t >= 500 ? -8 : 0),
    };
    const whole = roastOf(course);
    const crash = analyseRoast(whole).excursions[0];
    const flaggedS = crash?.flaggedS ?? Number.NaN;
    const [curve] = whole.curves;
    const cut = analyseRoast({
      ...whole,
      closeReason: null,
      marks: buildMarks({ charge: 0, dryEnd: 280, fcStart: fcS }),
      curves: [
        {
          channel: btChannel,
          timeS: (curve?.timeS ?? []).filter((t) => t <= flaggedS),
          values: (curve?.values ?? []).slice(0, flaggedS + 1),
          missing: null,
        },
      ],
    });
    expect(cut.excursions[0]).toMatchObject({ kind: 'crash', flaggedS, onsetS: crash?.onsetS });
  });
});

describe('a stall', () => {
  it('is a stretch of 20 s and more in which BT hardly rises', () => {
    const course = {
      peak: 16,
      decayS: 400,
      intervalS: 1,
      noiseC: 0.05,
      quantumC: 0.1,
      seed: 2,
    };
    const extra = (t: number): number =>
      t > 400 && t < 470 ? -16 * Math.exp(-(t - turnedS) / 400) : 0;
    const { stalls } = analyseRoast(roastOf({ ...course, extra }));
    expect(stalls).toHaveLength(1);
    expect(stalls[0]?.fromS).toBeGreaterThan(400);
    expect((stalls[0]?.toS ?? 0) - (stalls[0]?.fromS ?? 0)).toBeGreaterThan(30);
    expect(Math.abs(stalls[0]?.lowestCPerMin ?? 9)).toBeLessThan(0.5);
  });
});

describe('the lever before a crash', () => {
  it('is found by looking at each change a few times, however many there are and however close', () => {
    const crash = (t: number) => (t > 400 && t < 440 ? -5 : 0);
    const course = { peak: 20, decayS: 500, intervalS: 1, noiseC: 0, quantumC: 0.01, seed: 1 };
    const count = 2_000;
    const change = { lever: 'burner', timeS: 390, value: 50, state: 'logged' } as const;
    let looks = 0;
    const leverChanges = new Proxy(
      Array.from({ length: count }, () => ({ ...change })),
      {
        get: (changes, key) => {
          if (/^\d+$/.test(String(key))) looks += 1;
          return Reflect.get(changes, key);
        },
      },
    );
    const { excursions } = analyseRoast({
      ...roastOf({ ...course, extra: crash }),
      leverChanges,
    });
    expect(excursions[0]?.afterLever).toMatchObject({ toValue: 50, fromValue: null });
    expect(looks).toBeLessThan(4 * count);
  });
});
