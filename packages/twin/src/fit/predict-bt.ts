import type { LeverCourse, ObservedRoast } from '#fit/observed-roast.ts';
import type { FittedConfiguration } from '#fit/parameters.ts';
import type { RoastFactors } from '#fit/roast-factors.ts';
import { g1 } from '#machines/g1.ts';
import type { TwinMachine } from '#machines/twin-machine.ts';
import { BatchStepper } from '#physics/batch-stepper.ts';
import { chargedState } from '#physics/heat.ts';

/** At half a second no prediction differs from that at a quarter by 0.1 C; a fit takes thousands. */
const stepS = 0.5;
const stepsPerSecond = 1 / stepS;

const roomC = 22;

/** BT of each whole second from charge to `endS`, for a configuration, a roast's factors and what its hands did. */
export function predictBt(
  configuration: FittedConfiguration,
  roast: ObservedRoast,
  greenKg: number,
  factors: RoastFactors,
  endS = roast.btC.length - 1,
): Float64Array {
  const machine = machineOf(configuration, roast, greenKg, factors);
  const burner = new LeverReader(roast.burner, 0);
  const air = new LeverReader(roast.air, 50);
  const drumSpeed = configuration.drumSpeedRpm;
  let levers = { burner: burner.at(0), air: air.at(0), drumSpeed };
  let state = chargedState(machine, machine.conditions, levers);
  const stepper = new BatchStepper(machine, stepS);
  const btC = new Float64Array(endS + 1);
  btC[0] = state.btC;
  for (let second = 1; second <= endS; second += 1) {
    const set = { burner: burner.at(second - 0.5), air: air.at(second - 0.5), drumSpeed };
    if (set.burner !== levers.burner || set.air !== levers.air) levers = set;
    for (let step = 0; step < stepsPerSecond; step += 1) {
      state = stepper.step(state, levers);
    }
    btC[second] = state.btC;
  }
  return btC;
}

function machineOf(
  configuration: FittedConfiguration,
  roast: ObservedRoast,
  greenKg: number,
  factors: RoastFactors,
): TwinMachine {
  const { dryingFactor, reactionFactor, firstCrack, secondCrack } = configuration;
  const transfer = Math.exp(factors.heatTransfer);
  const drumC = roast.startBtC + factors.drumAboveBtC;
  return {
    ...g1,
    physics: {
      ...configuration,
      powerMaxW: configuration.powerMaxW * Math.exp(factors.heatInput),
      gasToBeanWPerK: configuration.gasToBeanWPerK * transfer,
      drumToBeanWPerK: configuration.drumToBeanWPerK * transfer,
    },
    charge: { ...g1.charge, greenKg, dryingFactor, reactionFactor, firstCrack, secondCrack },
    conditions: { btC: roast.startBtC, etC: drumC, drumC, beanC: roomC, ambientC: roomC },
  };
}

/** Reads a course forwards. */
class LeverReader {
  readonly #course: LeverCourse | null;
  readonly #otherwise: number;
  #next = 1;

  constructor(course: LeverCourse | null, otherwise: number) {
    this.#course = course;
    this.#otherwise = otherwise;
  }

  at(second: number): number {
    if (this.#course === null) return this.#otherwise;
    const { atS, values } = this.#course;
    while ((atS[this.#next] ?? Number.POSITIVE_INFINITY) <= second) this.#next += 1;
    return values[this.#next - 1] ?? this.#otherwise;
  }
}
