/** The moments of a roast that BT passes without a bend: they are told by where they were before. */
export const expectedKinds = ['dryEnd', 'fcStart'] as const;
export type ExpectedKind = (typeof expectedKinds)[number];

/** Where one moment stood in an earlier roast, as a person marked it. */
export interface MilestonePlace {
  readonly btC: number;
  /** Seconds from charge. */
  readonly timeS: number;
}

/** Where one moment is expected. */
export interface Expectation {
  /** BT there, with what a long roast takes off: see {@link warmth}. */
  readonly warmthC: number;
  /** How far it was from there in earlier roasts, C; a guess where there were few. */
  readonly spreadC: number;
  /** How many roasts that is learnt from. */
  readonly roasts: number;
  /** BT there in the middle, for a person to read. */
  readonly btC: number;
}

/** What is expected of a roast; null where nothing can be said. */
export type Expectations = Readonly<Record<ExpectedKind, Expectation | null>>;

/** Each second of roasting so far counts as so much BT, C: beans that were roasted slowly get there at a lower reading. Of 0 to 0.1 near the best for both on the real roasts. */
const perSecondC: Readonly<Record<ExpectedKind, number>> = { dryEnd: 0.05, fcStart: 0.02 };
/** People and coffees change: only so many roasts count. */
const roastsMax = 5;
/** One roast is no habit. */
const roastsMin = 2;
/** No machine and no person is steadier than that, C. */
const spreadMinC = 1.5;
/** Makes the median distance of normal scatter its standard deviation, and what five roasts take it for too small by. */
const scatterOfMedian = 1.4826;
const fewTakes = 1.4;
/** Of so few roasts nobody knows the spread, C. */
const spreadOfFewC = 4;
const fewRoasts = 3;

/** How far beans have come on the way to a moment, C: BT, and a little for the time they took. */
export function warmth(kind: ExpectedKind, { btC, timeS }: MilestonePlace): number {
  return btC + perSecondC[kind] * timeS;
}

/** What to expect on a machine where the moment stood at these places, the newest last. */
export function expectationOf(
  kind: ExpectedKind,
  earlier: readonly MilestonePlace[],
): Expectation | null {
  const known = earlier.slice(-roastsMax);
  if (known.length < roastsMin) return null;
  const warmths = known.map((place) => warmth(kind, place));
  const warmthC = median(warmths);
  const distances = warmths.map((each) => Math.abs(each - warmthC));
  const measuredC = Math.max(spreadMinC, scatterOfMedian * fewTakes * median(distances));
  return {
    warmthC,
    spreadC: known.length < fewRoasts ? Math.max(spreadOfFewC, measuredC) : measuredC,
    roasts: known.length,
    btC: median(known.map((place) => place.btC)),
  };
}

/**
 * What is expected where nobody roasted yet: probes differ by 20 C from machine to machine, so that any number would be a
 * guess, and a guess is no suggestion.
 */
export const nothingExpected: Expectations = { dryEnd: null, fcStart: null };

/** The middle one; of two, the mean. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? 0;
  const lower = sorted[(sorted.length - 1) >> 1] ?? upper;
  return (lower + upper) / 2;
}
