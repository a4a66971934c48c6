import type { ObservedRoast } from '#fit/observed-roast.ts';
import { quantile } from '#fit/roast-factors.ts';
import type { Crack } from '#machines/twin-machine.ts';

/**
 * What cracking takes up, per kilogram of dry beans: as much as evaporates 0.4 % of it at once. The value of -20, -15, -10, -8,
 * -5, 0, 5 and 10 kJ/kg with which the development roasts of three machines are followed best where they were not seen
 * (median with three factors 0.84, 0.86, 0.53 C; without it 0.97, 0.86, 0.57 C). It belongs to beans, not to a machine.
 */
const crackHeatJPerKg = -10_000;

/** The probe runs so far behind the beans, before anything is known of it, s. */
const probeLagS = 40;

const rateOverS = 30;

/** Where the beans of a machine crack: as its people marked it, seen through the lag of the probe. Without marks, no heat. */
export function observedCrack(roasts: readonly ObservedRoast[], otherwise: Crack): Crack {
  const beansC = roasts.flatMap(({ btC, fcStartS }) => {
    const second = Math.round(fcStartS ?? -1);
    const [nowC, beforeC] = [btC[second], btC[second - rateOverS]];
    if (nowC === undefined || beforeC === undefined) return [];
    return nowC + (probeLagS * (nowC - beforeC)) / rateOverS;
  });
  if (beansC.length === 0) return { ...otherwise, heatJPerKg: 0 };
  return { beanC: quantile(beansC, 0.5), heatJPerKg: crackHeatJPerKg };
}
