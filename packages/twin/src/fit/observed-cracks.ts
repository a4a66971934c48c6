import type { ObservedRoast } from '#fit/observed-roast.ts';
import { quantile } from '#fit/roast-factors.ts';
import type { BatchCharge, Crack } from '#machines/twin-machine.ts';

type Cracks = Pick<BatchCharge, 'firstCrack' | 'secondCrack'>;

/**
 * What first crack takes up, per kilogram of dry beans: as much as evaporates 0.4 % of it at once. The value of -20, -15, -10, -8,
 * -5, 0, 5 and 10 kJ/kg with which the development roasts of three machines are followed best where they were not seen
 * (median with three factors 0.84, 0.86, 0.53 C; without it 0.97, 0.86, 0.57 C). It belongs to beans, not to a machine.
 */
const firstCrackHeatJPerKg = -10_000;

/**
 * What second crack sets free. Without it the probe of the Hottop climbed over the model by 2.1 C from 30 s before the mark to 20 s
 * after (mean of 40 roasts, standard error 0.2), that of the Skywalker by 1.9 C (5 roasts). Of 0, 5, 10, 15 and 20 kJ/kg it is the
 * one with which the training of the Hottop is followed best for its priors; unseen roasts are foretold as well either way.
 */
const secondCrackHeatJPerKg = 15_000;

/** The probe runs so far behind the beans, before anything is known of it, s. */
const probeLagS = 40;

const rateOverS = 30;

/** Where the beans of a machine crack: as its people marked it, seen through the lag of the probe. Without marks, no heat. */
export function observedCracks(
  roasts: readonly ObservedRoast[],
  { firstCrack, secondCrack }: Cracks,
): Cracks {
  const fcS = roasts.map((roast) => ({ roast, second: roast.fcStartS }));
  const scS = roasts.map((roast) => ({ roast, second: roast.scStartS }));
  return {
    firstCrack: crackAt(fcS, firstCrackHeatJPerKg) ?? { ...firstCrack, heatJPerKg: 0 },
    secondCrack: crackAt(scS, secondCrackHeatJPerKg) ?? { ...secondCrack, heatJPerKg: 0 },
  };
}

function crackAt(
  marks: readonly { readonly roast: ObservedRoast; readonly second: number | null }[],
  heatJPerKg: number,
): Crack | null {
  const beansC = marks.flatMap(({ roast: { btC }, second }) => {
    const at = Math.round(second ?? -1);
    const [nowC, beforeC] = [btC[at], btC[at - rateOverS]];
    if (nowC === undefined || beforeC === undefined) return [];
    return nowC + (probeLagS * (nowC - beforeC)) / rateOverS;
  });
  return beansC.length === 0 ? null : { beanC: quantile(beansC, 0.5), heatJPerKg };
}
