import { seededStream, standardNormal } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DetectionScore, type PlayedStream, scoreDetection } from '#evaluation/score.ts';
import { type SyntheticRoast, syntheticRoast } from '../../test/synthetic-roast.ts';

const machine = fc.record({
  seed: fc.nat(),
  intervalS: fc.double({ min: 0.5, max: 3, noNaN: true }),
  jitter: fc.double({ min: 0, max: 0.6, noNaN: true }),
  noiseC: fc.double({ min: 0, max: 0.25, noNaN: true }),
  quantumC: fc.constantFrom(0.01, 0.1, 0.25, 1),
  missing: fc.double({ min: 0, max: 0.05, noNaN: true }),
  probeS: fc.double({ min: 5, max: 35, noNaN: true }),
  chargeC: fc.double({ min: 160, max: 220, noNaN: true }),
  leadInS: fc.constant(90),
  roastS: fc.double({ min: 360, max: 900, noNaN: true }),
  coolS: fc.constant(120),
}) satisfies fc.Arbitrary<SyntheticRoast>;

/** Plays a stream in which nothing happens; it must stay without marks. */
function marksIn(
  timeS: readonly number[],
  btC: readonly (number | null)[],
): DetectionScore['falseMarks'] {
  return scoreDetection({ timeS, btC, etC: null, chargeS: null, dropS: null, intervalS: 1 })
    .falseMarks;
}

/** A made-up roast as it is read: nothing measures ET. */
function played(options: SyntheticRoast) {
  return {
    ...syntheticRoast(options),
    etC: null,
    intervalS: options.intervalS,
  } satisfies PlayedStream;
}

const seconds = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('detection of charge and drop', () => {
  it('puts both where the beans moved, on any probe, noise, quantum and interval', () => {
    fc.assert(
      fc.property(machine, (options) => {
        const stream = played(options);
        const score = scoreDetection(stream);
        // A bend cannot be told better than the readings around it are apart, and one of them may be lost.
        const withinS = 6 + 2 * options.intervalS;
        expect(Math.abs((score.charge?.timeS ?? 999) - stream.chargeS)).toBeLessThan(withinS);
        expect(Math.abs((score.drop?.timeS ?? 999) - stream.dropS)).toBeLessThan(withinS);
        expect(score.falseMarks).toEqual([]);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('finds a charge of which the two readings are lost in which a quick probe falls most', () => {
    const stream = played({
      seed: 1271192529,
      intervalS: 2.6285,
      jitter: 0,
      noiseC: 0,
      quantumC: 1,
      missing: 0.05,
      probeS: 5,
      chargeC: 216.7,
      leadInS: 90,
      roastS: 900,
      coolS: 120,
    });
    const { charge, falseMarks } = scoreDetection(stream);
    // Between 89.4 s and 97.3 s nothing is known.
    expect(Math.abs((charge?.timeS ?? 999) - stream.chargeS)).toBeLessThan(8);
    expect(falseMarks).toEqual([]);
  });

  it('still finds them when a reading comes every 5 s', () => {
    const options = {
      seed: 7,
      intervalS: 5,
      jitter: 0,
      noiseC: 0.1,
      quantumC: 0.1,
      missing: 0,
      probeS: 12,
    };
    const stream = played({
      ...options,
      chargeC: 190,
      leadInS: 120,
      roastS: 600,
      coolS: 120,
    });
    const score = scoreDetection(stream);
    expect(Math.abs((score.charge?.timeS ?? 999) - stream.chargeS)).toBeLessThan(8);
    expect(Math.abs((score.drop?.timeS ?? 999) - stream.dropS)).toBeLessThan(8);
  });

  it('stays silent on streams slower than 5 s', () => {
    const options = {
      seed: 7,
      intervalS: 8,
      jitter: 0,
      noiseC: 0.1,
      quantumC: 0.1,
      missing: 0,
      probeS: 12,
    };
    const stream = played({
      ...options,
      chargeC: 190,
      leadInS: 120,
      roastS: 600,
      coolS: 120,
    });
    expect(scoreDetection(stream)).toEqual({ charge: null, drop: null, falseMarks: [] });
  });

  it('says why in words, and how sure it is', () => {
    const options = {
      seed: 7,
      intervalS: 1,
      jitter: 0,
      noiseC: 0,
      quantumC: 0.1,
      missing: 0,
      probeS: 12,
    };
    const stream = played({
      ...options,
      chargeC: 200,
      leadInS: 90,
      roastS: 600,
      coolS: 60,
    });
    const { charge } = scoreDetection(stream);
    expect(charge?.reason).toMatch(
      /^BT fell \d+ C in \d+ s from a steady 20[01] C; people press 2 s before that$/,
    );
    expect(charge?.confidence).toBeGreaterThan(0.8);
    expect(charge?.delayS).toBeLessThan(8);
  });

  it('marks nothing in twenty hours of idling, preheating and cooling', () => {
    const hour = 3600;
    const random = seededStream(20, 'idle');
    const timeS = seconds(20 * hour);
    let btC = 180;
    const values = timeS.map((t) => {
      // Half an hour towards the target, half an hour burner off, the drum slow as drums are.
      const target = t % hour < hour / 2 ? 220 : 25;
      btC += (target - btC) / 600;
      return Math.round((btC + 0.2 * standardNormal(random)) * 10) / 10;
    });
    expect(marksIn(timeS, values)).toEqual([]);
  });

  it('marks nothing at dropouts, spikes and gaps of any length', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            steadyS: fc.integer({ min: 1, max: 90 }),
            gapS: fc.integer({ min: 6, max: 4000 }),
            fault: fc.constantFrom(null, 0, 1372, 25, -1),
            levelC: fc.double({ min: 20, max: 230, noNaN: true }),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        (stretches) => {
          const timeS: number[] = [];
          const btC: (number | null)[] = [];
          let t = 0;
          for (const { steadyS, gapS, fault, levelC } of stretches) {
            for (let i = 0; i < steadyS; i++) {
              timeS.push(t);
              btC.push(i % 30 === 29 ? fault : levelC);
              t += 1;
            }
            t += gapS + 12;
          }
          expect(marksIn(timeS, btC)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does not take a roast that stalls or crashes for a drop', () => {
    const timeS = seconds(600);
    const roast = timeS.map((t) => {
      if (t < 60) return 200;
      if (t < 120) return 200 - ((t - 60) * 110) / 60;
      if (t < 480) return 90 + (t - 120) * 0.28;
      // From 17 C/min to falling 4 C/min, and on again.
      return t < 520 ? 190.8 - (t - 480) * 0.067 : 188.1 + (t - 520) * 0.1;
    });
    const score = scoreDetection({
      timeS,
      btC: roast,
      etC: null,
      chargeS: 60,
      dropS: null,
      intervalS: 1,
    });
    expect(score.falseMarks).toEqual([]);
    expect(score.charge).not.toBeNull();
  });
});
