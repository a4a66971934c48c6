import type {
  BatchCharge,
  ChargeConditions,
  LeverValues,
  MachinePhysics,
  TwinMachine,
} from '#machines/twin-machine.ts';
import {
  beanHeatCapacity,
  dryingRate,
  dryMatterLossRate,
  evaporationHeatJPerKg,
  reactionHeat,
} from '#physics/bean.ts';

/** The state of a batch in the drum. Temperatures in Celsius. */
export interface BatchState {
  /** b: what the burner really gives, fraction of full. */
  readonly burner: number;
  readonly beanC: number;
  readonly drumC: number;
  /** X: kilograms of water per kilogram of dry beans. */
  readonly moisture: number;
  /** He: reaction heat released so far, per kilogram of dry beans. */
  readonly reactionJPerKg: number;
  /** L: fraction of the dry mass that is lost. */
  readonly dryMatterLost: number;
  /** What the two probes show. */
  readonly btC: number;
  readonly etC: number;
}

/** The heat that flows at one moment, watts; positive in the direction of the name. */
export interface HeatFlows {
  readonly gasC: number;
  readonly burnerW: number;
  readonly gasToBeanW: number;
  readonly drumToBeanW: number;
  readonly gasToDrumW: number;
  readonly drumToRoomW: number;
  /** What leaves with the exhaust, above the air that came in. */
  readonly exhaustW: number;
}

const drumSpeedSensitivity = 0.15;
const drumContactMin = 0.8;
const drumContactMax = 1.1;

/** The beans as they fall in, burner settled at its lever. Probes still show what they showed. */
export function chargedState(
  charge: BatchCharge,
  conditions: ChargeConditions,
  burnerPct: number,
): BatchState {
  return {
    burner: burnerPct / 100,
    beanC: conditions.beanC,
    drumC: conditions.drumC,
    moisture: charge.moistureDryBasis,
    reactionJPerKg: 0,
    dryMatterLost: 0,
    btC: conditions.btC,
    etC: conditions.etC,
  };
}

/** Ms: kilograms of dry beans (DESIGN 10: not the wet mass). */
export function dryMassKg(charge: BatchCharge): number {
  return charge.greenKg / (1 + charge.moistureDryBasis);
}

/**
 * Where the heat goes now. The gas has no heat capacity to speak of: its temperature follows at once from what
 * comes in and goes out. Source: roast-science 2.3.
 */
export function heatFlows(machine: TwinMachine, state: BatchState, levers: LeverValues): HeatFlows {
  const { physics, charge, conditions } = machine;
  const flowKgPerS = airflowKgPerS(physics, levers.air);
  const flowWPerK = flowKgPerS * physics.gasHeatCapacityJPerKgK;
  const convection = convectionFactor(physics, flowKgPerS);
  const contact = (charge.greenKg / physics.batchReferenceKg) ** physics.batchExponent;

  const burnerW = physics.powerMaxW * state.burner * physics.gasPressureFactor;
  const gasBean = physics.gasToBeanWPerK * convection * contact;
  const gasDrum = physics.gasToDrumWPerK * convection;
  const drumBean = physics.drumToBeanWPerK * contact * drumContact(physics, levers.drumSpeed);

  const gasC =
    (burnerW * (1 - physics.drumHeatShare) +
      flowWPerK * conditions.ambientC +
      gasBean * state.beanC +
      gasDrum * state.drumC) /
    (flowWPerK + gasBean + gasDrum);
  return {
    gasC,
    burnerW,
    gasToBeanW: gasBean * (gasC - state.beanC),
    drumToBeanW: drumBean * (state.drumC - state.beanC),
    gasToDrumW: gasDrum * (gasC - state.drumC),
    drumToRoomW: physics.lossWPerK * (state.drumC - conditions.ambientC),
    exhaustW: flowWPerK * (gasC - conditions.ambientC),
  };
}

/**
 * The state one step later: heat and water by explicit Euler, what merely follows something (burner, probes) as it
 * relaxes within the step, so that a quick probe is as true as a slow one. Source: roast-science 2.3 to 2.5.
 */
export function stepBatch(
  machine: TwinMachine,
  state: BatchState,
  levers: LeverValues,
  stepS: number,
): BatchState {
  const { physics, charge } = machine;
  const flows = heatFlows(machine, state, levers);
  const massKg = dryMassKg(charge);
  const drying = dryingRate(state.beanC, state.moisture, charge);
  const reaction = reactionHeat(state.beanC, state.reactionJPerKg, charge);

  const intoBeansW =
    flows.gasToBeanW + flows.drumToBeanW + massKg * (reaction + evaporationHeatJPerKg * drying);
  const intoDrumW =
    physics.drumHeatShare * flows.burnerW +
    flows.gasToDrumW -
    flows.drumToBeanW -
    flows.drumToRoomW;
  const beanCPerS = intoBeansW / (massKg * beanHeatCapacity(state.beanC, state.moisture));

  const btSeesC = mix(state.beanC, flows.gasC, physics.btGasShare);
  const etSeesC = mix(flows.gasC, state.drumC, physics.etDrumShare);
  return {
    burner: follows(state.burner, levers.burner / 100, stepS / physics.burnerLagS),
    beanC: state.beanC + stepS * beanCPerS,
    drumC: state.drumC + (stepS * intoDrumW) / physics.drumHeatCapacityJPerK,
    moisture: state.moisture + stepS * drying,
    reactionJPerKg: state.reactionJPerKg + stepS * reaction,
    dryMatterLost:
      state.dryMatterLost + stepS * dryMatterLossRate(state.beanC, state.dryMatterLost),
    btC: follows(state.btC, btSeesC, stepS / physics.btLagS),
    etC: follows(state.etC, etSeesC, stepS / physics.etLagS),
  };
}

/** What the beans lost so far, percent of the green weight. Source: roast-science 13. */
export function lossPct(
  charge: BatchCharge,
  state: BatchState,
): { readonly water: number; readonly total: number } {
  const perGreen = 100 / (1 + charge.moistureDryBasis);
  const water = (charge.moistureDryBasis - state.moisture) * perGreen;
  return { water, total: water + state.dryMatterLost * perGreen };
}

function airflowKgPerS(physics: MachinePhysics, airPct: number): number {
  return physics.airflowBaseKgPerS + (physics.airflowSpanKgPerS * airPct) / 100;
}

/** a: 1 at half air. */
function convectionFactor(physics: MachinePhysics, flowKgPerS: number): number {
  return (flowKgPerS / airflowKgPerS(physics, 50)) ** physics.airflowExponent;
}

/** w(rpm): no public measurement was found; the slope and its limits are assumed (roast-science 2.3). */
function drumContact(physics: MachinePhysics, rpm: number): number {
  const contact = 1 + drumSpeedSensitivity * (rpm / physics.drumSpeedRpm - 1);
  return Math.min(drumContactMax, Math.max(drumContactMin, contact));
}

/** A first-order lag, exact for a target that stands still; `lags` is the time that passes in units of the lag. */
function follows(value: number, target: number, lags: number): number {
  return target + (value - target) * Math.exp(-lags);
}

function mix(first: number, second: number, shareOfSecond: number): number {
  return (1 - shareOfSecond) * first + shareOfSecond * second;
}
