import type { Crack } from '#machines/twin-machine.ts';

/** Beans of one batch do not crack at one temperature: most do within this many kelvin around it. */
const widthC = 1.5;

/** A cracking bean takes about this long once it is hot enough. */
const spanS = 30;

/** Further from the onset than this, all or nothing cracks; it also keeps `exp` out of most steps. */
const reachC = 15;

/**
 * How fast a share of the beans cracks, 1/s; `cracked` is the share that has.
 *
 * Illustrative: no published rate was found. Its shape gives the 60 to 90 s over which cracks are heard, and is smooth,
 * so that an integrator does not trip over an onset.
 */
export function crackingRate(crack: Crack, beanC: number, cracked: number): number {
  const aboveC = beanC - crack.beanC;
  if (aboveC < -reachC) return 0;
  const ready = aboveC > reachC ? 1 : 1 / (1 + Math.exp(-aboveC / widthC));
  return (ready * (1 - cracked)) / spanS;
}
