import type { LeverCourse, ObservedRoast } from '#fit/observed-roast.ts';
import { quantile } from '#fit/roast-factors.ts';

/** How numbers lie: so many of them, their median, and the 10th and 90th percentile. NaN of none. */
export interface Lie {
  readonly n: number;
  readonly p10: number;
  readonly median: number;
  readonly p90: number;
}

/** When and how the hands at one machine move its burner. Times in seconds. */
export interface LeverHabits {
  readonly roasts: number;
  readonly movesPerRoast: Lie;
  /** From the end of a move to the next. */
  readonly spacingS: Lie;
  /** From a milestone to the next move. */
  readonly afterDryEndS: Lie;
  readonly afterFcS: Lie;
  /**
   * How much earlier or later a step to the same value came in the next roast: standard deviation, of the median
   * so that steps which were moved on purpose count little. NaN when none was repeated.
   */
  readonly repeatSdS: number;
}

/** Presses that follow each other within this are one move: a person steps through the values. */
const oneMoveS = 12;

/** What is set just after the beans fell in belongs to the charge. */
const afterChargeS = 5;

/** Of a normal distribution, the standard deviation over the median distance. */
const sdOfMedian = 1 / 0.6745;

interface Move {
  readonly fromS: number;
  readonly toS: number;
  readonly value: number;
}

/** What real roasts of one machine, oldest first, tell of the hands at its burner: what simulated people are held against. */
export function leverHabits(roasts: readonly ObservedRoast[]): LeverHabits {
  const moved = roasts.map((roast) => ({ roast, moves: movesOf(roast.burner) }));
  const after = (mark: 'dryEndS' | 'fcStartS'): Lie =>
    lieOf(
      moved.flatMap(({ roast, moves }) => {
        const markS = roast[mark];
        const next = markS === null ? undefined : moves.find(({ fromS }) => fromS >= markS);
        return markS === null || next === undefined ? [] : next.fromS - markS;
      }),
    );
  const all = moved.map(({ moves }) => moves);
  return {
    roasts: roasts.length,
    movesPerRoast: lieOf(all.map((moves) => moves.length)),
    spacingS: lieOf(all.flatMap(spacingsOf)),
    afterDryEndS: after('dryEndS'),
    afterFcS: after('fcStartS'),
    repeatSdS: repeatSdS(all),
  };
}

function movesOf(course: LeverCourse | null): readonly Move[] {
  const moves: Move[] = [];
  let stands = course?.values[0];
  for (const [place, value] of (course?.values ?? []).entries()) {
    const atS = course?.atS[place] ?? 0;
    if (value === stands) continue;
    stands = value;
    const last = moves.at(-1);
    if (atS <= afterChargeS) continue;
    if (last !== undefined && atS - last.toS < oneMoveS) {
      moves[moves.length - 1] = { ...last, toS: atS, value };
    } else moves.push({ fromS: atS, toS: atS, value });
  }
  return moves;
}

function spacingsOf(moves: readonly Move[]): readonly number[] {
  return moves.slice(1).map(({ fromS }, place) => fromS - (moves[place]?.toS ?? fromS));
}

/** Steps to one value are the same step when either roast made it once. */
function repeatSdS(all: readonly (readonly Move[])[]): number {
  const once = (moves: readonly Move[], value: number): Move | null => {
    const same = moves.filter((move) => move.value === value);
    return same.length === 1 ? (same[0] ?? null) : null;
  };
  const apartS = all.slice(1).flatMap((moves, place) =>
    moves.flatMap(({ value }) => {
      const [now, before] = [once(moves, value), once(all[place] ?? [], value)];
      return now === null || before === null ? [] : Math.abs(now.fromS - before.fromS);
    }),
  );
  return (sdOfMedian * quantile(apartS, 0.5)) / Math.SQRT2;
}

function lieOf(values: readonly number[]): Lie {
  const [p10 = 0, median = 0, p90 = 0] = [0.1, 0.5, 0.9].map((share) => quantile(values, share));
  return { n: values.length, p10, median, p90 };
}
