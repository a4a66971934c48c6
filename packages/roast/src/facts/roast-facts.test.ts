import { btChannel, etChannel, Grams, type MarkKind, type RoastRecord } from '@artisan-ts/domain';
import { buildMarks, buildRoastHeader } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { type RoastFacts, roastFacts } from '#facts/roast-facts.ts';
import { type RealRoast, realRoasts } from '../../test/real-roasts.ts';

function record(parts: {
  readonly timeS: readonly number[];
  readonly btC: readonly (number | null)[];
  readonly etC?: readonly (number | null)[];
  readonly marks?: RoastRecord['marks'];
  readonly greenG?: Grams;
  readonly roastedG?: Grams;
}): RoastRecord {
  const { timeS, btC, etC = btC, marks = {}, greenG = null, roastedG = null } = parts;
  return {
    ...buildRoastHeader(1, { marks, greenG, roastedG }),
    curves: [
      { channel: btChannel, timeS, values: btC, missing: null },
      { channel: etChannel, timeS, values: etC, missing: null },
    ],
    gaps: [],
    foreign: null,
  };
}

/** 10 s of lead-in at 200 C, down to 90 C at 70 s, then 12 C/min. */
const timeS = Array.from({ length: 700 }, (_, i) => i);
const btC = timeS.map((t) =>
  t < 10 ? 200 : t < 70 ? 200 - ((t - 10) * 110) / 60 : 90 + (t - 70) / 5,
);

describe('roast facts', () => {
  it('counts from charge and derives turning point, phases and development', () => {
    const facts = roastFacts(
      record({
        timeS,
        btC,
        marks: buildMarks({ charge: 10, dryEnd: 370, fcStart: 550, drop: 610 }),
        greenG: Grams(1000),
        roastedG: Grams(850),
      }),
    );
    expect(facts.zeroS).toBe(10);
    expect(facts.marks.turningPoint).toEqual({ timeS: 60, btC: 90, etC: 90 });
    expect(facts.marks.fcStart?.timeS).toBe(540);
    expect(facts.phases).toEqual({
      dryS: 360,
      midS: 180,
      finishS: 60,
      totalS: 600,
      dryEndBy: 'mark',
    });
    expect(facts.dtrPct).toBeCloseTo(10, 9);
    expect(facts.weightLossPct).toBeCloseTo(15, 9);
  });

  it('has no turning point where BT turned unseen: no roast turns later than four minutes after charge', () => {
    const unseen = btC.map((value, second) => (second > 10 && second < 300 ? null : value));
    const marks = buildMarks({ charge: 10, fcStart: 550, drop: 610 });
    const facts = roastFacts(record({ timeS, btC: unseen, marks }));
    expect(facts.marks.turningPoint).toBeUndefined();
    expect(facts.marks.charge?.timeS).toBe(0);
  });

  it('ends drying where BT is nearest to 150 C when nobody marked it', () => {
    const facts = roastFacts(
      record({ timeS, btC, marks: buildMarks({ charge: 10, fcStart: 550, drop: 610 }) }),
    );
    expect(facts.phases).toMatchObject({ dryS: 360, dryEndBy: 'temperature' });
    expect(facts.marks.dryEnd).toBeUndefined();
  });

  it('takes the later of two readings that are equally near to it, in Fahrenheit too', () => {
    // 304.7 and 305.3 F about a dry end of 305 F: the last bits of the conversion do not decide.
    const fahrenheit = [390, 213.8, 304.7, 305.3, 391, 398];
    const facts = roastFacts(
      record({
        timeS: [0, 70, 268, 270, 536, 604],
        btC: fahrenheit.map((value) => (value - 32) / 1.8),
        marks: buildMarks({ charge: 0, fcStart: 536, drop: 604 }),
      }),
      { dryEndC: (305 - 32) / 1.8 },
    );
    expect(facts.phases?.dryS).toBe(270);
  });

  it('has no phases without first crack or drop', () => {
    expect(
      roastFacts(record({ timeS, btC, marks: buildMarks({ charge: 10, drop: 610 }) })).phases,
    ).toBeNull();
    const open = roastFacts(
      record({ timeS, btC, marks: buildMarks({ charge: 10, fcStart: 550 }) }),
    );
    expect(open.phases).toBeNull();
    expect(open.dtrPct).toBeNull();
  });

  it('has no phases and no development where the marks are not in the order of a roast', () => {
    for (const wrong of [
      { charge: 10, dryEnd: 370, fcStart: 620, drop: 610 },
      { charge: 10, dryEnd: 560, fcStart: 550, drop: 610 },
      { charge: 380, dryEnd: 370, fcStart: 550, drop: 610 },
    ]) {
      const facts = roastFacts(record({ timeS, btC, marks: buildMarks(wrong) }));
      expect(facts).toMatchObject({ phases: null, dtrPct: null });
    }
  });

  it('has none without charge either: nobody knows how long the beans were in', () => {
    const marks = buildMarks({ dryEnd: 370, fcStart: 550, drop: 610 });
    const facts = roastFacts(record({ timeS, btC, marks }));
    expect(facts).toMatchObject({ phases: null, dtrPct: null });
    expect(facts.marks.drop?.timeS).toBe(610);
  });

  it('counts from the first sample when charge is unset', () => {
    const facts = roastFacts(record({ timeS: [5, 6, 7], btC: [100, 90, 95] }));
    expect(facts.zeroS).toBe(5);
    expect(facts.marks.turningPoint?.timeS).toBe(1);
  });

  it('reads null at a mark where a probe was missing, and survives a record without curves', () => {
    const facts = roastFacts(
      record({ timeS: [0, 1], btC: [100, null], marks: buildMarks({ drop: 1 }) }),
    );
    expect(facts.marks.drop).toEqual({ timeS: 1, btC: null, etC: null });
    const empty = roastFacts({ ...record({ timeS: [], btC: [] }), curves: [] });
    expect(empty).toMatchObject({ zeroS: 0, marks: {}, phases: null });
  });
});

