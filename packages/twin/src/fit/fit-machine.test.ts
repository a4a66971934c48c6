import { describe, expect, it } from 'vitest';
import { fitMachine, type MachineFit } from '#fit/fit-machine.ts';
import { knownConfiguration, roastsOf } from '#fit/roasts-under-test.ts';

const seed = 5;
const weaker = { ...knownConfiguration, powerMaxW: 0.6 * knownConfiguration.powerMaxW };
const quiet = (): void => undefined;

function shapeOf(fit: MachineFit): readonly string[] {
  return fit.map((segment) => `${segment.kind} ${segment.roasts.length}`);
}

describe(`a fit to roasts of a known machine, seed ${seed}`, () => {
  const told: string[] = [];
  const roasts = roastsOf(knownConfiguration, 15, seed);
  const fit = fitMachine(roasts, (line) => told.push(line));
  const [segment] = fit;

  it('follows roasts it has not seen to within their noise, once it knows their three factors', () => {
    expect(shapeOf(fit)).toEqual(['fitted 15']);
    if (segment?.kind !== 'fitted') throw new Error('not fitted');
    expect(segment.trained).toBe(5);
    expect(segment.fidelity).toMatchObject({ grade: 'good', fittedTo: 5 });
    if (segment.fidelity.grade === 'illustrative') throw new Error('no errors');
    expect(segment.fidelity.threeFactors).toMatchObject({ n: 10 });
    expect(segment.fidelity.threeFactors.p90C).toBeLessThan(0.5);
    expect(segment.fidelity.openLoop).toMatchObject({ n: 10 });
    expect(segment.fidelity.openLoop.medianC).toBeLessThan(4.5);
  });

  it('says how far it is', () => {
    expect(told[0]).toBe('fitting 5 roasts: round 1 of at most 80');
    expect(told.at(-1)).toBe('judging 15 roasts');
  });

  it('is the same again, whatever the order of the files', () => {
    expect(fitMachine(roasts.toReversed(), quiet)).toEqual(fit);
  });
});

describe('a machine whose configuration changes', () => {
  const before = roastsOf(knownConfiguration, 12, seed);
  const after = roastsOf(weaker, 8, seed, 12);

  it('is fitted one configuration after the other', () => {
    const fit = fitMachine([...before, ...after], quiet);
    expect(shapeOf(fit)).toEqual(['fitted 12', 'fitted 8']);
    for (const segment of fit) {
      expect(segment).toMatchObject({ fidelity: { grade: 'good' } });
    }
  });

  it('is refused, with the reason, where too few roasts of the new one are there', () => {
    const fit = fitMachine([...before, ...after.slice(0, 3)], quiet);
    expect(shapeOf(fit)).toEqual(['fitted 12', 'refused 3']);
    expect(fit[1]).toMatchObject({
      reason: '3 roasts of one configuration: a fit takes at least 6',
    });
  });

  it('is not suspected for one accident', () => {
    const accident = roastsOf(weaker, 1, seed, 9);
    const days = [...before.slice(0, 9), ...accident, ...before.slice(10)];
    expect(shapeOf(fitMachine(days, quiet))).toEqual(['fitted 12']);
  });
});

describe('roasts that nobody can fit', () => {
  it('are refused when few say what the burner did', () => {
    const silent = roastsOf(knownConfiguration, 8, seed).map((roast, day) =>
      day < 5 ? { ...roast, burner: null } : roast,
    );
    expect(fitMachine(silent, quiet)).toMatchObject([
      { kind: 'refused', reason: 'in 5 of 8 roasts nobody wrote down where the burner stood' },
    ]);
  });
});

describe('roasts whose levers are written down in another way', () => {
  const roasts = roastsOf(knownConfiguration, 9, seed);
  const burnerIn = (per100: number) =>
    roasts.map((roast) => ({
      ...roast,
      burner: roast.burner && {
        ...roast.burner,
        values: roast.burner.values.map((value) => (value * per100) / 100),
      },
    }));

  it.each([
    ['kPa', 5],
    ['Pascal', 5000],
  ])('are foretold as well: %s', (_name, per100) => {
    const [segment] = fitMachine(burnerIn(per100), quiet);
    expect(segment).toMatchObject({ kind: 'fitted', fidelity: { grade: 'good' } });
  });

  it('are fitted without air, and refused without a burner', () => {
    const [noAir] = fitMachine(
      roasts.map((roast) => ({ ...roast, air: null })),
      quiet,
    );
    expect(noAir?.kind).toBe('fitted');
    const [noBurner] = fitMachine(
      roasts.map((roast) => ({ ...roast, burner: null })),
      quiet,
    );
    expect(noBurner).toMatchObject({
      kind: 'refused',
      reason: 'in 9 of 9 roasts nobody wrote down where the burner stood',
    });
  });

  it('need no dates and no weights', () => {
    const [segment] = fitMachine(
      roasts.map((roast) => ({ ...roast, startedWallMs: null, greenKg: null })),
      quiet,
    );
    expect(segment).toMatchObject({ kind: 'fitted', usualKg: 0.5 });
  });
});
