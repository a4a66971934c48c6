import type {
  BatchCharge,
  ChargeConditions,
  LeverValues,
  MachinePhysics,
  TwinMachine,
} from '#machines/twin-machine.ts';
import { airShare, burnerShare, type Exchange, exchangeOf } from '#physics/exchange.ts';

/** Where the heat and the water of a batch are. Temperatures in Celsius. */
export interface HeatState {
  /** b: what the burner really gives, fraction of full. */
  readonly burner: number;
  /** What the fan really moves, fraction of full. */
  readonly air: number;
  /** Mean over the beans. */
  readonly beanC: number;
  /** How much warmer the skin of the beans is than their core; without effect in a machine of one-node beans. */
  readonly skinLeadC: number;
  readonly drumC: number;
  /** X: kilograms of water per kilogram of dry beans. */
  readonly moisture: number;
  /** He: reaction heat released so far, per kilogram of dry beans. */
  readonly reactionJPerKg: number;
  /** Shares of the beans that went through first and second crack. */
  readonly firstCracked: number;
  readonly secondCracked: number;
}

/** The state of a batch in the drum: its heat, and what merely follows from it. */
export interface BatchState extends HeatState {
  /** L: fraction of the dry mass that is lost. */
  readonly dryMatterLost: number;
  /** What the two probes show. */
  readonly btC: number;
  readonly etC: number;
}

/** The heat that flows at one moment, watts; positive in the direction of the name. */
export interface HeatFlows {
  readonly gasC: number;
  readonly skinC: number;
  readonly burnerW: number;
  readonly gasToBeanW: number;
  readonly drumToBeanW: number;
  readonly gasToDrumW: number;
  readonly drumToRoomW: number;
  /** What leaves with the exhaust, above the air that came in. */
  readonly exhaustW: number;
}

/** The beans as they fall in, burner and fan settled at their levers. Probes still show what they showed. */
export function chargedState(
  { physics, charge }: Pick<TwinMachine, 'physics' | 'charge'>,
  conditions: ChargeConditions,
  levers: LeverValues,
): BatchState {
  return {
    burner: burnerShare(physics, levers.burner),
    air: airShare(physics, levers.air),
    beanC: conditions.beanC,
    skinLeadC: 0,
    drumC: conditions.drumC,
    moisture: charge.moistureDryBasis,
    reactionJPerKg: 0,
    dryMatterLost: 0,
    firstCracked: 0,
    secondCracked: 0,
    btC: conditions.btC,
    etC: conditions.etC,
  };
}

/**
 * Where the heat goes now. The gas has no heat capacity to speak of: its temperature follows at once from what
 * comes in and goes out. Source: roast-science 2.3.
 */
export function heatFlows(machine: TwinMachine, state: HeatState, exchange: Exchange): HeatFlows {
  const { physics, conditions } = machine;
  const { flowWPerK, gasBeanWPerK, gasDrumWPerK, drumBeanWPerK } = exchange;
  const burnerW = physics.powerMaxW * state.burner * physics.gasPressureFactor;
  const skinC = skinTemperatureC(physics, state);
  const gasC =
    (burnerW * (1 - physics.drumHeatShare) +
      flowWPerK * conditions.ambientC +
      gasBeanWPerK * skinC +
      gasDrumWPerK * state.drumC) /
    (flowWPerK + gasBeanWPerK + gasDrumWPerK);
  return {
    gasC,
    skinC,
    burnerW,
    gasToBeanW: gasBeanWPerK * (gasC - skinC),
    drumToBeanW: drumBeanWPerK * (state.drumC - skinC),
    gasToDrumW: gasDrumWPerK * (gasC - state.drumC),
    drumToRoomW: physics.lossWPerK * (state.drumC - conditions.ambientC),
    exhaustW: flowWPerK * (gasC - conditions.ambientC),
  };
}

/** What the machine exchanges with its beans at its present airflow. */
export function exchangeNow(
  { physics, charge }: TwinMachine,
  { air }: HeatState,
  levers: LeverValues,
): Exchange {
  return exchangeOf(physics, charge.greenKg, air, levers);
}

/** What the beans lost so far, percent of the green weight. Source: roast-science 13. */
export function lossPct(
  charge: BatchCharge,
  state: Pick<BatchState, 'moisture' | 'dryMatterLost'>,
): { readonly water: number; readonly total: number } {
  const perGreen = 100 / (1 + charge.moistureDryBasis);
  const water = (charge.moistureDryBasis - state.moisture) * perGreen;
  return { water, total: water + state.dryMatterLost * perGreen };
}

/** Two nodes: skin and core differ by the lead, and their mean, by share of mass, is the bean temperature. */
function skinTemperatureC(physics: MachinePhysics, { beanC, skinLeadC }: HeatState): number {
  return beanC + (1 - physics.beanSkinShare) * skinLeadC;
}
