import { g1 } from '#machines/g1.ts';
import type { LeverStep, MachinePhysics, TwinMachine } from '#machines/twin-machine.ts';

/** G1 as a machine of so many times its batch: heat, metal, surfaces and air alike. */
function scaled(times: number): MachinePhysics {
  const { physics } = g1;
  return {
    ...physics,
    powerMaxW: physics.powerMaxW * times,
    drumHeatCapacityJPerK: physics.drumHeatCapacityJPerK * times,
    gasToBeanWPerK: physics.gasToBeanWPerK * times,
    drumToBeanWPerK: physics.drumToBeanWPerK * times,
    gasToDrumWPerK: physics.gasToDrumWPerK * times,
    lossWPerK: physics.lossWPerK * times,
    airflowBaseKgPerS: physics.airflowBaseKgPerS * times,
    airflowSpanKgPerS: physics.airflowSpanKgPerS * times,
    batchReferenceKg: times,
  };
}

function burnerSteps(...steps: readonly (readonly [number, number])[]): readonly LeverStep[] {
  return steps.map(([atS, value]) => ({ atS, lever: 'burner', value }));
}

function airSteps(...steps: readonly (readonly [number, number])[]): readonly LeverStep[] {
  return steps.map(([atS, value]) => ({ atS, lever: 'air', value }));
}

function inOrder(steps: readonly LeverStep[]): readonly LeverStep[] {
  return steps.toSorted((a, b) => a.atS - b.atS);
}

/** A small electric drum: quick probes, much metal for its beans. */
export const sampleDrum: TwinMachine = {
  ...g1,
  id: 'sample-drum',
  label: 'Sample drum, 100 g electric (illustrative)',
  knowledge: { kind: 'illustrative' },
  levers: [
    { id: 'burner', label: 'Heater', unit: '%', mode: 'commanded', min: 0, max: 100, step: 5 },
    { id: 'air', label: 'Fan', unit: '%', mode: 'commanded', min: 0, max: 100, step: 10 },
  ],
  startLevers: { burner: 60, air: 30, drumSpeed: 60 },
  schedule: inOrder([
    ...burnerSteps([0, 60], [60, 75], [240, 65], [330, 50]),
    ...airSteps([0, 30], [240, 50]),
  ]),
  markTemperatures: { dryEndC: 150, fcStartC: 194, dropC: 206 },
  physics: {
    ...scaled(0.1),
    drumHeatCapacityJPerK: 700,
    gasToBeanWPerK: 0.7,
    drumToBeanWPerK: 0.85,
    burnerLagS: 20,
    btLagS: 25,
  },
  charge: { ...g1.charge, greenKg: 0.1 },
  conditions: { btC: 195, etC: 210, drumC: 200, beanC: 22, ambientC: 22 },
};

/** A gas drum for production: heat grows with the root of the gas pressure, and the fan takes its time. */
export const productionGas: TwinMachine = {
  ...g1,
  id: 'production-gas',
  label: 'Production drum, 15 kg gas (illustrative)',
  knowledge: { kind: 'illustrative' },
  levers: [
    { id: 'burner', label: 'Gas', unit: 'kPa', mode: 'commanded', min: 0, max: 5, step: 0.1 },
    { id: 'air', label: 'Air', unit: '%', mode: 'commanded', min: 0, max: 100, step: 5 },
    { id: 'drumSpeed', label: 'Drum', unit: 'rpm', mode: 'commanded', min: 35, max: 65, step: 1 },
  ],
  startLevers: { burner: 1, air: 30, drumSpeed: 50 },
  schedule: inOrder([
    ...burnerSteps([0, 1], [60, 2.4], [270, 3.1], [390, 2.3], [510, 1.2]),
    ...airSteps([0, 30], [270, 45], [480, 60]),
  ]),
  physics: {
    ...scaled(15),
    burnerFull: 5,
    burnerExponent: 0.5,
    burnerLagS: 14,
    airLagS: 6,
    drumSpeedRpm: 50,
  },
  charge: { ...g1.charge, greenKg: 15 },
};

/** Infrared elements heat the metal; the gas hardly counts. */
export const infraredDrum: TwinMachine = {
  ...g1,
  id: 'infrared-drum',
  label: 'Infrared drum, 1 kg (illustrative)',
  knowledge: { kind: 'illustrative' },
  physics: {
    ...g1.physics,
    drumHeatShare: 0.88,
    burnerLagS: 4,
    drumToBeanWPerK: 7,
    gasToBeanWPerK: 3.5,
  },
};

/** Beans float in hot air: no drum to speak of, and quick to answer. */
export const hotAir: TwinMachine = {
  ...g1,
  id: 'hot-air',
  label: 'Hot air, 225 g fluid bed (illustrative)',
  knowledge: { kind: 'illustrative' },
  levers: [
    { id: 'burner', label: 'Heater', unit: 'notches', mode: 'commanded', min: 1, max: 9, step: 1 },
    { id: 'air', label: 'Fan', unit: 'notches', mode: 'commanded', min: 1, max: 9, step: 1 },
  ],
  startLevers: { burner: 4, air: 9, drumSpeed: 60 },
  schedule: inOrder([
    ...burnerSteps([0, 4], [60, 5], [120, 6], [200, 6.5], [330, 7.5]),
    ...airSteps([0, 9], [150, 8], [260, 7], [330, 6]),
  ]),
  markTemperatures: { dryEndC: 150, fcStartC: 200, dropC: 214 },
  physics: {
    ...g1.physics,
    powerMaxW: 2100,
    burnerFull: 9,
    burnerLagS: 3,
    drumHeatShare: 0.02,
    drumHeatCapacityJPerK: 500,
    gasToBeanWPerK: 7,
    drumToBeanWPerK: 0.3,
    gasToDrumWPerK: 1,
    lossWPerK: 0.6,
    airFull: 9,
    airLagS: 1,
    airflowBaseKgPerS: 0.002,
    airflowSpanKgPerS: 0.005,
    batchReferenceKg: 0.225,
    btLagS: 12,
    btGasShare: 0.3,
    etLagS: 8,
  },
  charge: { ...g1.charge, greenKg: 0.225 },
  conditions: { btC: 60, etC: 60, drumC: 60, beanC: 22, ambientC: 22 },
};
