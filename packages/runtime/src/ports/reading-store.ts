import type { MonoUs, Reading, SourceId } from '@artisan-ts/domain';

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
