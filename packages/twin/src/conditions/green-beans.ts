import type { TwinMachine } from '#machines/twin-machine.ts';

/** What is known of the green beans of a batch; null where nobody measured it: the beans of the machine's reference roast. */
export interface GreenBeans {
  readonly greenG: number | null;
  /** Percent of wet mass. */
  readonly moisturePct: number | null;
  readonly densityGPerL: number | null;
  /** As it is traded: `16+`, `15/16`. */
  readonly screenSize: string;
}

/** A drum takes no less and no more of its batch than this: with a spoon of beans no model of a bed holds. */
const batchShares = { least: 0.1, most: 2 } as const;

const usualScreen = 16;
const usualDensityGPerL = 700;

/** What beans may be, whatever was written down: user-needs 5, and screens that are traded. */
const limits = { moisturePct: [6, 16], densityGPerL: [550, 900], screen: [8, 21] } as const;

/**
 * A machine with these beans to come into its drum. Larger screens dry more slowly; denser beans have less surface for their
 * mass, with the power of two thirds of their volume (assumed: no measurement was found).
 */
export function withBeans(machine: TwinMachine, beans: GreenBeans): TwinMachine {
  const { charge, physics } = machine;
  const { greenG, moisturePct, densityGPerL, screenSize } = beans;
  const usualKg = charge.greenKg;
  const kg = greenG === null ? usualKg : greenG / 1000;
  const greenKg = within(kg, [batchShares.least * usualKg, batchShares.most * usualKg]);
  const screen = screenOf(screenSize);
  const density =
    densityGPerL === null ? usualDensityGPerL : within(densityGPerL, limits.densityGPerL);
  const surface = (usualDensityGPerL / density) ** (2 / 3);
  const share = within(moisturePct ?? 0, limits.moisturePct) / 100;
  return {
    ...machine,
    charge: {
      ...charge,
      greenKg,
      moistureDryBasis: moisturePct === null ? charge.moistureDryBasis : share / (1 - share),
      beanDiameterMm: (charge.beanDiameterMm * screen) / usualScreen,
    },
    physics: {
      ...physics,
      gasToBeanWPerK: physics.gasToBeanWPerK * surface,
      drumToBeanWPerK: physics.drumToBeanWPerK * surface,
    },
  };
}

/** The mean of the sizes that are named, in 64ths of an inch; the usual one when none is. */
function screenOf(words: string): number {
  const sizes = (words.match(/\d+/g) ?? []).map(Number).filter((size) => {
    const [least, most] = limits.screen;
    return size >= least && size <= most;
  });
  if (sizes.length === 0) return usualScreen;
  return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
}

function within(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, value));
}
