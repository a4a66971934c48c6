/** A batch as far as the drift of a probe is concerned. */
export interface ProbeBatch {
  readonly startedWallMs: number;
  /** What was roasted; empty: not known. Coffees crack at temperatures of their own. */
  readonly coffee: string;
  /** A probe that was moved is another. */
  readonly configuration: string | null;
  /** What BT showed when somebody heard first crack, C; null when nobody said. */
  readonly crackC: number | null;
}

/** How much lower or higher than before a probe shows first crack. */
export interface ProbeDrift {
  /** Batches of the last week, and of before, that could be compared. */
  readonly recent: number;
  readonly before: number;
  /** Mean difference, K; above zero: it reads higher than before. */
  readonly shiftC: number;
  /** Twice its standard error, K. */
  readonly doubtC: number;
  /** More than chance makes likely, and enough to matter. */
  readonly isDrift: boolean;
}

const recentMin = 3;
const beforeMin = 5;
/** Less does not change how anybody roasts; half of what one batch differs from the next by ear. */
const mattersC = 1.5;

/**
 * Whether the bean probe shows first crack elsewhere than before. Beans of one coffee crack at much the same temperature: when
 * the number moves for all coffees, the probe has, or its place. Null when there are too few batches to say.
 *
 * @param batches of one machine, in any order
 * @param sinceMs batches from this moment on are held against those before
 */
export function probeDrift(batches: readonly ProbeBatch[], sinceMs: number): ProbeDrift | null {
  const inOrder = batches.toSorted((a, b) => a.startedWallMs - b.startedWallMs);
  const newest = inOrder.at(-1);
  const own = inOrder.flatMap(({ crackC, configuration, coffee, startedWallMs }) =>
    crackC === null || configuration !== newest?.configuration
      ? []
      : [{ crackC, coffee, isRecent: startedWallMs >= sinceMs }],
  );
  const before = own.filter(({ isRecent }) => !isRecent);
  const usual = new Map(
    [...new Set(before.map(({ coffee }) => coffee))].map((coffee) => {
      const values = before.filter((each) => each.coffee === coffee).map((each) => each.crackC);
      return [coffee, { mean: mean(values), n: values.length }] as const;
    }),
  );
  const offUsual = own.flatMap(({ crackC, coffee, isRecent }) => {
    const known = usual.get(coffee);
    return known === undefined ? [] : [{ offC: crackC - known.mean, isRecent, of: known.n }];
  });
  const recent = offUsual.filter(({ isRecent }) => isRecent);
  const past = offUsual.filter(({ isRecent }) => !isRecent);
  const free = past.length - usual.size;
  if (recent.length < recentMin || past.length < beforeMin || free < 1) return null;
  const shiftC = mean(recent.map(({ offC }) => offC));
  const variance = past.reduce((sum, { offC }) => sum + offC * offC, 0) / free;
  // Each is held against a mean that has an error of its own.
  const perBatch = mean(recent.map(({ of }) => 1 / of));
  const doubtC = 2 * Math.sqrt(variance * (1 / recent.length + perBatch));
  const isDrift = Math.abs(shiftC) >= mattersC && Math.abs(shiftC) > doubtC;
  return { recent: recent.length, before: past.length, shiftC, doubtC, isDrift };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
