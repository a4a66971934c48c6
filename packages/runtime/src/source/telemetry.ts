import type { TelemetryMessage } from '@artisan-ts/contracts';
import {
  type BootId,
  channelField,
  defaultOrg,
  defaultSite,
  type MachineId,
  type MissingReason,
  type Sample,
  type SourceId,
  type StreamSpec,
} from '@artisan-ts/domain';

/** Who a sample comes from, and its place in the order. */
export interface SampleOrigin {
  readonly machineId: MachineId;
  readonly sourceId: SourceId;
  readonly boot: BootId;
  readonly seq: number;
}

/** A sample as it travels over the bus. What is not a finite number becomes missing, with a reason. */
export function telemetryOf(
  sample: Sample,
  spec: StreamSpec,
  origin: SampleOrigin,
): TelemetryMessage {
  const channels: Record<string, number | null> = {};
  const missing: Record<string, MissingReason> = {};
  for (const [index, channel] of spec.channels.entries()) {
    const field = channelField(channel);
    const value = sample.values[index] ?? null;
    channels[field] = value !== null && Number.isFinite(value) ? value : null;
    if (channels[field] === null) {
      missing[field] = value === null ? (sample.missing[index] ?? 'not-sent') : 'unreadable';
    }
  }
  return {
    v: 1,
    org: defaultOrg,
    site: defaultSite,
    machine: origin.machineId,
    sourceId: origin.sourceId,
    boot: origin.boot,
    stream: sample.stream,
    seq: origin.seq,
    monoUs: sample.monoUs,
    wallMs: sample.wallMs,
    channels,
    ...(Object.keys(missing).length > 0 && { missing }),
  };
}
