import { g1 } from '#machines/g1.ts';
import type { TwinMachine } from '#machines/twin-machine.ts';

/**
 * Machines fitted to the roasts of one person each, by `artisan twin fit` on the development roasts. The parameters
 * belong together and predict together: one by one they are not the physics of the machine. Dampers, probes and rooms
 * of others differ.
 */
export const hottop: TwinMachine = {
  ...g1,
  id: 'hottop',
  label: 'Hottop 2K+, 230 g electric drum',
  knowledge: {
    kind: 'fitted',
    to: '44 roasts of one Hottop 2K+ by one person, 2020: the first 15 trained, 29 judged',
    fidelity: {
      grade: 'good',
      threeFactors: { n: 29, medianC: 0.85, p90C: 1.57 },
      openLoop: { n: 29, medianC: 4.26, p90C: 7.14 },
      fittedTo: 15,
    },
  },
  levers: [
    { id: 'burner', label: 'Heater', unit: '%', mode: 'commanded', min: 0, max: 100, step: 10 },
    { id: 'air', label: 'Fan', unit: '%', mode: 'commanded', min: 0, max: 100, step: 10 },
  ],
  intervalS: 2,
  startLevers: { burner: 100, air: 0, drumSpeed: 60 },
  schedule: [
    { atS: 0, lever: 'burner', value: 100 },
    { atS: 230, lever: 'air', value: 20 },
    { atS: 500, lever: 'burner', value: 80 },
    { atS: 500, lever: 'air', value: 0 },
    { atS: 560, lever: 'burner', value: 60 },
  ],
  markTemperatures: { dryEndC: 150, fcStartC: 184.5, dropC: 212 },
  physics: {
    ...g1.physics,
    powerMaxW: 8512,
    burnerLagS: 76.65,
    drumHeatShare: 0.9833,
    drumHeatCapacityJPerK: 14280,
    gasToBeanWPerK: 12.39,
    drumToBeanWPerK: 2.114,
    gasToDrumWPerK: 5.533,
    lossWPerK: 0.447,
    airflowBaseKgPerS: 0.01063,
    airflowSpanKgPerS: 0.0003384,
    batchReferenceKg: 0.2,
    btLagS: 29.35,
    btGasShare: 0.07451,
  },
  charge: {
    ...g1.charge,
    greenKg: 0.22,
    dryingFactor: 0.5761,
    reactionFactor: 0.6027,
    firstCrack: { beanC: 188.7, heatJPerKg: -10000 },
    secondCrack: { beanC: 217.9, heatJPerKg: 15000 },
  },
  conditions: { btC: 180, etC: 206, drumC: 160, beanC: 22, ambientC: 22 },
};

/** See {@link hottop}. Power, fan and drum stand on their notches. */
export const bullet: TwinMachine = {
  ...g1,
  id: 'bullet',
  label: 'Aillio Bullet, 400 g induction drum',
  knowledge: {
    kind: 'fitted',
    to: '34 roasts of one Aillio Bullet R1 by one person, 2026: the first 12 trained, 22 judged',
    fidelity: {
      grade: 'good',
      threeFactors: { n: 22, medianC: 0.54, p90C: 1.29 },
      openLoop: { n: 22, medianC: 3.59, p90C: 9.65 },
      fittedTo: 12,
    },
  },
  levers: [
    { id: 'burner', label: 'Power', unit: 'notches', mode: 'commanded', min: 0, max: 9, step: 1 },
    { id: 'air', label: 'Fan', unit: 'notches', mode: 'commanded', min: 1, max: 12, step: 1 },
    { id: 'drumSpeed', label: 'Drum', unit: 'notches', mode: 'commanded', min: 1, max: 9, step: 1 },
  ],
  startLevers: { burner: 7, air: 2, drumSpeed: 9 },
  schedule: [
    { atS: 0, lever: 'burner', value: 7 },
    { atS: 3, lever: 'burner', value: 6 },
    { atS: 3, lever: 'air', value: 1 },
    { atS: 90, lever: 'air', value: 2 },
    { atS: 260, lever: 'air', value: 3 },
    { atS: 340, lever: 'burner', value: 5 },
    { atS: 400, lever: 'burner', value: 4 },
    { atS: 480, lever: 'burner', value: 3 },
  ],
  markTemperatures: { dryEndC: 150, fcStartC: 189.3, dropC: 199 },
  physics: {
    ...g1.physics,
    powerMaxW: 4111,
    burnerFull: 10,
    burnerLagS: 16.86,
    drumHeatShare: 0.8463,
    drumHeatCapacityJPerK: 3362,
    gasToBeanWPerK: 5.726,
    drumToBeanWPerK: 6.533,
    gasToDrumWPerK: 7.697,
    lossWPerK: 0.9385,
    airFull: 10,
    airflowBaseKgPerS: 0.003985,
    airflowSpanKgPerS: 0.01443,
    drumSpeedRpm: 9,
    batchReferenceKg: 0.4,
    btLagS: 54.69,
    btGasShare: 0.04971,
  },
  charge: {
    ...g1.charge,
    greenKg: 0.4,
    dryingFactor: 1.597,
    reactionFactor: 1.074,
    firstCrack: { beanC: 196.3, heatJPerKg: -10000 },
  },
  conditions: { btC: 157, etC: 170, drumC: 156, beanC: 22, ambientC: 22 },
};
