import type { Machine, MonoUs, Source, WallMs } from '@artisan-ts/domain';
import { type AxisContinuity, resumeAxis } from '#clock/anchor.ts';
import { scaledClock } from '#clock/scaled-clock.ts';
import type { Clock } from '#ports/clock.ts';
import { remoteDriverName } from '#ports/driver.ts';
import type { StationParts } from '#station-parts.ts';

const continuityWords = {
  new: 'a new axis of time',
  monotonic: 'time goes on by the monotonic clock',
  wall: 'the computer was started again: time across the restart is by wall clock',
} as const;

/** The axis of a machine, and how it came over the time in which nobody read it. */
export interface ResumedClock {
  readonly clock: Clock;
  readonly continuity: AxisContinuity;
  /** The newest reading of the machine on disk; null when there is none. */
  readonly newestUs: MonoUs | null;
}

/** Sets the one axis of a machine's sources going: where those that were there before left it, or a new one. */
export async function resumeMachineClock(
  machine: Machine,
  lead: Source,
  { deps, queue, time }: StationParts,
): Promise<ResumedClock> {
  const { sources } = machine.configuration;
  const ids = sources.map(({ id }) => id);
  const stored = await Promise.all(ids.map((id) => deps.roasts.clockAnchor(id)));
  const places = await Promise.all(
    sources.map(async ({ id, driver }) => ({ driver, place: await deps.readings.newest(id) })),
  );
  const here = places.filter(({ driver }) => driver !== remoteDriverName);
  const newest = furthest(places.map(({ place }) => place));
  const { anchor, continuity } = resumeAxis({
    sourceId: lead.id,
    rate: lead.clockRate,
    system: deps.clock,
    systemBoot: deps.systemBoot,
    stored: stored.find((known) => known !== null) ?? null,
    newest,
    newestHere: furthest(here.map(({ place }) => place)),
    toldMs: time.toldBeforeMs,
  });
  // Reading begins whether or not the disk takes it now. Until it has, the next start goes on from the anchor before.
  for (const sourceId of ids)
    void queue.add(() => deps.roasts.saveClockAnchor({ ...anchor, sourceId }));
  const say = continuity === 'wall' ? deps.logger.warn : deps.logger.info;
  say({ machineId: machine.id, sourceMonoUs: anchor.sourceMonoUs }, continuityWords[continuity]);
  const newestUs = newest?.monoUs ?? null;
  return { clock: scaledClock(deps.clock, anchor), continuity, newestUs };
}

interface Place {
  readonly monoUs: MonoUs;
  readonly wallMs: WallMs;
}

function furthest(places: readonly (Place | null)[]): Place | null {
  return places.reduce<Place | null>(
    (far, place) => (place !== null && place.monoUs > (far?.monoUs ?? -1) ? place : far),
    null,
  );
}
