import type { LeverId } from '#lever.ts';

/** What heats a roaster. */
export const fuels = ['lpg', 'naturalGas', 'electricity'] as const;
export type Fuel = (typeof fuels)[number];

/** One consumer of a machine: a burner, a heater, a motor. */
export interface EnergyLoad {
  readonly label: string;
  readonly fuel: Fuel;
  /** At full power, kW. */
  readonly ratingKw: number;
  /** The lever that sets it; null runs at full power throughout. */
  readonly lever: LeverId | null;
  /** Lever values of no and of full power. */
  readonly zeroAt: number;
  readonly fullAt: number;
  /** The lever is a pressure: the flow of gas goes with its root. */
  readonly isPressure: boolean;
}

/** What a machine consumes, and what that means for the climate. */
export interface EnergySetup {
  readonly loads: readonly EnergyLoad[];
  /** Grams of CO2 per kWh of each fuel, with what of it is renewable taken off. */
  readonly co2GPerKWh: Readonly<Record<Fuel, number>>;
}
