/** What differs from roast to roast of one configuration (roast-science 5). */
export interface RoastFactors {
  /** Drum temperature at charge, above BT at charge, kelvin. */
  readonly drumAboveBtC: number;
  /** Logarithms of heat input and heat transfer against the configuration's. */
  readonly heatInput: number;
  readonly heatTransfer: number;
}

export const factorCount = 3;

/** What is believed of the factors before a roast was seen: as wide as home machines were measured to scatter. */
const prior = {
  mean: { drumAboveBtC: 10, heatInput: 0, heatTransfer: 0 },
  sd: { drumAboveBtC: 25, heatInput: 0.08, heatTransfer: 0.1 },
} as const;

/** The factors at a point of the search; its coordinates are prior standard deviations from the prior mean. */
export function factorsAt(point: ArrayLike<number>): RoastFactors {
  const at = (name: keyof RoastFactors, index: number): number =>
    prior.mean[name] + prior.sd[name] * (point[index] ?? 0);
  return {
    drumAboveBtC: at('drumAboveBtC', 0),
    heatInput: at('heatInput', 1),
    heatTransfer: at('heatTransfer', 2),
  };
}

/** Roasts after which half of what a roast told is forgotten: machines drift with weather, soot and habits. */
const halfLifeRoasts = 3;

/** How much the typical roast of the training weighs beside what came after. */
const typicalWeight = 0.05;

/** What to expect of the next roast: a mean of the earlier ones, oldest first, in which the latest count most. */
export function expectedFactors(earlier: readonly RoastFactors[]): RoastFactors {
  const mean = (name: keyof RoastFactors): number => {
    let sum = typicalWeight * median(earlier.map((factors) => factors[name]));
    let weights = typicalWeight;
    for (const [age, factors] of earlier.toReversed().entries()) {
      const weight = 0.5 ** (age / halfLifeRoasts);
      sum += weight * factors[name];
      weights += weight;
    }
    return sum / weights;
  };
  return {
    drumAboveBtC: mean('drumAboveBtC'),
    heatInput: mean('heatInput'),
    heatTransfer: mean('heatTransfer'),
  };
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Value below which a share of a sample lies, by straight lines between its members; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
