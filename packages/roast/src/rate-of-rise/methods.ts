/** The ways to tell how fast a temperature rises. */
export const rateOfRiseMethodNames = ['ls30', 'artisan20'] as const;
export type RateOfRiseMethod = (typeof rateOfRiseMethodNames)[number];

/** What a person should know about a method; printed beside every number it makes. */
export interface RateOfRiseDescription {
  /** Seconds it looks back. */
  readonly windowS: number;
  /** How far it runs behind the curve, in seconds. */
  readonly lagS: number;
  readonly label: string;
  readonly meaning: string;
}

/** A stretch without a valid reading longer than this breaks a rate of rise: nobody knows what happened in it. */
export const rateOfRiseGapS = 5;

/** Every method by name. */
export const rateOfRiseMethods: Readonly<Record<RateOfRiseMethod, RateOfRiseDescription>> = {
  ls30: {
    windowS: 30,
    // The slope of a straight line through a window is the slope at its centre.
    lagS: 15,
    label: '30 s line',
    meaning:
      'Slope of the straight line through the last 30 s of readings, unfiltered; empty until 15 s are there and after a gap over 5 s.',
  },
  artisan20: {
    windowS: 20,
    // Half the span, plus the centroids of the curve filter (2/3 sample) and the delta filter (1 sample) at 1 s.
    lagS: 12,
    label: 'Artisan 20 s',
    meaning:
      'What Artisan shows with its default settings: smoothed reading now against 20 s ago, smoothed again, between -10 and 45 °C/min; starts anew after a gap over 5 s.',
  },
};
