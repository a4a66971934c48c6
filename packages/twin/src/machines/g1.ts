import type { TwinMachine } from '#machines/twin-machine.ts';

/**
 * A gas drum for 1 kg, the golden machine.
 *
 * Source: roast-science 4 (tuned by fitting); the range and the speed of the drum lever are chosen, since nothing
 * was measured: 60 rpm is usual for a drum of this size, and 40 to 80 is what its beans stay in motion at.
 */
export const g1: TwinMachine = {
  id: 'g1',
  label: 'Gas drum, 1 kg',
  knowledge: { kind: 'tuned', source: 'roast-science 4: milestones and curve of a 1 kg gas drum' },
  levers: [
    { id: 'burner', label: 'Burner', unit: '%', mode: 'commanded', min: 0, max: 100, step: 5 },
    { id: 'air', label: 'Air', unit: '%', mode: 'commanded', min: 0, max: 100, step: 5 },
    { id: 'drumSpeed', label: 'Drum', unit: 'rpm', mode: 'commanded', min: 40, max: 80, step: 2 },
  ],
  intervalS: 1,
  startLevers: { burner: 45, air: 30, drumSpeed: 60 },
  schedule: [
    { atS: 0, lever: 'burner', value: 45 },
    { atS: 0, lever: 'air', value: 30 },
    { atS: 60, lever: 'burner', value: 67 },
    { atS: 270, lever: 'burner', value: 78.3 },
    { atS: 270, lever: 'air', value: 45 },
    { atS: 390, lever: 'burner', value: 67.1 },
    { atS: 480, lever: 'air', value: 60 },
    { atS: 510, lever: 'burner', value: 48.4 },
  ],
  markTemperatures: { dryEndC: 150, fcStartC: 196, dropC: 210 },
  physics: {
    powerMaxW: 6732,
    gasPressureFactor: 1,
    burnerFull: 100,
    burnerExponent: 1,
    burnerLagS: 8,
    drumHeatShare: 0.705,
    drumHeatCapacityJPerK: 4512,
    gasToBeanWPerK: 4.757,
    drumToBeanWPerK: 5.625,
    gasToDrumWPerK: 12.61,
    lossWPerK: 2.445,
    airFull: 100,
    airLagS: 0,
    airflowBaseKgPerS: 0.0073,
    airflowSpanKgPerS: 0.012,
    airflowExponent: 0.6,
    gasHeatCapacityJPerKgK: 1080,
    drumSpeedRpm: 60,
    batchReferenceKg: 1,
    batchExponent: 0.7,
    beanSkinShare: 1,
    beanExchangeS: 30,
    btLagS: 43.7,
    btGasShare: 0.095,
    etLagS: 15,
    etDrumShare: 0.35,
  },
  charge: {
    greenKg: 1,
    moistureDryBasis: 0.12,
    beanDiameterMm: 6.05,
    dryingFactor: 1,
    reactionFactor: 1,
    heatCapacityFactor: 1,
    firstCrack: { beanC: 203, heatJPerKg: 0 },
    secondCrack: { beanC: 228, heatJPerKg: 15000 },
  },
  conditions: { btC: 200, etC: 215, drumC: 200, beanC: 22, ambientC: 22 },
};
