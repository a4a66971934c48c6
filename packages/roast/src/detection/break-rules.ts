/** What a fall must have to count. All thresholds are on what the lines say, not on single readings. */
export interface FallTier {
  /** C fallen since the bend, at least. */
  readonly fallMinC: number;
  /** C/s since the bend, at least, for a fall from that temperature that has lasted for so long. */
  readonly rateMin: (fromC: number, lastsS: number) => number;
  /** Beans that stay in a drum whose heat is off may fall as fast. */
  readonly isSlow: boolean;
  /** What a fall that is just fast enough is worth; faster ones go towards 1. */
  readonly confidenceMin: number;
}

/** For so long before the bend BT was at most so far above it; enough where the fall is that deep and that fast. */
export interface Settled {
  readonly withinS: number;
  readonly aboveMaxC: number;
  readonly fallMinC: number;
  readonly rateMinCPerS: number;
}

/** What makes a bend of BT one kind of mark. */
export interface BreakRule {
  readonly kind: 'charge' | 'drop';
  /** BT at the bend, at least. */
  readonly fromMinC: number;
  /** What BT did before the bend: a drum being cooled is not being charged. Any of them suffices; null: anything. */
  readonly settled: readonly Settled[] | null;
  /** The start of a fast rise from cold counts as well. */
  readonly fromCold: boolean;
  /** Any of them suffices; the first that fits counts. */
  readonly tiers: readonly FallTier[];
}

/** Room temperature, C: what an empty drum cools towards. */
export const roomC = 20;
/**
 * Fastest cooling by itself: 240 s for the distance to the room. An empty drum with its burner off takes 600 s and
 * more; a probe in cold beans, even one with 45 s of lag, starts with about 90 s.
 */
export const coolingS = 240;
/**
 * A fall that has lasted for so long, s, no longer gathers speed, and beans show by it: the slowest probe then falls twice as fast
 * as this. A probe that was moved to where it is less hot falls with the drum, as if that cooled faster.
 */
const gatheredS = 15;
const beansCoolS = 120;

/** Cold beans fall on the probe: BT falls at once, and far faster than any empty drum cools. */
export const chargeRule: BreakRule = {
  kind: 'charge',
  // A chamber that is colder is not charged but loaded: its probe does not fall, it starts from cold.
  fromMinC: 50,
  // Steady or rising on the whole, or falling no faster than 3 C/min. Fans and doors make a cooling drum fall in steps.
  settled: [
    { withinS: 120, aboveMaxC: 6, fallMinC: 0, rateMinCPerS: 0 },
    // Back to back, three minutes after a drop, the drum still cools. No fan and no door makes it fall like beans do.
    { withinS: 45, aboveMaxC: 6, fallMinC: 20, rateMinCPerS: 2 },
  ],
  fromCold: true,
  tiers: [
    // 4 C: forty times the quantum of a good probe, four times that of a bad one.
    {
      fallMinC: 4,
      rateMin: (fromC, lastsS) => (fromC - roomC) / (lastsS < gatheredS ? coolingS : beansCoolS),
      isSlow: false,
      confidenceMin: 0.5,
    },
  ],
};

/** The beans leave the probe: BT, which rose or stood for minutes, falls. */
export const dropRule: BreakRule = {
  kind: 'drop',
  // No coffee is done below; first crack reads 165 C on the lowest-reading probes.
  fromMinC: 150,
  settled: null,
  fromCold: false,
  tiers: [
    // Beans that stay in the drum with the heat off lose about 10 C/min; 12 is faster.
    { fallMinC: 2, rateMin: () => 0.2, isSlow: false, confidenceMin: 0.5 },
    // Some probes barely notice that the beans left. A slow fall has to last: a roast may dip, but not by so much.
    { fallMinC: 6, rateMin: () => 0.07, isSlow: true, confidenceMin: 0.3 },
  ],
};
