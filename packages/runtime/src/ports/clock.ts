import type { DurationMs, MonoUs, WallMs } from '@artisan-ts/domain';

/**
 * Time, passed in. All arithmetic is on the monotonic axis; wall time is for labels and files.
 * Every source has a clock of its own whose rate is 1 for real machines; nothing above the driver knows the speed.
 */
export interface Clock {
  /** Seconds of this clock per second of the world. */
  readonly rate: number;
  monoUs(): MonoUs;
  wallMs(): WallMs;
  /**
   * Resolves after a span of this clock's time. Rejects with the signal's reason when aborted; timers of
   * one clock fire in the order of their due time, then of their making.
   */
  sleep(span: DurationMs, signal?: AbortSignal): Promise<void>;
}
