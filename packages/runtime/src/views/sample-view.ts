import type { SampleEvent } from '@artisan-ts/contracts';
import {
  channelField,
  type MachineId,
  type MissingReason,
  type Reading,
  type StreamSpec,
} from '@artisan-ts/domain';
import { channelsView } from '#views/machine-view.ts';

/** A reading as the live stream shows it. */
export function sampleView(
  machineId: MachineId,
  reading: Reading,
  stream: StreamSpec,
  judged: Pick<SampleEvent, 'ror' | 'quality'>,
): SampleEvent {
  const { sourceId, boot, seq, monoUs, wallMs } = reading;
  const missing: Record<string, MissingReason> = {};
  for (const [index, channel] of stream.channels.entries()) {
    const reason = reading.missing[index] ?? null;
    if (reason !== null) missing[channelField(channel)] = reason;
  }
  return {
    machineId,
    sourceId,
    boot,
    stream: stream.stream,
    seq,
    monoUs,
    wallMs,
    channels: channelsView(reading, stream),
    ...(Object.keys(missing).length > 0 && { missing }),
    ...(judged.quality !== undefined && { quality: judged.quality }),
    ror: judged.ror,
    ...(reading.late && { late: true }),
  };
}
