import {
  alignments,
  btChannel,
  etChannel,
  type LeverSpec,
  type RoastRecord,
} from '@artisan-ts/domain';
import { buildCurve, buildMarks, buildRoastRecord, loggedBurner } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRoasts, type RoastToCompare } from '#comparison/compare-roasts.ts';
import { departureWords } from '#comparison/departure-words.ts';
import { roastFacts } from '#facts/roast-facts.ts';
import { rateOfRise } from '#rate-of-rise/stream.ts';

/** A roast that is charged at `leadS` and rises a little faster the higher `heat` is, from `hotterFromS` on. */
function roast(
  number: number,
  how: {
    readonly leadS?: number;
    readonly heat?: number;
    readonly hotterFromS?: number;
    readonly crackS?: number;
    readonly parts?: Partial<RoastRecord>;
  } = {},
): RoastToCompare {
  const { leadS = 30, heat = 0, hotterFromS = 0, crackS = 480, parts = {} } = how;
  const btC = Array.from({ length: leadS + 620 }, (_, second) => {
    const s = second - leadS;
    if (s < 0) return 200;
    return (
      90 +
      110 * Math.exp(-s / 25) +
      125 * (1 - Math.exp(-s / 380)) +
      Math.max(0, s - hotterFromS) * heat
    );
  });
  const record = buildRoastRecord(number, {
    closeReason: 'coolEnd',
    marks: buildMarks({
      charge: leadS,
      dryEnd: leadS + 270,
      fcStart: leadS + crackS,
      drop: leadS + 600,
    }),
    curves: [buildCurve(btChannel, btC), buildCurve(etChannel, btC)],
    levers: [loggedBurner as LeverSpec],
    ...parts,
  });
  const facts = roastFacts(record);
  const timeS = btC.map((_, second) => second - facts.zeroS);
  const rates = rateOfRise(timeS, btC, 'ls30');
  return {
    record,
    facts,
    curve: { timeS, channels: { btC, etC: btC }, ror: { btCPerMin: rates, etCPerMin: rates } },
  };
}

const idOf = (one: RoastToCompare) => one.record.id;

describe('comparing roasts', () => {
  it('puts the moment of alignment of every roast at zero', () => {
    const roasts = [roast(1), roast(2, { crackS: 500 }), roast(3, { crackS: 450 })];
    for (const align of alignments) {
      const compared = compareRoasts(roasts, {
        align,
        referenceId: idOf(roasts[1] as RoastToCompare),
      });
      for (const one of compared?.roasts ?? []) {
        expect(one.marks.find(({ kind }) => kind === align)?.timeS).toBeCloseTo(0, 9);
      }
    }
  });

  it('does not depend on when a recording began', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.constantFrom(...alignments),
        fc.double({ min: -0.02, max: 0.02, noNaN: true }),
        (leadS, align, heat) => {
          const reference = roast(9);
          const at = (lead: number) =>
            compareRoasts([reference, roast(1, { leadS: lead, heat })], {
              align,
              referenceId: idOf(reference),
            })?.roasts[1];
          const [early, late] = [at(30), at(leadS + 30)];
          expect(late?.measures).toEqual(early?.measures);
          expect(late?.marks).toEqual(early?.marks);
          expect(late?.departure?.timeS).toEqual(early?.departure?.timeS);
          expect(late?.deviation?.rmseC).toBeCloseTo(early?.deviation?.rmseC ?? Number.NaN, 6);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('says the same of each roast in whatever order they come', () => {
    const roasts = [
      roast(1),
      roast(2, { heat: 0.01 }),
      roast(3, { heat: -0.01 }),
      roast(4, { crackS: 400 }),
    ];
    const how = { align: 'fcStart', referenceId: idOf(roasts[2] as RoastToCompare) } as const;
    const byId = (given: readonly RoastToCompare[]) =>
      Object.fromEntries((compareRoasts(given, how)?.roasts ?? []).map((one) => [one.id, one]));
    const expected = byId(roasts);
    fc.assert(
      fc.property(fc.shuffledSubarray(roasts, { minLength: 4 }), (given) => {
        expect(byId(given)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('is nothing without its reference', () => {
    expect(compareRoasts([roast(1)], { align: 'charge', referenceId: 'other' })).toBeNull();
  });

  it('lays a roast without the mark at charge, and says so', () => {
    const noCrack = roast(2, { parts: { marks: buildMarks({ charge: 30 }) } });
    const first = roast(1);
    const compared = compareRoasts([first, noCrack], {
      align: 'fcStart',
      referenceId: idOf(first),
    });
    expect(compared?.roasts[1]).toMatchObject({
      alignedAtS: null,
      deviation: null,
      departure: null,
    });
    expect(compared?.roasts[1]?.columns.timeS[0]).toBe(-30);
  });
});

describe('leaving the reference', () => {
  const changes = [
    { lever: 'burner', timeS: 30, value: 60, state: 'logged' },
    { lever: 'burner', timeS: 310, value: 75, state: 'logged' },
    { lever: 'burner', timeS: 520, value: 40, state: 'logged' },
  ] as const;
  const reference = roast(1);
  const departure = (one: RoastToCompare) =>
    compareRoasts([reference, one], { align: 'charge', referenceId: idOf(reference) })?.roasts[1]
      ?.departure ?? null;

  it('names the latest lever change before it, and not the one after', () => {
    const hotter = roast(2, { heat: 0.05, hotterFromS: 300, parts: { leverChanges: changes } });
    const left = departure(hotter);
    expect(left?.preceded).toEqual({ lever: 'Burner', timeS: 280, fromValue: 60, toValue: 75 });
    expect(left?.timeS).toBeGreaterThan(280);
    expect(left?.timeS).toBeLessThan(400);
    expect(left?.difference).toBeGreaterThan(0);
  });

  it('calls it preceded, never caused, in the unit that is read', () => {
    const hotter = roast(2, { heat: 0.05, hotterFromS: 300, parts: { leverChanges: changes } });
    const left = departure(hotter);
    const words = left === null ? '' : departureWords({ ...left, by: 'bt', difference: 5 }, 'F');
    expect(words).toContain('band of \u00b15.4 \u00b0F');
    expect(words).toContain('(+9.0)');
    expect(words).toContain('preceded by Burner from 60 to 75 at 4:40');
    expect(words).not.toMatch(/because|caus/);
  });

  it('says when nothing was changed before', () => {
    const left = departure(roast(2, { heat: 0.05, hotterFromS: 300 }));
    expect(left?.preceded).toBeNull();
    expect(left && departureWords(left, 'C')).toContain('no lever change preceded it');
  });

  it('is not called by a spike shorter than ten seconds', () => {
    const one = roast(2);
    const spiked =
      one.curve.channels['btC']?.map((value, i) =>
        i > 400 && i < 408 ? (value ?? 0) + 20 : value,
      ) ?? [];
    const curve = { ...one.curve, channels: { btC: spiked, etC: [] } };
    expect(departure({ ...one, curve })).toBeNull();
  });

  it('never happens to the same roast', () => {
    expect(departure(roast(2))).toBeNull();
  });
});
