import type { BootId, MonoUs, Reading, SourceId } from '@artisan-ts/domain';

/** A reading with its place in the order of commits. Cursors grow by at least one and survive restarts. */
export interface StoredReading extends Reading {
  readonly cursor: number;
}

/** What an append did. Everything at or below `cursor` is on disk. */
export interface AppendReceipt {
  /** The highest cursor on disk. */
  readonly cursor: number;
  /** Readings that were there already and were not stored again. */
  readonly duplicates: number;
  /**
   * Of the duplicates, those that say something else than what is stored: other values or another wall time. The first
   * was kept. Absent when there are none.
   */
  readonly contradicted?: readonly Reading[];
}

/** Readings that are numbered together: one stream of one source during one boot. */
export interface SeriesPlace {
  readonly sourceId: SourceId;
  readonly boot: BootId;
  readonly stream: string;
}

/** Whether two readings of one place say the same. The axis of time is ours and may have been set anew. */
export function saysTheSame(one: Reading, other: Reading): boolean {
  return (
    one.wallMs === other.wallMs &&
    one.values.length === other.values.length &&
    one.values.every((value, index) => value === other.values[index]) &&
    one.missing.every((reason, index) => reason === other.missing[index])
  );
}

/** Which readings; bounds are inclusive, order is by cursor. */
export interface ReadingQuery {
  readonly sourceIds: readonly SourceId[];
  readonly fromUs?: MonoUs;
  readonly toUs?: MonoUs;
  /** Exclusive. */
  readonly afterCursor?: number;
  readonly limit: number;
}

/** Readings on disk. */
export interface ReadingStore {
  /**
   * Commits all or none, and resolves after the disk has confirmed.
   *
   * @throws ArtisanError `store.full`, `store.read-only`, `store.unavailable`, `store.locked`
   */
  append(readings: readonly Reading[]): Promise<AppendReceipt>;
  range(query: ReadingQuery): Promise<readonly StoredReading[]>;
  /** The newest reading of a source by cursor, or null. */
  newest(sourceId: SourceId): Promise<StoredReading | null>;
  /** The last of the unbroken run of sequence numbers on disk that starts at `fromSeq`, or null when that one is not there. */
  unbrokenThrough(place: SeriesPlace, fromSeq: number): Promise<number | null>;
  /** The highest cursor on disk, 0 when empty. */
  durableCursor(): Promise<number>;
  /** Every source of which something is stored. */
  sources(): Promise<readonly SourceId[]>;
  /**
   * Forgets readings for ever and gives back how many there were. The newest reading of a source stays, so that its
   * axis of time and the durable cursor go on. A cursor is never given again.
   */
  forget(cursors: readonly number[]): Promise<number>;
}
