import {
  ArtisanError,
  type CuppingSheet,
  Grams,
  type LotId,
  type LotUse,
} from '@artisan-ts/domain';
import type { RecordKind, RecordOf, RecordQuery, StoredRoast } from '@artisan-ts/runtime';

type AnyRecord = RecordOf[RecordKind];

/** One transaction on records. */
export type RecordChange =
  | { readonly do: 'saveRecord'; readonly kind: RecordKind; readonly record: AnyRecord }
  | { readonly do: 'saveSheet'; readonly sheet: CuppingSheet };

/** Coffees, lots, cuppings and sheets of a memory store. */
export class RecordState {
  readonly #records = new Map<string, AnyRecord>();
  readonly #sheets = new Map<string, CuppingSheet>();

  apply(change: RecordChange): void {
    if (change.do === 'saveRecord') {
      this.#records.set(`${change.kind}/${change.record.id}`, change.record);
      return;
    }
    const { cuppingId, round, tasterId, itemId } = change.sheet;
    this.#sheets.set(`${cuppingId}/${round}/${tasterId}/${itemId}`, change.sheet);
  }

  /** @throws ArtisanError `request.conflict` unless the revision is the next one */
  check(kind: RecordKind, record: AnyRecord): void {
    const stored = this.#records.get(`${kind}/${record.id}`)?.revision ?? 0;
    if (record.revision === stored + 1) return;
    throw new ArtisanError(
      'request.conflict',
      `revision ${record.revision} of ${record.id} cannot follow revision ${stored}: read it again`,
    );
  }

  record(kind: RecordKind, id: string): AnyRecord | null {
    return this.#records.get(`${kind}/${id}`) ?? null;
  }

  list(kind: RecordKind, query: RecordQuery): readonly AnyRecord[] {
    const { limit, after, search = '', about, isArchived } = query;
    const words = search.toLowerCase().split(/\s+/);
    return [...this.#records]
      .filter(([key]) => key.startsWith(`${kind}/`))
      .map(([, record]) => record)
      .filter((record) => isArchived === undefined || record.isArchived === isArchived)
      .filter((record) => after === undefined || record.id < after)
      .filter((record) => about === undefined || mentions(record, about))
      .filter((record) => words.every((word) => searchable(record).includes(word)))
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, limit);
  }

  sheets(cuppingId: string): readonly CuppingSheet[] {
    const own = [...this.#sheets].filter(([key]) => key.startsWith(`${cuppingId}/`));
    return own.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sheet]) => sheet);
  }
}

/** What was roasted of a lot. */
export function lotUseOf(lotId: LotId, roasts: Iterable<StoredRoast>): LotUse {
  const isOwn = ({ header }: StoredRoast): boolean =>
    header.lotId === lotId && header.deletedWallMs === undefined;
  const own = [...roasts].filter(isOwn);
  const weighed = own.flatMap(({ header }) => (header.greenG === null ? [] : [header.greenG]));
  return {
    roasts: own.length,
    greenG: Grams(weighed.reduce((sum, mass) => sum + mass, 0)),
    unweighed: own.length - weighed.length,
  };
}

function mentions(record: AnyRecord, id: string): boolean {
  if ('coffeeId' in record) return record.coffeeId === id;
  return 'samples' in record && record.samples.some((s) => s.roastId === id || s.lotId === id);
}

function searchable(record: AnyRecord): string {
  const texts =
    'samples' in record ? [record.title, record.notes] : Object.values(record).filter(isText);
  return texts.join('\n').toLowerCase();
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
