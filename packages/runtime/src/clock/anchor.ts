import { MonoUs, type SourceId, usPerMs, WallMs } from '@artisan-ts/domain';
import type { Clock } from '#ports/clock.ts';
import type { StoredReading } from '#ports/reading-store.ts';
import type { ClockAnchor } from '#ports/roast-store.ts';

/** How the axis of a source came over the time in which nobody read it. */
export type AxisContinuity =
  | 'new'
  /** By the system's monotonic clock: spans across the restart are exact. */
  | 'monotonic'
  /** The computer was started again in between: spans across it are by wall clock. */
  | 'wall';

/** What is known about a source when its clock is set going. */
export interface AxisResumption {
  readonly sourceId: SourceId;
  readonly rate: number;
  readonly system: Clock;
  readonly systemBoot: string;
  /** From the last time, or null for a new source. */
  readonly stored: ClockAnchor | null;
  /** The newest reading on disk, or null. */
  readonly newest: NewestReading | null;
  /** The newest of those that this computer read itself. What a sender far away says of time may be wrong, by hours where its clock is. */
  readonly newestHere: NewestReading | null;
  /** The latest time that the station told in earlier runs, which never goes back; null when it told none. */
  readonly toldMs: WallMs | null;
}

/** Whoever sets a clock wrong sets it wrong by less. A clock so far behind what was told before has lost its time: its battery is empty. */
const lostMinMs = 30 * 86_400_000;

type NewestReading = Pick<StoredReading, 'monoUs' | 'wallMs'>;

/**
 * Sets the axis of a source going: a new one starts at 0, a known one goes on where time has carried it,
 * at the speed it had, and never falls behind what was read. While the computer was on, the monotonic clock knows better than
 * any sender: a reading that stands ahead of it takes the axis nowhere. Over a reboot the time of what this computer read counts
 * before that of what it was sent.
 */
export function resumeAxis(known: AxisResumption): {
  readonly anchor: ClockAnchor;
  readonly continuity: AxisContinuity;
} {
  const { system, stored, newest } = known;
  const now = {
    sourceId: known.sourceId,
    systemBoot: known.systemBoot,
    systemMonoUs: system.monoUs(),
    systemWallMs: system.wallMs(),
    rate: known.rate,
  };
  if (stored === null) return newAxis(now, known);
  const wall = stored.sourceWallMs + (now.systemWallMs - stored.systemWallMs) * stored.rate;
  const sameBoot = stored.systemBoot === known.systemBoot;
  const begin = { monoUs: stored.sourceMonoUs, wallMs: stored.sourceWallMs };
  const from = known.newestHere ?? (sameBoot ? null : newest) ?? begin;
  const mono = sameBoot
    ? stored.sourceMonoUs + (now.systemMonoUs - stored.systemMonoUs) * stored.rate
    : from.monoUs + passedMs(known, stored, from, wall) * usPerMs;
  const floorUs = sameBoot ? from.monoUs : (newest ?? from).monoUs;
  const anchor = {
    ...now,
    sourceMonoUs: MonoUs(Math.max(Math.floor(mono), floorUs)),
    sourceWallMs: WallMs(Math.floor(wall)),
  };
  return { anchor, continuity: sameBoot ? 'monotonic' : 'wall' };
}

/**
 * How much time of the source has passed since a reading, by the wall clock. When that had lost its time then, and shows it again now, the
 * difference is decades: no more has passed than since the last time that was told.
 */
function passedMs(
  { system, toldMs }: AxisResumption,
  stored: ClockAnchor,
  from: NewestReading,
  wallMs: number,
): number {
  const spanMs = wallMs - from.wallMs;
  const thenMs = stored.systemWallMs + (from.wallMs - stored.sourceWallMs) / stored.rate;
  if (toldMs === null || toldMs - thenMs < lostMinMs) return spanMs;
  return Math.min(spanMs, Math.max(0, system.wallMs() - toldMs) * stored.rate);
}

/** The first anchor of a source. Readings that are there already were made under one that never reached the disk. */
function newAxis(
  now: Omit<ClockAnchor, 'sourceMonoUs' | 'sourceWallMs'>,
  { newest, newestHere }: AxisResumption,
): ReturnType<typeof resumeAxis> {
  const from = newestHere ?? newest;
  const sinceMs = from === null ? 0 : Math.max(0, now.systemWallMs - from.wallMs);
  const monoUs = Math.max((from?.monoUs ?? 0) + sinceMs * usPerMs, newest?.monoUs ?? 0);
  const anchor = { ...now, sourceMonoUs: MonoUs(monoUs), sourceWallMs: now.systemWallMs };
  return { anchor, continuity: from === null ? 'new' : 'wall' };
}
