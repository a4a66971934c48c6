import fc from 'fast-check';
import { g1 } from '#machines/g1.ts';
import type { Crack, TwinLever, TwinMachine } from '#machines/twin-machine.ts';
import { variant } from '#physics/trace-batch.ts';

/** A number of G1, more or less. */
function around(value: number, leastShare: number, mostShare: number): fc.Arbitrary<number> {
  const options = { min: value * leastShare, max: value * mostShare, noNaN: true };
  return fc.double(options);
}

function between(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true });
}

function crackAround(beanC: number): fc.Arbitrary<Crack> {
  return fc.record({
    beanC: between(beanC - 6, beanC + 6),
    heatJPerKg: between(-15_000, 15_000),
  });
}

const { physics } = g1;

const physicsChange = fc.record({
  powerMaxW: around(physics.powerMaxW, 0.6, 1.6),
  burnerLagS: between(3, 30),
  drumHeatShare: between(0.3, 0.9),
  drumHeatCapacityJPerK: around(physics.drumHeatCapacityJPerK, 0.5, 2.5),
  gasToBeanWPerK: around(physics.gasToBeanWPerK, 0.5, 2),
  drumToBeanWPerK: around(physics.drumToBeanWPerK, 0.5, 2),
  gasToDrumWPerK: around(physics.gasToDrumWPerK, 0.5, 2),
  lossWPerK: around(physics.lossWPerK, 0.5, 2),
  airflowExponent: between(0.4, 0.8),
  btLagS: between(8, 60),
  airLagS: between(0, 20),
  beanSkinShare: fc.constantFrom(1, 0.3),
  beanExchangeS: between(20, 40),
  btGasShare: between(0, 0.25),
  etLagS: between(5, 30),
});

const chargeChange = fc.record({
  greenKg: between(0.4, 1.4),
  moistureDryBasis: between(0.09, 0.15),
  beanDiameterMm: between(5.5, 7),
  dryingFactor: between(0.5, 1.5),
  reactionFactor: between(0.5, 1.5),
  firstCrack: crackAround(203),
  secondCrack: crackAround(228),
});

const conditionsChange = fc.record({
  btC: between(150, 230),
  etC: between(160, 250),
  drumC: between(150, 240),
  beanC: between(5, 35),
  ambientC: between(0, 40),
});

const step = fc.record({
  atS: fc.integer({ min: 0, max: 600 }),
  lever: fc.constantFrom<TwinLever>('burner', 'air', 'drumSpeed'),
  share: between(0, 1),
});

/** From full down to a flame that still heats: without one the beans' own reactions rule. */
const leverRange = { burner: [40, 100], air: [0, 100], drumSpeed: [40, 80] } as const;

const schedule = fc.array(step, { maxLength: 8 }).map((steps) =>
  steps
    .map(({ atS, lever, share }) => {
      const [least, most] = leverRange[lever];
      return { atS, lever, value: least + share * (most - least) };
    })
    .toSorted((a, b) => a.atS - b.atS),
);

/** Drum machines of the size of G1, with any beans, weather and hands: for tests of what must hold for all of them. */
export const randomRoast: fc.Arbitrary<TwinMachine> = fc
  .record({
    physics: physicsChange,
    charge: chargeChange,
    conditions: conditionsChange,
    schedule,
  })
  .map((change) => variant(g1, change));
