import type { MachineId, Reading, SourceId } from '@artisan-ts/domain';
import { sessionSample } from '@artisan-ts/roast';
import type { IngestedReading } from '#ingest/ingest.ts';
import type { ReadingLoss } from '#ports/reading-store.ts';
import { lossBegins, lossEnds, type OwnNote } from '#roasts/loss-notes.ts';
import type { StationParts } from '#station-parts.ts';

/**
 * What becomes of a reading: first to the disk, then to the screens, then to the rules. False when there was no room
 * for it.
 */
export function takeReading(station: StationParts, ingested: IngestedReading): boolean {
  const { recorder, machines, hub, deps } = station;
  const { reading, stream, machineId } = ingested;
  const hasRoom = recorder.accept(reading);
  const attached = machines.get(machineId);
  if (attached === undefined) return hasRoom;
  try {
    const judged = attached.take(ingested, { worldUs: deps.clock.monoUs(), hasRoom });
    hub.publish({ name: 'sample', data: attached.picture(ingested, judged) });
    const sample = judged === null ? null : sessionSample(judged, stream);
    if (sample !== null) attached.desk.sample(sample);
    if (attached.troubleTeller.isNews(attached.troubles, deps.clock.monoUs())) {
      station.publishHealth();
    }
  } catch (error) {
    // The reading is being recorded whatever the rules make of it.
    deps.logger.error({ machineId, error }, 'a reading was recorded and not judged');
  }
  return hasRoom;
}

/** A driver that failed of itself is said by health for a while, and once in the roast that is going on. */
export function noteDriverFault(station: StationParts, machineId: MachineId, error: unknown): void {
  const { deps, driverFaults, machines, notices } = station;
  const { clock } = deps;
  const now = { monoUs: clock.monoUs(), wallMs: clock.wallMs() };
  const fault = driverFaults.ended(machineId, error, now);
  const attached = machines.get(machineId);
  if (fault === null || attached === undefined) return;
  notices.happened(fault.code, `${attached.machine.name}: ${fault.message}`, now.wallMs);
  attached.desk.note(null, fault.message, attached.clock.monoUs());
}

/** Memory is full and a reading is lost: the roast it belongs to says so for ever. */
export function noteLostReading(station: StationParts, { sourceId, monoUs }: Reading): void {
  noteSafely(station, sourceId, lossBegins({ fromUs: monoUs }));
}

/** Saving goes on after readings were lost. */
export function noteRecovery(station: StationParts, losses: readonly ReadingLoss[]): void {
  for (const loss of losses) noteSafely(station, loss.sourceId, lossEnds(loss));
}

function noteSafely(station: StationParts, sourceId: SourceId, { text, atUs }: OwnNote): void {
  for (const attached of station.machines.values()) {
    if (attached.source(sourceId) === null) continue;
    try {
      attached.desk.note(null, text, atUs);
    } catch (error) {
      // The same disk that lost the readings may not take the note; recording must go on.
      station.deps.logger.error({ error }, 'a note about lost readings could not be written');
    }
  }
}
