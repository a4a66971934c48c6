import type {
  Coffee,
  Cupping,
  CuppingId,
  CuppingSheet,
  Lot,
  LotId,
  LotUse,
} from '@artisan-ts/domain';

/** The records that people keep and edit, by kind. */
export interface RecordOf {
  readonly coffee: Coffee;
  readonly lot: Lot;
  readonly cupping: Cupping;
}
export type RecordKind = keyof RecordOf;

export interface RecordQuery {
  readonly limit: number;
  /** Continue after this one; from the page before. */
  readonly after?: string;
  /** Words to find in its texts; each has to occur. */
  readonly search?: string;
  /** An id that it mentions: the coffee of a lot, a roast or lot that was cupped. */
  readonly about?: string;
  /** Those that were put away instead of the others; absent: both. */
  readonly isArchived?: boolean;
}

/** Coffees, lots and cuppings on disk. Each method is one transaction; nothing is ever deleted. */
export interface RecordStore {
  /**
   * Stores a record. A new one has revision 1; a change must be exactly one above what is stored.
   *
   * @throws ArtisanError `request.conflict` when the stored revision is another, `store.*`
   */
  saveRecord<Kind extends RecordKind>(kind: Kind, record: RecordOf[Kind]): Promise<void>;
  record<Kind extends RecordKind>(kind: Kind, id: string): Promise<RecordOf[Kind] | null>;
  /** The last made first. */
  listRecords<Kind extends RecordKind>(
    kind: Kind,
    query: RecordQuery,
  ): Promise<readonly RecordOf[Kind][]>;
  /** What was roasted of each of the lots, in their order. */
  lotUses(lotIds: readonly LotId[]): Promise<readonly LotUse[]>;

  /** Replaces what the taster wrote about the item in that round. */
  saveSheet(sheet: CuppingSheet): Promise<void>;
  /** All sheets of a cupping, of every round, in the order of round, taster and item. */
  sheets(cuppingId: CuppingId): Promise<readonly CuppingSheet[]>;
}
