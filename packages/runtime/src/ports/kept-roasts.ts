import type { RoastSummary } from '@artisan-ts/contracts';
import type { MonoUs, RoastId, SourceId } from '@artisan-ts/domain';
import type { StoredReading } from '#ports/reading-store.ts';
import type { StoredRoast } from '#ports/stored-roast.ts';

/**
 * The readings of a closed roast as its own record, whole and unchanged.
 *
 * Shape: ordered by cursor; everything of the roast's sources in [fromUs, toUs] whose cursor is at or below
 * `throughCursor`. What comes later, late, is found behind that cursor.
 */
export interface KeptReadings {
  readonly sourceIds: readonly SourceId[];
  readonly fromUs: MonoUs;
  readonly toUs: MonoUs;
  readonly throughCursor: number;
  readonly readings: readonly StoredReading[];
}

/** What a record holds, which is known where its readings cannot be read, too. */
export type KeptExtent = Omit<KeptReadings, 'readings'> & {
  /** How many readings. */
  readonly points: number;
};

/** What is kept of a closed roast beside its header. */
export interface KeptRoast {
  readonly id: RoastId;
  /** The revision it was made from. */
  readonly revision: number;
  readonly summary: RoastSummary;
  /** null leaves the readings that are kept as they are; imported roasts have none. */
  readonly readings: KeptReadings | null;
}

/** Where on the axis of its sources a roast's own readings reach. */
export type KeptSpan = Omit<KeptReadings, 'readings'> & { readonly roastId: RoastId };

/** Closed roasts as records of their own. */
export interface KeptRoasts {
  /** Closed roasts of which nothing is kept by this version of the summary since they last changed; oldest first. */
  unkeptRoasts(version: number, limit: number): Promise<readonly StoredRoast[]>;
  /** Commits all or none. @throws ArtisanError `request.conflict` when the roast is of another revision or not closed */
  keepRoast(kept: KeptRoast): Promise<void>;
  /** The roast's own readings, or null when there are none. @throws ArtisanError `store.corrupt` when they are damaged */
  keptReadings(id: RoastId): Promise<KeptReadings | null>;
  /** How much the roast's own record holds, or null when it has none. */
  keptExtent(id: RoastId): Promise<KeptExtent | null>;
  /** Whose readings reach into a stretch of a source, ends included. */
  keptSpans(sourceId: SourceId, fromUs: MonoUs, toUs: MonoUs): Promise<readonly KeptSpan[]>;
}
