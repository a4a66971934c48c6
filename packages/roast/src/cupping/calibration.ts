import type { TasterId } from '@artisan-ts/domain';

/** One score: who gave it, to which sample. */
export interface GivenScore {
  readonly tasterId: TasterId;
  readonly itemId: string;
  readonly score: number;
}

/** How a taster scores beside the panel, over the samples that at least two have scored. */
export interface TasterOffset {
  readonly tasterId: TasterId;
  readonly samples: number;
  /** Mean of own score minus mean of the others'. */
  readonly offset: number;
  /** Standard deviation of those differences; null with fewer than two samples. */
  readonly spread: number | null;
}

/** How two tasters agree. */
export interface TasterPair {
  readonly tasterIds: readonly [TasterId, TasterId];
  readonly samples: number;
  /** Mean distance between their scores. */
  readonly meanDistance: number;
  /** Pairs of samples that both told apart, and how many of those they put in the same order. */
  readonly comparisons: number;
  readonly sameOrder: number;
}

type BySample = ReadonlyMap<string, ReadonlyMap<TasterId, number>>;

/** Offset and spread of each taster against the others, in the order of the tasters. */
export function tasterOffsets(
  tasterIds: readonly TasterId[],
  scores: readonly GivenScore[],
): readonly TasterOffset[] {
  const table = bySample(scores);
  return tasterIds.flatMap((tasterId) => {
    const differences = [...table.values()].flatMap((given) => {
      const own = given.get(tasterId);
      const others = [...given].filter(([id]) => id !== tasterId).map(([, score]) => score);
      return own === undefined || others.length === 0 ? [] : [own - mean(others)];
    });
    if (differences.length === 0) return [];
    const samples = differences.length;
    return [{ tasterId, samples, offset: mean(differences), spread: deviation(differences) }];
  });
}

/** Agreement of every two tasters that have scored a sample both. */
export function tasterPairs(
  tasterIds: readonly TasterId[],
  scores: readonly GivenScore[],
): readonly TasterPair[] {
  const table = bySample(scores);
  return tasterIds.flatMap((first, index) =>
    tasterIds.slice(index + 1).flatMap((second) => pairOf(table, first, second)),
  );
}

function pairOf(table: BySample, first: TasterId, second: TasterId): TasterPair[] {
  const both = [...table.values()].flatMap((given) => {
    const a = given.get(first);
    const b = given.get(second);
    return a === undefined || b === undefined ? [] : [{ a, b }];
  });
  if (both.length === 0) return [];
  let comparisons = 0;
  let sameOrder = 0;
  for (const [index, one] of both.entries()) {
    for (const other of both.slice(index + 1)) {
      const order = Math.sign(one.a - other.a) * Math.sign(one.b - other.b);
      if (order !== 0) comparisons += 1;
      if (order > 0) sameOrder += 1;
    }
  }
  const meanDistance = mean(both.map(({ a, b }) => Math.abs(a - b)));
  return [
    { tasterIds: [first, second], samples: both.length, meanDistance, comparisons, sameOrder },
  ];
}

function bySample(scores: readonly GivenScore[]): BySample {
  const table = new Map<string, Map<TasterId, number>>();
  for (const { itemId, tasterId, score } of scores) {
    const given = table.get(itemId) ?? new Map<TasterId, number>();
    given.set(tasterId, score);
    table.set(itemId, given);
  }
  return table;
}

/** The arithmetic mean of at least one number. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The sample standard deviation; null with fewer than two numbers. */
export function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const middle = mean(values);
  const squares = values.map((value) => (value - middle) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (values.length - 1));
}
