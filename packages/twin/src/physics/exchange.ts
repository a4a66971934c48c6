import type { BatchCharge, LeverValues, MachinePhysics } from '#machines/twin-machine.ts';

/** How readily heat goes from one part of the machine to another, W/K. */
export interface Exchange {
  /** What the gas carries away for each kelvin above the room. */
  readonly flowWPerK: number;
  readonly gasBeanWPerK: number;
  readonly gasDrumWPerK: number;
  readonly drumBeanWPerK: number;
}

const drumSpeedSensitivity = 0.15;
const drumContactMin = 0.8;
const drumContactMax = 1.1;

/** Ms: kilograms of dry beans (DESIGN 10: not the wet mass). */
export function dryMassKg(charge: BatchCharge): number {
  return charge.greenKg / (1 + charge.moistureDryBasis);
}

/** Share of its full heat that the burner comes to at a lever value; `exponent` 0.5 stands for a gas pressure. */
export function burnerShare(physics: MachinePhysics, lever: number): number {
  const share = Math.max(0, lever) / physics.burnerFull;
  return physics.burnerExponent === 1 ? share : share ** physics.burnerExponent;
}

/** Share of its full flow that the fan comes to at a lever value. */
export function airShare(physics: MachinePhysics, lever: number): number {
  return Math.max(0, lever) / physics.airFull;
}

/** What the machine exchanges with an amount of beans at an airflow and a drum speed. Source: roast-science 2.3. */
export function exchangeOf(
  physics: MachinePhysics,
  greenKg: number,
  air: number,
  { drumSpeed }: Pick<LeverValues, 'drumSpeed'>,
): Exchange {
  const flowKgPerS = airflowKgPerS(physics, air);
  const convection = convectionFactor(physics, flowKgPerS);
  const contact = (greenKg / physics.batchReferenceKg) ** physics.batchExponent;
  return {
    flowWPerK: flowKgPerS * physics.gasHeatCapacityJPerKgK,
    gasBeanWPerK: physics.gasToBeanWPerK * convection * contact,
    gasDrumWPerK: physics.gasToDrumWPerK * convection,
    drumBeanWPerK: physics.drumToBeanWPerK * contact * drumContact(physics, drumSpeed),
  };
}

function airflowKgPerS(physics: MachinePhysics, air: number): number {
  return physics.airflowBaseKgPerS + physics.airflowSpanKgPerS * air;
}

/** a: 1 at half air. */
function convectionFactor(physics: MachinePhysics, flowKgPerS: number): number {
  return (flowKgPerS / airflowKgPerS(physics, 0.5)) ** physics.airflowExponent;
}

/** w(rpm): no public measurement was found; the slope and its limits are assumed (roast-science 2.3). */
function drumContact(physics: MachinePhysics, rpm: number): number {
  const contact = 1 + drumSpeedSensitivity * (rpm / physics.drumSpeedRpm - 1);
  return Math.min(drumContactMax, Math.max(drumContactMin, contact));
}
