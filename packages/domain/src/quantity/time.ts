import type { Brand } from '#brand.ts';
import { ArtisanError } from '#errors/artisan-error.ts';
import { finite } from '#quantity/finite.ts';

/** Microseconds on the monotonic axis of one source: an integer, never decreasing. For all arithmetic. */
export type MonoUs = Brand<number, 'MonoUs'>;

/** Milliseconds since 1970 UTC: an integer. For labels and files only. */
export type WallMs = Brand<number, 'WallMs'>;

/** A span in milliseconds, of the clock it is given to. */
export type DurationMs = Brand<number, 'DurationMs'>;

/** Microseconds in a second. */
export const usPerSecond = 1_000_000;
/** Microseconds in a millisecond. */
export const usPerMs = 1_000;

function integer(value: number, name: string): number {
  if (!Number.isSafeInteger(value)) {
    throw new ArtisanError('quantity.out-of-range', `${name} must be an integer, got ${value}`);
  }
  return value;
}

/** @throws ArtisanError `quantity.out-of-range` when not a safe integer */
export function MonoUs(value: number): MonoUs {
  return integer(value, 'monotonic microseconds') as MonoUs;
}

/** @throws ArtisanError `quantity.out-of-range` when not a safe integer */
export function WallMs(value: number): WallMs {
  return integer(value, 'wall milliseconds') as WallMs;
}

/** @throws ArtisanError `quantity.not-finite`, or `quantity.out-of-range` when negative */
export function DurationMs(value: number): DurationMs {
  if (finite(value, 'duration') < 0) {
    throw new ArtisanError(
      'quantity.out-of-range',
      `a duration cannot be negative, got ${value} ms`,
    );
  }
  return value as DurationMs;
}

/** Seconds from `from` to `to`; negative when `to` is earlier. */
export function secondsBetween(from: MonoUs, to: MonoUs): number {
  return (to - from) / usPerSecond;
}

/** The instant `seconds` after `from`, to the nearest microsecond. */
export function secondsAfter(from: MonoUs, seconds: number): MonoUs {
  return MonoUs(from + Math.round(seconds * usPerSecond));
}
