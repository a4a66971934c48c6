import {
  ArtisanError,
  type MachineId,
  MonoUs,
  type RoastId,
  type SourceId,
  usPerSecond,
} from '@artisan-ts/domain';
import type { StoredReading } from '#ports/reading-store.ts';
import type { StationParts } from '#station-parts.ts';

/** Before the start of a roast that may still grow: the longest lead-in a start of the station reads back, twice. */
const leadInUs = 4 * 3600 * usPerSecond;
const dayS = 86_400;
const dayMs = dayS * 1000;
/** Readings looked at and forgotten in one step: some milliseconds of the disk, between two appends. */
const pageMax = 2000;

/** What may be forgotten: readings from before a moment, except those that stay. */
export interface Forgettable {
  readonly beforeWallMs: number;
  /** From which instant of its axis on everything of a source stays, whatever its age. */
  readonly staysFrom: ReadonlyMap<SourceId, number>;
}

/**
 * Forgets readings that are older than the station keeps them, by the wall and by the axis of their source. To be called
 * when every closed roast is kept. What belongs to a roast that goes on, or to the last one of a machine, which can be
 * reopened, stays, with the time before it. `keepAgain` takes readings that came late into the record of their
 * roast; while it cannot, nothing more is forgotten.
 *
 * @throws ArtisanError `store.*`
 */
export async function forgetOldReadings(
  station: StationParts,
  { beforeWallMs, staysFrom }: Forgettable,
  keepAgain: (id: RoastId) => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const { readings, logger } = station.deps;
  const sourceIds = await readings.sources();
  const isOld = (reading: StoredReading): boolean =>
    reading.wallMs < beforeWallMs &&
    reading.monoUs < (staysFrom.get(reading.sourceId) ?? Number.POSITIVE_INFINITY);
  const looked = new Set<RoastId>();
  let forgotten = 0;
  for (let afterCursor = 0; !signal.aborted; ) {
    const page = await readings.range({ sourceIds, afterCursor, limit: pageMax });
    const old = page.filter(isOld);
    if (!(await areKept(old, station, keepAgain, looked))) break;
    if (old.length > 0) forgotten += await readings.forget(old.map(({ cursor }) => cursor));
    const last = page.at(-1);
    // Readings are stored in the order in which they came: behind a page of young ones all are young.
    const isYoung = page.every(({ wallMs }) => wallMs >= beforeWallMs);
    if (last === undefined || page.length < pageMax || isYoung) break;
    afterCursor = last.cursor;
  }
  if (forgotten > 0) logger.info({ forgotten }, 'old readings were forgotten');
}

/**
 * What may be forgotten now. To be asked before closed roasts are kept: a roast that closes in between then either
 * stays or is among those that are kept.
 *
 * @throws ArtisanError `store.*`
 */
export async function forgettable(station: StationParts): Promise<Forgettable> {
  const { roasts, clock } = station.deps;
  const { keepReadingsDays } = await roasts.settings();
  const stays = new Map<SourceId, number>();
  const keep = (sourceIds: readonly SourceId[], fromUs: number): void => {
    for (const id of sourceIds) {
      stays.set(id, Math.min(fromUs, stays.get(id) ?? Number.POSITIVE_INFINITY));
    }
  };
  for (const { sources, clock: axis } of station.machines.values()) {
    const ids = sources.map(({ source }) => source.id);
    keep(ids, axis.monoUs() - keepReadingsDays * dayS * usPerSecond);
  }
  for (const machine of await roasts.machines()) {
    for (const span of await livingSpans(station, machine.id)) {
      keep(span.sourceIds, span.startUs - leadInUs);
    }
  }
  return { beforeWallMs: clock.wallMs() - keepReadingsDays * dayMs, staysFrom: stays };
}

/** Roasts of a machine that may still grow: as they are on disk, and as they will be there. */
async function livingSpans({ deps, machines }: StationParts, id: MachineId) {
  const stored = [
    ...(await deps.roasts.roastsFrom(id, MonoUs(Number.MAX_SAFE_INTEGER))),
    machines.get(id)?.desk.roast ?? null,
  ];
  return stored.flatMap((roast) => roast?.span ?? []);
}

/** Whether whatever lies within a roast is in the roast's own record too, and that can be read; `looked`: which could be. */
async function areKept(
  old: readonly StoredReading[],
  { deps }: StationParts,
  keepAgain: (id: RoastId) => Promise<boolean>,
  looked: Set<RoastId>,
): Promise<boolean> {
  for (const sourceId of new Set(old.map((reading) => reading.sourceId))) {
    const readings = old.filter((reading) => reading.sourceId === sourceId);
    const times = readings.map(({ monoUs }) => monoUs);
    const fromUs = MonoUs(times.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER));
    const toUs = MonoUs(times.reduce((a, b) => Math.max(a, b), 0));
    for (const span of await deps.roasts.keptSpans(sourceId, fromUs, toUs)) {
      const isLate = readings.some(
        ({ monoUs, cursor }) =>
          monoUs >= span.fromUs && monoUs <= span.toUs && cursor > span.throughCursor,
      );
      const { roastId } = span;
      const isWhole = looked.has(roastId) || (await isReadable(roastId, deps));
      if (isWhole) looked.add(roastId);
      if ((isLate || !isWhole) && !(await keepAgain(roastId))) return false;
    }
  }
  return true;
}

/** Whether the record of a roast is what was written. */
async function isReadable(id: RoastId, { roasts }: StationParts['deps']): Promise<boolean> {
  try {
    return (await roasts.keptReadings(id)) !== null;
  } catch (error) {
    if (ArtisanError.is(error, 'store.corrupt')) return false;
    throw error;
  }
}
