/** A stretch of the machine's time, in seconds. */
export interface Stretch {
  readonly fromS: number;
  readonly toS: number;
}
