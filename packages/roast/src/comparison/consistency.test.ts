import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConsistencyBatch, consistency } from '#comparison/consistency.ts';
import { consistencyWords } from '#comparison/consistency-words.ts';
import { controlChart } from '#comparison/control-chart.ts';
import { spreadOf } from '#comparison/spread.ts';

describe('an individuals chart', () => {
  it('has the limits of the textbook', () => {
    // Montgomery's moving range: mean 33.52, mean range 0.48 give 34.80 and 32.24.
    const values = [
      33.75, 33.05, 34, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.2, 33.62, 33, 33.54, 33.12,
      33.84,
    ];
    const limits = controlChart(values)?.limits;
    expect(limits?.mean).toBeCloseTo(33.52, 2);
    expect(limits?.meanRange).toBeCloseTo(0.48, 2);
    expect(limits?.upper).toBeCloseTo(34.8, 1);
    expect(limits?.lower).toBeCloseTo(32.24, 1);
    expect(controlChart(values)?.outside).toEqual([]);
  });

  it('flags a value outside, and needs five values', () => {
    expect(controlChart([500, 502, 499, 501, 500, 502, 620, 500])?.outside).toEqual([6]);
    expect(controlChart([500, 502, 499, 900])?.limits).toBeNull();
    expect(controlChart([])).toBeNull();
  });

  it('sees eight in a row on one side, and not seven', () => {
    const zigzag = (count: number, around: number) =>
      Array.from({ length: count }, (_, i) => around + (i % 2));
    expect(controlChart([...zigzag(8, 500), ...zigzag(8, 520)])?.drift).toMatchObject({
      kind: 'above',
      from: 8,
      to: 15,
    });
    expect(
      controlChart([...zigzag(3, 500), 540, ...zigzag(3, 500), 540, ...zigzag(3, 500), 540])?.drift,
    ).toBeNull();
  });

  it('sees six in a row that rise', () => {
    expect(controlChart([510, 500, 511, 499, 500, 501, 502, 503, 510, 498])?.drift).toEqual({
      kind: 'rising',
      from: 3,
      to: 8,
    });
  });

  it('calls equal values no drift', () => {
    expect(controlChart(Array.from({ length: 30 }, () => 500))).toMatchObject({
      outside: [],
      drift: null,
    });
  });
});

it('spreads do not depend on the order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true })), (values) => {
      expect(spreadOf(values.toReversed())).toEqual(spreadOf(values));
    }),
  );
});

function batch(number: number, crackS: number | null, key: string | null): ConsistencyBatch {
  const at = (timeS: number) => ({ timeS, btC: 200, etC: null });
  const marks = crackS === null ? { charge: at(0) } : { charge: at(0), fcStart: at(crackS) };
  return {
    id: `roast_${number}`,
    title: `Roast ${number}`,
    startedWallMs: number * 1000,
    facts: { zeroS: 0, marks, phases: null, dtrPct: null, weightLossPct: null },
    group: key === null ? null : { key, label: key.toUpperCase() },
  };
}

describe('consistency', () => {
  const batches = [
    batch(1, 500, 'guji'),
    batch(2, 520, 'guji'),
    batch(3, 400, 'yirga'),
    batch(4, 450, null),
    batch(5, null, 'guji'),
  ];

  it('puts batches into groups, the largest first and what was not recorded last', () => {
    const groups = consistency(batches);
    expect(groups.map(({ label, batches: count }) => [label, count])).toEqual([
      ['GUJI', 3],
      ['YIRGA', 1],
      ['Not recorded', 1],
    ]);
    expect(groups[0]?.measures[0]?.points.map(({ value }) => value)).toEqual([500, 520]);
  });

  it('does not depend on the order of the batches', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(batches, { minLength: batches.length }), (given) => {
        expect(consistency(given)).toEqual(consistency(batches));
      }),
    );
  });

  it('counts a batch of unknown date in the spread, and leaves it out of the chart', () => {
    const [group] = consistency([
      batch(1, 500, 'a'),
      { ...batch(2, 520, 'a'), startedWallMs: null },
    ]);
    expect(group?.measures[0]?.spread?.n).toBe(2);
    expect(group?.measures[0]?.points).toHaveLength(1);
  });

  it('says in words how alike batches are and whether that changes', () => {
    const crackS = [500, 502, 499, 501, 500, 502, 499, 501, 520, 521, 520, 521, 520, 521, 520, 521];
    const [group] = consistency(crackS.map((value, i) => batch(i, value, 'a')));
    const [first, , last] = consistencyWords(group?.measures[0] as never, 'C');
    expect(first).toBe(
      'Time to first crack 8:30 on average, standard deviation 10.4 s, of 16 batches.',
    );
    expect([first, last].join()).not.toContain('undefined');
    expect(consistencyWords(group?.measures[0] as never, 'C').join(' ')).toContain(
      'The last 8 batches were above the mean',
    );
    expect(consistencyWords(group?.measures[3] as never, 'C')).toEqual([
      'DTR is not known of any batch.',
    ]);
  });
});
