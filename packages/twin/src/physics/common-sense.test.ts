import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TwinMachine } from '#machines/twin-machine.ts';
import { randomRoast } from '#physics/random-roast.ts';
import {
  heatAccount,
  risesThroughS,
  type TracedStep,
  traceBatch,
  variant,
} from '#physics/trace-batch.ts';

const roastS = 650;
const stepS = 0.25;

/** Every draw is roasted about twice: as it is, and changed. */
const roasts = Number(process.env['ARTISAN_TWIN_ROASTS'] ?? 2000);
const seed = Number(process.env['ARTISAN_TWIN_SEED'] ?? 20_260_301);

/** Four changes of a roast are tried, and two ways to look at it as it is; each takes two roasts. */
const kinds = 6;
const drawn = { numRuns: Math.max(1, Math.round(roasts / (2 * kinds))), seed };
const timeoutMs = 20_000 + 10 * roasts;

/** Bean temperatures through which a roast goes. */
const milestonesC = [80, 120, 150, 180, 200];

/** A change that takes no effect may round. */
const roundingS = 1e-6;

function milestonesS(machine: TwinMachine): readonly number[] {
  const trace = traceBatch(machine, roastS).map((each) => ({
    ...each,
    // What is asked is when the beans get there, not the probe: it starts hot.
    before: { ...each.before, btC: each.before.beanC },
    after: { ...each.after, btC: each.after.beanC },
  }));
  return milestonesC.map((beanC) => risesThroughS(trace, beanC) ?? Number.POSITIVE_INFINITY);
}

function expectNeverSooner(slower: TwinMachine, faster: TwinMachine): void {
  const soonS = milestonesS(faster);
  for (const [place, lateS] of milestonesS(slower).entries()) {
    const least = (soonS[place] ?? 0) - roundingS;
    expect(lateS, `${milestonesC[place]} C`).toBeGreaterThanOrEqual(
      Number.isFinite(least) ? least : Number.POSITIVE_INFINITY,
    );
  }
}

/** Share of the heat that went in and is neither in beans and drum nor gone. */
function unaccountedShare(machine: TwinMachine, trace: readonly TracedStep[]): number {
  const { inJ, inBeansAndDrumJ, goneJ } = heatAccount(machine, trace);
  return Math.abs(inJ - inBeansAndDrumJ - goneJ) / inJ;
}

function everyStateIsPossible(trace: readonly TracedStep[]): boolean {
  return trace.every(
    ({ after }) =>
      Object.values(after).every(Number.isFinite) &&
      after.moisture >= 0 &&
      after.dryMatterLost >= 0 &&
      after.dryMatterLost <= 1,
  );
}

describe(`any roast, ${roasts} of them from seed ${seed}`, { timeout: timeoutMs }, () => {
  it('has finite temperatures and no negative mass, and its heat is accounted for to 0.1 %', () => {
    fc.assert(
      fc.property(randomRoast, (machine) => {
        const trace = traceBatch(machine, roastS, stepS);
        expect(everyStateIsPossible(trace)).toBe(true);
        expect(unaccountedShare(machine, trace)).toBeLessThan(0.001);
        // The same again: nothing is remembered from one roast to the next.
        expect(traceBatch(machine, roastS, stepS).at(-1)).toEqual(trace.at(-1));
      }),
      drawn,
    );
  });

  it('reads the same within 0.1 C when the step is halved', () => {
    fc.assert(
      fc.property(randomRoast, (machine) => {
        const finer = traceBatch(machine, roastS, stepS / 2);
        let mostC = 0;
        for (const [index, { after }] of traceBatch(machine, roastS, stepS).entries()) {
          const fineC = finer[2 * index + 1]?.after.btC ?? Number.NaN;
          mostC = Math.max(mostC, Math.abs(after.btC - fineC));
        }
        expect(mostC).toBeLessThan(0.1);
      }),
      drawn,
    );
  });

  it('is never slower with more burner', () => {
    fc.assert(
      fc.property(randomRoast, fc.double({ min: 0, max: 40, noNaN: true }), (machine, points) => {
        const more = variant(machine, {
          schedule: machine.schedule.map((step) =>
            step.lever === 'burner' ? { ...step, value: Math.min(100, step.value + points) } : step,
          ),
        });
        expectNeverSooner(machine, more);
      }),
      drawn,
    );
  });

  it('is never slower with more gas pressure', () => {
    fc.assert(
      fc.property(randomRoast, fc.double({ min: 1, max: 1.3, noNaN: true }), (machine, factor) => {
        expectNeverSooner(machine, variant(machine, { physics: { gasPressureFactor: factor } }));
      }),
      drawn,
    );
  });

  it('is never faster in colder air', () => {
    fc.assert(
      fc.property(randomRoast, fc.double({ min: 0, max: 30, noNaN: true }), (machine, colderC) => {
        const ambientC = machine.conditions.ambientC - colderC;
        expectNeverSooner(variant(machine, { conditions: { ambientC } }), machine);
      }),
      drawn,
    );
  });

  it('is never faster with a bigger batch', () => {
    fc.assert(
      fc.property(randomRoast, fc.double({ min: 1, max: 1.5, noNaN: true }), (machine, times) => {
        const greenKg = machine.charge.greenKg * times;
        expectNeverSooner(variant(machine, { charge: { greenKg } }), machine);
      }),
      drawn,
    );
  });
});
