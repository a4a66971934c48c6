import type { RandomStream } from '@artisan-ts/domain';
import type { Reference } from '#gym/reference.ts';

/** Over so many seconds a person takes in a reading. */
export const glanceS = 5;

/** What hands see at a second after charge. */
export interface Sight {
  readonly second: number;
  /** Mean of the last {@link glanceS} seconds, and slope of the last thirty; null when nothing was read. */
  readonly btC: number | null;
  readonly rorCPerMin: number | null;
  /** How far the burner stands above the schedule, percent of full. */
  readonly offsetPct: number;
}

/** What hands want: the burner so far above the schedule from a second on. */
export interface Wish {
  readonly offsetPct: number;
  readonly fromS: number;
}

/** Somebody, or something, at the levers of one roast. */
export interface Hands {
  /** How the schedule is followed: by the clock, or when the reference's temperature is reached. */
  readonly follows: 'clock' | 'temperature';
  /** Standard deviation with which scheduled steps come early or late, in addition to the day's, s. */
  readonly extraJitterS: number;
  /** Called each second at which they watch. */
  look(sight: Sight): Wish | null;
  /** Whether they look at the readings at a second: who does not look does not see that it is time to drop. */
  watches(second: number): boolean;
}

/** Makes hands for a roast. The stream is theirs alone. */
export type Policy = (reference: Reference, chance: RandomStream) => Hands;
