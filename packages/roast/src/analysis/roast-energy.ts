import {
  type EnergyLoad,
  type EnergySetup,
  type Fuel,
  fuels,
  type LeverChange,
  type RoastRecord,
} from '@artisan-ts/domain';

/** What a roast took from charge to drop. Preheating and cooling are not in it. */
export interface RoastEnergy {
  readonly kWh: number;
  readonly co2G: number;
  readonly kWhByFuel: Readonly<Record<Fuel, number>>;
  /** null when the green beans were not weighed. */
  readonly kWhPerGreenKg: number | null;
  readonly co2GPerGreenKg: number | null;
}

const secondsPerHour = 3600;
const gramsPerKilogram = 1000;

/** Sums up the loads over a stretch of the record; null when no load is rated. Source: Artisan, equal on all real files that have it. */
export function roastEnergy(
  record: RoastRecord,
  setup: EnergySetup,
  stretch: { readonly fromS: number; readonly toS: number },
): RoastEnergy | null {
  const { fromS, toS } = stretch;
  const loads = setup.loads.filter((load) => load.ratingKw > 0);
  if (loads.length === 0 || !Number.isFinite(toS) || toS <= fromS) return null;
  const kWhByFuel: Record<Fuel, number> = { lpg: 0, naturalGas: 0, electricity: 0 };
  for (const load of loads) {
    const fullS = fullPowerS(load, record.leverChanges, fromS, toS);
    kWhByFuel[load.fuel] += (load.ratingKw * fullS) / secondsPerHour;
  }
  const kWh = fuels.reduce((sum, fuel) => sum + kWhByFuel[fuel], 0);
  const co2G = fuels.reduce((sum, fuel) => sum + kWhByFuel[fuel] * setup.co2GPerKWh[fuel], 0);
  const greenKg = record.greenG ? record.greenG / gramsPerKilogram : null;
  return {
    kWh,
    co2G,
    kWhByFuel,
    kWhPerGreenKg: greenKg && kWh / greenKg,
    co2GPerGreenKg: greenKg && co2G / greenKg,
  };
}

/** Seconds at full power that would take as much. Before its first change a lever stands at nothing. */
function fullPowerS(
  load: EnergyLoad,
  changes: readonly LeverChange[],
  fromS: number,
  toS: number,
): number {
  if (load.lever === null) return toS - fromS;
  let share = 0;
  let sinceS = fromS;
  let sum = 0;
  for (const change of changes) {
    if (change.lever !== load.lever || change.timeS >= toS) continue;
    const atS = Math.max(fromS, change.timeS);
    sum += share * (atS - sinceS);
    sinceS = atS;
    share = powerShare(load, change.value);
  }
  return sum + share * (toS - sinceS);
}

function powerShare({ zeroAt, fullAt, isPressure }: EnergyLoad, value: number): number {
  if (fullAt === zeroAt) return 0;
  // More than full is possible: a regulator is opened further than its mark.
  const share = Math.max(0, (value - zeroAt) / (fullAt - zeroAt));
  return isPressure ? Math.sqrt(share) : share;
}
