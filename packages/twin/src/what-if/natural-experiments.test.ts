import { describe, expect, it } from 'vitest';
import { type FittedSegment, fitMachine } from '#fit/fit-machine.ts';
import type { ObservedRoast } from '#fit/observed-roast.ts';
import { knownConfiguration, roastsOf } from '#fit/roasts-under-test.ts';
import { naturalExperiments, relativeError } from '#what-if/natural-experiments.ts';

const seed = 11;

function segmentOf(roasts: readonly ObservedRoast[]): FittedSegment {
  const [segment] = fitMachine(roasts, () => undefined);
  if (segment?.kind !== 'fitted') throw new Error('not fitted');
  return segment;
}

const roasts = roastsOf(knownConfiguration, 18, seed).map((roast) => ({
  ...roast,
  coffee: 'kenya',
}));

describe(`natural experiments of a known machine, seed ${seed}`, () => {
  const segment = segmentOf(roasts);
  const report = naturalExperiments(segment);

  it('predict the second roast of a pair far better than "the same as the first"', () => {
    expect(report.withheld).toBeNull();
    expect(report.coffee).toBe('named');
    expect(report.experiments.length).toBeGreaterThan(8);
    expect(report.signRight.low).toBeGreaterThan(0.7);
    expect(report.errorRatio.high).toBeLessThan(0.9);
  });

  it('predict only roasts that the fit had not seen', () => {
    const trained = segment.roasts.slice(0, segment.trained).map(({ roast }) => roast.name);
    expect(report.experiments.filter(({ b }) => trained.includes(b))).toEqual([]);
  });

  it('withhold "what if" when the levers that were written down are not those that were moved', () => {
    // Each roast carries the plan of another day.
    const lied = segment.roasts.map((walked, day) => ({
      ...walked,
      roast: { ...walked.roast, burner: roasts[(day + 7) % roasts.length]?.burner ?? null },
    }));
    expect(naturalExperiments({ ...segment, roasts: lied }).withheld).not.toBeNull();
  });

  it('withhold "what if" when there are too few pairs to tell', () => {
    const report = naturalExperiments({ ...segment, roasts: segment.roasts.slice(0, 8) });
    expect(report.withheld).toMatch(/^only \d pairs .* 8 are needed$/);
  });
});

it('counts no share of a difference that was neither foretold nor there', () => {
  const pair = { a: 'a', b: 'b', atS: 600, twinRmseC: 1, sameRmseC: 1, predictedC: 0, actualC: 0 };
  expect(relativeError([pair])).toBe(0.5);
  expect(relativeError([pair, { ...pair, predictedC: 3, actualC: 4 }])).toBe(0.25);
});
