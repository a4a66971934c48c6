/** What is known about the data of a roast, for the decision whether work on it may run without a person. */
export interface RoastSignals {
  /** Readings between the roast's ends. */
  readonly points: number;
  readonly durationS: number;
  /** Share of the roast in which bean or environment temperature was there, 0 to 1. */
  readonly temperatureShare: number;
  /** Share of the roast that no reading covers, 0 to 1. */
  readonly missingShare: number;
  /** Nobody and nothing ended it. */
  readonly isUnattendedClose: boolean;
  /** No jump of the clock, no mark out of order. */
  readonly isTimelineSound: boolean;
  /** Share of the readings of the bean probe, or of the other where there is none, that cannot be right, 0 to 1; absent: not looked at. */
  readonly doubtfulShare?: number;
  /** Share of readings whose origin is proven, 0 to 1. */
  readonly verifiedShare: number;
}
