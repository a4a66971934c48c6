import { seededStream } from '@artisan-ts/domain';
import { everyday, faults, mismatch } from '#disturbances/disturbances.ts';
import { calmDay, type RoastDay } from '#disturbances/roast-day.ts';
import type { TwinMachine } from '#machines/twin-machine.ts';

/**
 * How hard days are, by name. A: stress, home roasting at its worst. B: production, a third of that. M-A and M-B: the
 * same on machines that differ in structure from what is believed of them. Source: roast-science 11.
 */
export const suites = ['A', 'B', 'M-A', 'M-B'] as const;
export type Suite = (typeof suites)[number];

/** One disturbance or fault by its name. */
export type DisturbanceName = keyof typeof everyday | keyof typeof mismatch | keyof typeof faults;

const named = { ...everyday, ...mismatch, ...faults };

/** Names of everything that can be added to a day. */
export const disturbanceNames: readonly DisturbanceName[] = Object.keys(named) as DisturbanceName[];

const productionSize = 0.35;

/** The disturbances of a suite, and how large they are. */
export function suiteOf(suite: Suite): {
  readonly names: readonly DisturbanceName[];
  readonly size: number;
} {
  const daily = Object.keys(everyday) as DisturbanceName[];
  const other = Object.keys(mismatch) as DisturbanceName[];
  return {
    names: suite.startsWith('M') ? [...daily, ...other] : daily,
    size: suite.endsWith('A') ? 1 : productionSize,
  };
}

/** A day with some disturbances. Each draws from a stream of its own, so that adding one never shifts another. */
export function disturbedDay(
  machine: TwinMachine,
  names: readonly DisturbanceName[],
  size: number,
  seed: number,
): RoastDay {
  return names.reduce<RoastDay>(
    (day, name) => named[name](day, seededStream(seed, `twin.disturbance.${name}`), size),
    calmDay(machine),
  );
}

/** The day of a seed in a suite, with more disturbances or faults added by name. */
export function suiteDay(
  machine: TwinMachine,
  suite: Suite,
  seed: number,
  added: readonly DisturbanceName[] = [],
): RoastDay {
  const { names, size } = suiteOf(suite);
  return disturbedDay(machine, [...names, ...added], size, seed);
}
