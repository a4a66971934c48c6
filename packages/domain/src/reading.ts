import type { BootId, SourceId } from '#ids.ts';
import type { MonoUs, WallMs } from '#quantity/time.ts';

/** Why a channel has no value. Zero, minus one and NaN never mean missing. */
export const missingReasons = [
  'not-connected',
  'open-circuit',
  'no-reply',
  'unreadable',
  'out-of-range',
  'not-sent',
] as const;
export type MissingReason = (typeof missingReasons)[number];

/** What one channel gave: a value in the internal unit, or the reason why there is none. */
export type ChannelValue =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly reason: MissingReason };

/**
 * What a device gave at one instant.
 *
 * Shape: `values` and `missing` align with the channels of the stream; exactly one of
 * `values[i]` and `missing[i]` is null.
 */
export interface Sample {
  readonly stream: string;
  /** When the bytes arrived, on the source's clock. */
  readonly monoUs: MonoUs;
  readonly wallMs: WallMs;
  readonly values: readonly (number | null)[];
  readonly missing: readonly (MissingReason | null)[];
}

/** A sample with its place in the order of its source: unique over (sourceId, boot, stream, seq). */
export interface Reading extends Sample {
  readonly sourceId: SourceId;
  /** A new one at every start of whoever reads the device. */
  readonly boot: BootId;
  /** 0, 1, 2, ... within (sourceId, boot, stream). */
  readonly seq: number;
  /** It came too late to be used for what happened then: kept for the record alone. Absent: it came in time. */
  readonly late?: true;
}

/** One channel of a sample as a union. */
export function channelValue(sample: Sample, index: number): ChannelValue {
  const value = sample.values[index];
  if (value !== null && value !== undefined) return { ok: true, value };
  return { ok: false, reason: sample.missing[index] ?? 'not-sent' };
}
