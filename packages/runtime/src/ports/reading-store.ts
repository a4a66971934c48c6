import type { BootId, MonoUs, Reading, SourceId, WallMs } from '@artisan-ts/domain';

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
  /** Numbers were passed over, or came that had been. Absent: neither. */
  readonly gapsChanged?: true;
}

/** Readings that are numbered together: one stream of one source during one boot. */
export interface SeriesPlace {
  readonly sourceId: SourceId;
  readonly boot: BootId;
  readonly stream: string;
}

/** The numbers of a series from one to another, ends included. */
export interface SeriesStretch extends SeriesPlace {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Numbers that were passed over, as it was noticed; the stretch stays what it was when some of them come late. */
export interface SequenceGap extends SeriesStretch {
  /** How many of them have not come. */
  readonly missing: number;
  readonly noticedWallMs: WallMs;
  /** When the last of them came; null while some are missing. */
  readonly filledWallMs: WallMs | null;
  /** When their sender said that it does not have them any more; null while they may still come. */
  readonly lostWallMs: WallMs | null;
}

/** Readings of a source that were lost because nothing could be saved and memory was full. Named by the first of them. */
export interface ReadingLoss extends SeriesPlace {
  readonly seq: number;
  readonly fromUs: MonoUs;
  /** When the last of them was read. */
  readonly toUs: MonoUs;
  readonly readings: number;
}

/** A sender says that it was started, and what it still holds of that start. */
export interface BootBirth {
  readonly sourceId: SourceId;
  readonly boot: BootId;
  /** Grows from start to start. */
  readonly bootCount: number;
  /** When it was heard. */
  readonly wallMs: WallMs;
  /** Nothing below `oldestSeq` will come any more. */
  readonly streams: readonly { readonly stream: string; readonly oldestSeq: number }[];
}

/** What became of a birth: taken, or how often the source was started already as far as we know. */
export type BirthAnswer =
  | { readonly isTaken: true; readonly gapsChanged: boolean }
  | { readonly isTaken: false; readonly highestCount: number };

/** Where late readings lie that nobody has looked back at. */
export interface LateStretch {
  readonly fromUs: MonoUs;
  readonly toUs: MonoUs;
  /** All of them lie from this cursor to that, ends included. */
  readonly fromCursor: number;
  readonly throughCursor: number;
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
   * Commits all or none, with the gaps that they leave or fill, and resolves after the disk has confirmed. `wallMs`: now,
   * for the gaps; absent: the time of the reading that shows them. `losses`: what was lost until now; one that is known is
   * taken again with what it grew to.
   *
   * @throws ArtisanError `store.full`, `store.read-only`, `store.unavailable`, `store.locked`
   */
  append(
    readings: readonly Reading[],
    wallMs?: WallMs,
    losses?: readonly ReadingLoss[],
  ): Promise<AppendReceipt>;
  /** What sources lost from a moment of their axis on, by time. */
  losses(sourceIds: readonly SourceId[], fromUs: MonoUs): Promise<readonly ReadingLoss[]>;
  range(query: ReadingQuery): Promise<readonly StoredReading[]>;
  /** The newest reading of a source by cursor, or null. */
  newest(sourceId: SourceId): Promise<StoredReading | null>;
  /** The last of the unbroken run of sequence numbers on disk that starts at `fromSeq`, or null when that one is not there. */
  unbrokenThrough(place: SeriesPlace, fromSeq: number): Promise<number | null>;
  /**
   * Remembers a start of a sender. A start that is known is taken again with the same count; a new one has a higher count
   * than all before, or it is not taken. Gaps below `oldestSeq` are lost from here on.
   */
  recordBirth(birth: BootBirth): Promise<BirthAnswer>;
  /** Which start of its source a boot is, or null when no birth of it was taken. */
  bootCount(sourceId: SourceId, boot: BootId): Promise<number | null>;
  /** The gaps that touch any of the stretches, in the order in which they were noticed. */
  gaps(stretches: readonly SeriesStretch[]): Promise<readonly SequenceGap[]>;
  /** Gaps of sources that may still be filled, in the order in which they were noticed; the newest, when there are many. */
  openGaps(sourceIds: readonly SourceId[], limit: number): Promise<readonly SequenceGap[]>;
  /** Where the late readings of sources lie that {@link lookedBack} was not told of, or null. */
  lateStretch(sourceIds: readonly SourceId[]): Promise<LateStretch | null>;
  /** Late readings of the sources at or below the cursor were looked back at. */
  lookedBack(sourceIds: readonly SourceId[], throughCursor: number): Promise<void>;
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
