import { MonoUs, type Reading } from '@artisan-ts/domain';
import { sessionSample } from '@artisan-ts/roast';
import type { IngestedReading } from '#ingest/ingest.ts';
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
    const sample = judged === null ? null : sessionSample(judged.usable, stream);
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

/** Memory is full and a reading is lost: the roast it belongs to says so for ever. */
export function noteLostReading(station: StationParts, reading: Reading): void {
  for (const attached of station.machines.values()) {
    if (attached.source(reading.sourceId) === null) continue;
    const { desk } = attached;
    noteSafely(station, () =>
      desk.note(
        null,
        'From here on readings are lost: the disk takes none and memory is full.',
        reading.monoUs,
      ),
    );
  }
}

/** Saving goes on after readings were lost. */
export function noteRecovery(station: StationParts, lost: number): void {
  for (const { desk, clock } of station.machines.values()) {
    const words = `Readings are saved again. ${lost} were lost on all machines together.`;
    noteSafely(station, () => desk.note(null, words, MonoUs(clock.monoUs())));
  }
}

function noteSafely(station: StationParts, note: () => unknown): void {
  try {
    note();
  } catch (error) {
    // The same disk that lost the readings may not take the note; recording must go on.
    station.deps.logger.error({ error }, 'a note about lost readings could not be written');
  }
}
