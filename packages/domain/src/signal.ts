/** What a single reading can be flagged with. Its value stays as it came; rates and detection do without it. */
export const readingDefects = ['frozen', 'spiking', 'swapped', 'out-of-range', 'clock'] as const;
export type ReadingDefect = (typeof readingDefects)[number];

/** What can be wrong with a signal although, or because, something arrived. */
export const signalDefects = [...readingDefects, 'stale', 'open-circuit', 'irregular'] as const;
export type SignalDefect = (typeof signalDefects)[number];

/** What a temperature channel of a machine can plausibly give. */
export interface SignalLimits {
  /** Values below or above are impossible for this probe in this place. */
  readonly minC: number;
  readonly maxC: number;
  /** Faster than this no probe of the machine moves, C/s. */
  readonly stepMaxCPerS: number;
  /** So long a value may stand still before it is asked whether it should have moved, s. */
  readonly frozenAfterS: number;
}

/** Where a channel differs from what is usual; what is absent is as usual. */
export type SignalLimitsGiven = {
  readonly [Limit in keyof SignalLimits]?: SignalLimits[Limit] | undefined;
};
