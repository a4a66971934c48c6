/** One way to estimate a rate of rise, reading by reading. */
export interface RateOfRiseEstimator {
  /** Takes a valid reading; times strictly increase between calls of `restart`. */
  add(timeS: number, valueC: number): void;
  /** The rate at `timeS`, at or after the newest reading, in C/min; null when it cannot be told. */
  rateAt(timeS: number): number | null;
  /** Forgets everything. */
  restart(): void;
}
