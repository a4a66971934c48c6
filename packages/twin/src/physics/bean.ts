import type { BatchCharge } from '#machines/twin-machine.ts';

// Kinetics are published with 273.2 K at 0 C (roast-science 2.2); the later dry-matter fit (13) uses 273.15.
const kelvinAtZeroPublished = 273.2;
const kelvinAtZero = 273.15;

const dryingPreFactorMm2PerS = 4.32e9;
const dryingActivationK = 9889;

const reactionRateJPerKgS = 116_200_000;
const reactionActivationK = 5500;
/** Het: all the heat the reactions can release, joules per kilogram of dry beans. */
const reactionHeatJPerKg = 232_000;

/** Lv: heat that evaporates a kilogram of the beans' water. As commonly quoted for this model; unverified. */
export const evaporationHeatJPerKg = 2_790_000;

const gasConstantJPerMolK = 8.314;
const dryMatterActivationJPerMol = 100_000;
const dryMatterRatePerS = 2.16e-4;
const dryMatterReferenceK = 473.15;

/**
 * cs: heat capacity of the beans with their water, per kilogram of dry beans, J/(kg K).
 *
 * Units: `moisture` kilograms of water per kilogram of dry beans. Source: Schwartzberg, roast-science 2.2, 2.3.
 * At 28 C and 0.13 it is 1.945 kJ/(kg K) per dry, 1.72 per wet kilogram.
 */
export function beanHeatCapacity(beanC: number, moisture: number): number {
  return (1.099 + 0.007 * beanC + 5 * moisture) * 1000;
}

/** dX/dt, 1/s; never positive. Source: Schwartzberg, roast-science 2.2. */
export function dryingRate(beanC: number, moisture: number, charge: BatchCharge): number {
  const perDiameter = moisture / charge.beanDiameterMm;
  const diffusion = dryingPreFactorMm2PerS * perDiameter * perDiameter;
  const activation = Math.exp(-dryingActivationK / (beanC + kelvinAtZeroPublished));
  return -charge.dryingFactor * diffusion * activation;
}

/**
 * qr = dHe/dt: heat the reactions release, W per kilogram of dry beans; `releasedJPerKg` is He.
 * Second-crack heat is not represented. Source: Schwartzberg, roast-science 2.2: 1.04 kJ/(kg s) at 200 C with
 * nothing spent.
 */
export function reactionHeat(beanC: number, releasedJPerKg: number, charge: BatchCharge): number {
  const unspent = (reactionHeatJPerKg - releasedJPerKg) / reactionHeatJPerKg;
  const activation = Math.exp(-reactionActivationK / (beanC + kelvinAtZeroPublished));
  return charge.reactionFactor * reactionRateJPerKgS * activation * unspent;
}

/**
 * k in `L' = k (1 - L)`: how fast dry matter is lost, 1/s. Source: roast-science 13, calibrated on G1 at drop; only that
 * end value is anchored.
 */
export function dryMatterLossRate(beanC: number): number {
  const inverseK = 1 / (beanC + kelvinAtZero) - 1 / dryMatterReferenceK;
  return (
    dryMatterRatePerS * Math.exp((-dryMatterActivationJPerMol / gasConstantJPerMolK) * inverseK)
  );
}
