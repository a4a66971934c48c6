import type { RateOfRiseMethod } from '@artisan-ts/domain';

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
/** A device that is read every 5 s is never read exactly then. As far off as that a break is still looked for. */
const jitterS = 0.5;

/** Whether nobody knows what happened between two readings, by the times of both. */
export function isRateGap(fromS: number, toS: number): boolean {
  return toS - fromS > rateOfRiseGapS + jitterS;
}

/** The slope of a straight line through a window is the slope at its centre: the lag is half of it. */
function line(windowS: number, character: string): RateOfRiseDescription {
  const lagS = windowS / 2;
  const when = `empty until ${lagS} s are there and after a gap over ${rateOfRiseGapS} s`;
  return {
    windowS,
    lagS,
    label: `${windowS} s line`,
    meaning: `Slope of the straight line through the last ${windowS} s of readings, unfiltered; ${when}. ${character}`,
  };
}

/** Every method by name. */
export const rateOfRiseMethods: Readonly<Record<RateOfRiseMethod, RateOfRiseDescription>> = {
  ls30: line(30, 'Calm enough to steer by.'),
  ls15: line(15, 'Quick, and shows the noise of the probe.'),
  ls60: line(60, 'Calm; shows what happened half a minute ago.'),
  artisan20: {
    windowS: 20,
    // Half the span, plus the centroids of the curve filter (2/3 sample) and the delta filter (1 sample) at 1 s.
    lagS: 12,
    label: 'Artisan 20 s',
    meaning:
      'What Artisan shows with its default settings: smoothed reading now against 20 s ago, smoothed again, between -10 and 45 °C/min; starts anew after a gap over 5 s.',
  },
};
