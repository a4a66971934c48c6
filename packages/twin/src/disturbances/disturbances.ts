import type { RandomStream } from '@artisan-ts/domain';
import { standardNormal } from '@artisan-ts/domain';
import type { DayFault, FaultName } from '#disturbances/fault-table.ts';
import type { RoastDay } from '#disturbances/roast-day.ts';
import type { BatchCharge, ChargeConditions, MachinePhysics } from '#machines/twin-machine.ts';

/** Changes a day a little or a lot; `size` 1 is the stress of suite A. Draws from a stream of its own. */
type Disturbance = (day: RoastDay, chance: RandomStream, size: number) => RoastDay;

function uniform(chance: RandomStream, half: number): number {
  return half * (2 * chance.next() - 1);
}

function withMachine(
  day: RoastDay,
  change: {
    readonly physics?: Partial<MachinePhysics>;
    readonly charge?: Partial<BatchCharge>;
    readonly conditions?: Partial<ChargeConditions>;
  },
): RoastDay {
  const { machine } = day;
  return {
    ...day,
    machine: {
      ...machine,
      physics: { ...machine.physics, ...change.physics },
      charge: { ...machine.charge, ...change.charge },
      conditions: { ...machine.conditions, ...change.conditions },
    },
  };
}

/** What varies from batch to batch at any roaster, by name. Source: roast-science 11, suite A. */
export const everyday = {
  weather: (day, chance, size) => {
    const warmer = uniform(chance, 10 * size);
    const { ambientC, beanC } = day.machine.conditions;
    return withMachine(day, { conditions: { ambientC: ambientC + warmer, beanC: beanC + warmer } });
  },
  chargeTemperature: (day, chance, size) => {
    const hotter = uniform(chance, 5 * size);
    const { btC, etC, drumC } = day.machine.conditions;
    return withMachine(day, {
      conditions: { btC: btC + hotter, etC: etC + hotter, drumC: drumC + hotter },
    });
  },
  drumSoak: (day, chance, size) => {
    const drumC = day.machine.conditions.drumC + 6 * size * standardNormal(chance);
    return withMachine(day, { conditions: { drumC } });
  },
  weight: (day, chance, size) => {
    const greenKg = day.machine.charge.greenKg * (1 + uniform(chance, 0.03 * size));
    return withMachine(day, { charge: { greenKg } });
  },
  moisture: (day, chance, size) => {
    // As a buyer states it, of the wet mass; within one lot it varies by half a point.
    const points = size < 1 ? 0.005 : 0.015 * size;
    const { moistureDryBasis } = day.machine.charge;
    const wet = moistureDryBasis / (1 + moistureDryBasis) + uniform(chance, points);
    return withMachine(day, { charge: { moistureDryBasis: wet / (1 - wet) } });
  },
  gasPressure: (day, chance, size) => {
    const factor = day.machine.physics.gasPressureFactor * (1 + uniform(chance, 0.05 * size));
    return withMachine(day, { physics: { gasPressureFactor: factor } });
  },
  probeLag: (day, chance, size) => {
    const btLagS = day.machine.physics.btLagS * (1 + uniform(chance, 0.15 * size));
    return withMachine(day, { physics: { btLagS } });
  },
  heatTransfer: (day, chance, size) => {
    const times = 1 + 0.03 * size * standardNormal(chance);
    const { gasToBeanWPerK, drumToBeanWPerK } = day.machine.physics;
    return withMachine(day, {
      physics: { gasToBeanWPerK: gasToBeanWPerK * times, drumToBeanWPerK: drumToBeanWPerK * times },
    });
  },
  heatCapacity: (day, chance, size) => {
    const heatCapacityFactor = 1 + 0.015 * size * standardNormal(chance);
    return withMachine(day, { charge: { heatCapacityFactor } });
  },
  reactionHeat: (day, chance, size) => {
    const factor = day.machine.charge.reactionFactor * (1 + uniform(chance, 0.3 * size));
    return withMachine(day, { charge: { reactionFactor: factor } });
  },
  beanSize: (day, chance, size) => {
    const beanDiameterMm = day.machine.charge.beanDiameterMm * (1 + uniform(chance, 0.05 * size));
    return withMachine(day, { charge: { beanDiameterMm } });
  },
  losses: (day, chance, size) => {
    const lossWPerK = day.machine.physics.lossWPerK * (1 + uniform(chance, 0.1 * size));
    return withMachine(day, { physics: { lossWPerK } });
  },
  probeNoise: (day, _chance, size) => ({ ...day, btNoiseC: 0.2 * size }),
  dropouts: (day, _chance, size) => ({ ...day, dropoutShare: 0.02 * size }),
  ignoredActuator: (day, chance, size) => {
    const isIgnored = chance.next() < 0.03 * size;
    const fromS = 60 + 480 * chance.next();
    const ignored = isIgnored ? { fromS, toS: fromS + 60 } : day.actuator.ignored;
    return { ...day, actuator: { ...day.actuator, ignored } };
  },
  stepJitter: (day, _chance, size) => ({ ...day, stepJitterS: 4 * size }),
  dropReaction: (day, chance, size) => ({
    ...day,
    dropReactionS: Math.max(0, 3 + 1.5 * size * standardNormal(chance)),
  }),
  firstCrack: (day, chance, size) => {
    const laterC = 1.5 * size * standardNormal(chance);
    const { firstCrack } = day.machine.charge;
    const crack = { ...firstCrack, beanC: firstCrack.beanC + laterC };
    const changed = withMachine(day, { charge: { firstCrack: crack } });
    return { ...changed, firstCrackC: day.firstCrackC + laterC };
  },
  // As far as first crack, and a third more or less heat: chosen, nothing was published.
  secondCrack: (day, chance, size) => {
    const laterC = 1.5 * size * standardNormal(chance);
    const { beanC, heatJPerKg } = day.machine.charge.secondCrack;
    const times = 1 + uniform(chance, 0.33 * size);
    return withMachine(day, {
      charge: { secondCrack: { beanC: beanC + laterC, heatJPerKg: heatJPerKg * times } },
    });
  },
} as const satisfies Record<string, Disturbance>;

