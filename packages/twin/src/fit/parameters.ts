import type { Crack, MachinePhysics } from '#machines/twin-machine.ts';

/** What is fitted of a machine configuration: its physics, and how its beans dry and react; where they crack is read off its roasts. */
export type FittedConfiguration = MachinePhysics & {
  readonly dryingFactor: number;
  readonly reactionFactor: number;
  readonly firstCrack: Crack;
  readonly secondCrack: Crack;
};

/**
 * One global parameter on the scale on which it is searched: `value` of 0 is the prior mean, 1 is one standard
 * deviation above it. Numbers of a kind that must stay positive move in logarithms, shares in log odds.
 */
interface GlobalParameter {
  readonly name: Exclude<keyof FittedConfiguration, 'firstCrack' | 'secondCrack'>;
  readonly scale: 'log' | 'odds';
  readonly prior: (greenKg: number) => number;
  readonly sd: number;
}

/**
 * The fourteen parameters and what is believed before a roast was seen: those of the golden machine, scaled to the
 * batch, and wide where machines differ. One by one they are not identifiable (roast-science 5): publish predictions,
 * never these numbers.
 */
export const globalParameters: readonly GlobalParameter[] = [
  { name: 'powerMaxW', scale: 'log', prior: (kg) => 6700 * kg ** 0.75, sd: 0.6 },
  { name: 'drumHeatShare', scale: 'odds', prior: () => 0.6, sd: 0.7 },
  { name: 'drumHeatCapacityJPerK', scale: 'log', prior: (kg) => 4500 * kg ** 0.75, sd: 0.6 },
  { name: 'gasToBeanWPerK', scale: 'log', prior: (kg) => 4.8 * kg ** 0.75, sd: 0.6 },
  { name: 'drumToBeanWPerK', scale: 'log', prior: (kg) => 5.6 * kg ** 0.75, sd: 0.6 },
  { name: 'gasToDrumWPerK', scale: 'log', prior: (kg) => 12 * kg ** 0.75, sd: 0.6 },
  { name: 'lossWPerK', scale: 'log', prior: (kg) => 2.4 * kg ** 0.75, sd: 0.6 },
  { name: 'airflowBaseKgPerS', scale: 'log', prior: (kg) => 0.0073 * kg ** 0.75, sd: 0.6 },
  { name: 'airflowSpanKgPerS', scale: 'log', prior: (kg) => 0.012 * kg ** 0.75, sd: 0.6 },
  { name: 'burnerLagS', scale: 'log', prior: () => 15, sd: 0.6 },
  { name: 'btLagS', scale: 'log', prior: () => 40, sd: 0.4 },
  { name: 'btGasShare', scale: 'odds', prior: () => 0.1, sd: 0.6 },
  { name: 'dryingFactor', scale: 'log', prior: () => 1, sd: 0.35 },
  { name: 'reactionFactor', scale: 'log', prior: () => 1, sd: 0.35 },
];

/**
 * Where a search begins: at what is believed, and at a machine of more metal and heat whose beans dry and react more slowly. Both
 * are tried, since a walk downhill ends in the nearest valley, and one of one machine was not the deepest.
 */
export const searchStarts: readonly Float64Array[] = [
  {},
  { powerMaxW: 1, drumHeatCapacityJPerK: 2, dryingFactor: -1, reactionFactor: -1 },
].map((at: Partial<Record<GlobalParameter['name'], number>>) =>
  Float64Array.from(globalParameters, ({ name }) => at[name] ?? 0),
);

/** The configuration that a point of the search stands for. */
export function configurationAt(
  base: FittedConfiguration,
  greenKg: number,
  point: Float64Array,
): FittedConfiguration {
  const values = globalParameters.map(({ name, scale, prior, sd }, index) => {
    const mean = prior(greenKg);
    const shift = sd * (point[index] ?? 0);
    if (scale === 'log') return [name, mean * Math.exp(shift)];
    const odds = (mean / (1 - mean)) * Math.exp(shift);
    return [name, odds / (1 + odds)];
  });
  return { ...base, batchReferenceKg: greenKg, ...Object.fromEntries(values) };
}
