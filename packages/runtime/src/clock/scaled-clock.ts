import { DurationMs, MonoUs, WallMs } from '@artisan-ts/domain';
import type { Clock } from '#ports/clock.ts';
import type { ClockAnchor } from '#ports/roast-store.ts';

/**
 * The clock of one source: at the anchor it shows the source's times, and from there it runs at the anchor's
 * rate. Monotonic time follows the system's monotonic clock and wall time the system's wall clock, so that a
 * correction of the system's wall clock changes labels and never a duration.
 */
export function scaledClock(
  base: Clock,
  anchor: Omit<ClockAnchor, 'sourceId' | 'systemBoot'>,
): Clock {
  const { rate } = anchor;
  return {
    rate,
    monoUs: () =>
      MonoUs(anchor.sourceMonoUs + Math.floor((base.monoUs() - anchor.systemMonoUs) * rate)),
    // A computer whose clock fell back to 1970 takes a fast source to before it, where no label can stand.
    wallMs: () =>
      WallMs(
        Math.max(0, anchor.sourceWallMs + Math.floor((base.wallMs() - anchor.systemWallMs) * rate)),
      ),
    sleep: (span, signal) => base.sleep(DurationMs(span / rate), signal),
  };
}