/** How a machine may differ in structure from what is believed of it. Source: roast-science 11, suite M. */
export const mismatch = {
  twoNodeBean: (day, chance) => {
    const isTwo = chance.next() < 0.5;
    const beanExchangeS = 20 + 20 * chance.next();
    return isTwo ? withMachine(day, { physics: { beanSkinShare: 0.3, beanExchangeS } }) : day;
  },
  airExponent: (day, chance) =>
    withMachine(day, { physics: { airflowExponent: 0.4 + 0.4 * chance.next() } }),
  burnerLag: (day, chance) => withMachine(day, { physics: { burnerLagS: 5 + 23 * chance.next() } }),
  drumMass: (day, chance) => {
    const times = 1 + uniform(chance, 0.15);
    const drumHeatCapacityJPerK = day.machine.physics.drumHeatCapacityJPerK * times;
    return withMachine(day, { physics: { drumHeatCapacityJPerK } });
  },
  otherLosses: (day, chance) => {
    const lossWPerK = day.machine.physics.lossWPerK * (1 + uniform(chance, 0.3));
    return withMachine(day, { physics: { lossWPerK } });
  },
  probeGasShare: (day, chance) => {
    const btGasShare = day.machine.physics.btGasShare * (0.5 + 1.1 * chance.next());
    return withMachine(day, { physics: { btGasShare } });
  },
  burnerNotches: (day, chance) => {
    const burnerSteps = ([null, 5, 9] as const)[Math.floor(3 * chance.next())] ?? null;
    return { ...day, actuator: { ...day.actuator, burnerSteps } };
  },
  deadTime: (day, chance) => ({
    ...day,
    actuator: { ...day.actuator, deadTimeS: 8 * chance.next() },
  }),
  otherProbeLag: (day, chance) => {
    const btLagS = day.machine.physics.btLagS * (1 + uniform(chance, 0.4));
    return withMachine(day, { physics: { btLagS } });
  },
} as const satisfies Record<string, Disturbance>;

/** Lets something break at a moment of its own. */
function breaks(kind: DayFault['kind']): Disturbance {
  return (day, chance) => ({ ...day, faults: [...day.faults, { kind, fromS: moment(chance) }] });
}

/** Things that break during a roast, each at a moment of its own between two and eight minutes. */
export const faults = {
  stuckProbe: breaks('stuckProbe'),
  probeOffset: breaks('probeOffset'),
  etLost: breaks('etLost'),
  doubledSamples: breaks('doubledSamples'),
  clockJump: breaks('clockJump'),
  gasStepIgnored: (day, chance) => {
    const fromS = moment(chance);
    return { ...day, actuator: { ...day.actuator, ignored: { fromS, toS: fromS + 60 } } };
  },
  approvalLost: breaks('approvalLost'),
} as const satisfies Record<FaultName, Disturbance>;

function moment(chance: RandomStream): number {
  return 120 + 360 * chance.next();
}