/** Artisan rounds times and temperatures to a tenth, phases to a thousandth. */
const tenth = 0.051;
const thousandth = 0.0006;

function recordOf(roast: RealRoast): RoastRecord {
  const { timeS: times, index } = roast;
  const marks: Partial<Record<MarkKind, number>> = {};
  for (const kind of ['charge', 'dryEnd', 'fcStart', 'drop'] as const) {
    const at = index[kind];
    if (at !== null) marks[kind] = times[at] as number;
  }
  return record({ timeS: times, btC: roast.btC, etC: roast.etC, marks: buildMarks(marks) });
}

describe('facts of real roasts against what Artisan computed', () => {
  const roasts = realRoasts();
  const facts = roasts.map((roast) => ({
    roast,
    facts: roastFacts(recordOf(roast), { dryEndC: roast.dryEndC }),
  }));
  type One = (typeof facts)[number];
  /** How many files have the key, and in which of them we say something else. */
  const compare = (
    key: string,
    ours: (one: One) => number | undefined,
    toleranceOf: (one: One) => number,
  ) => {
    const having = facts.filter((one) => one.roast.computed.has(key));
    const differing = having.filter((one) => {
      const value = ours(one) ?? Number.POSITIVE_INFINITY;
      return Math.abs(value - (one.roast.computed.get(key) ?? 0)) > toleranceOf(one);
    });
    return { count: having.length, differing: differing.map((one) => one.roast.name) };
  };

  it.skipIf(roasts.length === 0)('finds the turning point of every file', () => {
    const time = compare(
      'TP_time',
      (one) => one.facts.marks.turningPoint?.timeS,
      () => tenth,
    );
    const temperature = compare(
      'TP_BT',
      ({ roast, facts: { marks } }) => {
        const btC = marks.turningPoint?.btC ?? Number.NaN;
        return roast.unit === 'F' ? btC * 1.8 + 32 : btC;
      },
      () => tenth,
    );
    expect(time).toEqual({ count: roasts.length, differing: [] });
    expect(temperature).toEqual({ count: roasts.length, differing: [] });
  });

  it.skipIf(roasts.length === 0)(
    'finds the phases of every file as its version of Artisan did',
    () => {
      const withPhases = roasts.filter(
        (roast) => roast.index.fcStart !== null && roast.index.drop !== null,
      );
      for (const [key, phase] of [
        ['totaltime', 'totalS'],
        ['dryphasetime', 'dryS'],
        ['midphasetime', 'midS'],
        ['finishphasetime', 'finishS'],
      ] as const) {
        const found = compare(
          key,
          ({ roast, facts: ours }) => (isOld(roast) ? withoutDryEnd(roast) : ours).phases?.[phase],
          ({ roast }) => (isOld(roast) ? 1 : thousandth),
        );
        expect(found, key).toEqual({ count: withPhases.length, differing: [] });
      }
    },
  );
});

/** Before 2.4.6 Artisan truncated seconds, and took the end of drying from BT even when it was marked. */
function isOld(roast: RealRoast): boolean {
  const [major = 0, minor = 0, patch = 0] = roast.version.split('.').map(Number);
  return major * 10_000 + minor * 100 + patch < 20_406;
}

function withoutDryEnd(roast: RealRoast): RoastFacts {
  const unmarked = { ...roast, index: { ...roast.index, dryEnd: null } };
  return roastFacts(recordOf(unmarked), { dryEndC: roast.dryEndC });
}
