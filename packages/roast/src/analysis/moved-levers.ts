import type { RoastRecord } from '@artisan-ts/domain';

/** A lever went from one value to another. `fromValue` is null when nobody knows. */
export interface MovedLever {
  /** As people call it. */
  readonly lever: string;
  /** Seconds from the zero that was asked for. */
  readonly timeS: number;
  readonly fromValue: number | null;
  readonly toValue: number;
}

/**
 * Every change of a lever to another value, in the order in which they were made.
 *
 * Shape: as many as there are changes at most; found in one pass, for a file may hold hundreds of thousands.
 */
export function movedLevers(
  { levers, leverChanges }: Pick<RoastRecord, 'levers' | 'leverChanges'>,
  zeroS: number,
): readonly MovedLever[] {
  const labels = new Map(levers.map(({ id, label }) => [id, label]));
  const stands = new Map<string, number>();
  return leverChanges.flatMap(({ lever, timeS, value }) => {
    const fromValue = stands.get(lever) ?? null;
    stands.set(lever, value);
    if (fromValue === value) return [];
    return [{ lever: labels.get(lever) ?? lever, timeS: timeS - zeroS, fromValue, toValue: value }];
  });
}
