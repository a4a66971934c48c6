import type { Reading, SourceId } from '@artisan-ts/domain';
import {
  type AppendReceipt,
  type ReadingQuery,
  type ReadingStore,
  type SeriesPlace,
  type StoredReading,
  saysTheSame,
} from '@artisan-ts/runtime';
import { Journal } from '#disk/journal.ts';
import type { SimulatedDisk } from '#disk/simulated-disk.ts';

/** One transaction of a reading store. */
type ReadingChange =
  | { readonly append: readonly Reading[] }
  | { readonly forget: readonly number[] };

/**
 * Readings on a simulated disk. A store made on the same disk after a crash holds exactly what was confirmed,
 * and at most what was under way.
 */
export class MemoryReadingStore implements ReadingStore {
  readonly #journal: Journal<ReadingChange>;
  #stored: StoredReading[] = [];
  #cursor = 0;
  readonly #places = new Map<string, Reading>();

  constructor(disk: SimulatedDisk) {
    this.#journal = new Journal(disk, 'readings');
    for (const entry of this.#journal.recover()) this.#apply(entry);
  }

  append(readings: readonly Reading[]): Promise<AppendReceipt> {
    let duplicates = 0;
    let contradicted: readonly Reading[] = [];
    return this.#journal.commit(
      () => {
        const sorted = this.#sort(readings);
        const { fresh } = sorted;
        duplicates = readings.length - fresh.length;
        contradicted = sorted.contradicted;
        return {
          entry: fresh.length === 0 ? null : { append: fresh },
          answer: () => ({
            cursor: this.#cursor,
            duplicates,
            ...(contradicted.length > 0 && { contradicted }),
          }),
        };
      },
      (entry) => this.#apply(entry),
    );
  }

  async range(query: ReadingQuery): Promise<readonly StoredReading[]> {
    const {
      sourceIds,
      fromUs = 0,
      toUs = Number.POSITIVE_INFINITY,
      afterCursor = 0,
      limit,
    } = query;
    const found = this.#stored.filter(
      (reading) =>
        reading.cursor > afterCursor &&
        reading.monoUs >= fromUs &&
        reading.monoUs <= toUs &&
        sourceIds.includes(reading.sourceId),
    );
    return found.slice(0, limit);
  }

  async newest(sourceId: SourceId): Promise<StoredReading | null> {
    return this.#stored.findLast((reading) => reading.sourceId === sourceId) ?? null;
  }

  async durableCursor(): Promise<number> {
    return this.#cursor;
  }

  async sources(): Promise<readonly SourceId[]> {
    return [...new Set(this.#stored.map((reading) => reading.sourceId))];
  }

  forget(cursors: readonly number[]): Promise<number> {
    let forgotten = 0;
    return this.#journal.commit<number>(
      () => {
        const newest = new Map(this.#stored.map(({ sourceId, cursor }) => [sourceId, cursor]));
        const kept = new Set(newest.values());
        const asked = new Set(cursors);
        const forget = this.#stored.flatMap(({ cursor }) =>
          asked.has(cursor) && !kept.has(cursor) ? [cursor] : [],
        );
        forgotten = forget.length;
        return { entry: forgotten === 0 ? null : { forget }, answer: () => forgotten };
      },
      (entry) => this.#apply(entry),
    );
  }

  async unbrokenThrough(place: SeriesPlace, fromSeq: number): Promise<number | null> {
    let seq = fromSeq;
    while (this.#places.has(placeOf({ ...place, seq }))) seq += 1;
    return seq === fromSeq ? null : seq - 1;
  }

  #sort(readings: readonly Reading[]): { fresh: Reading[]; contradicted: Reading[] } {
    const here = new Map<string, Reading>();
    const contradicted: Reading[] = [];
    for (const reading of readings) {
      const place = placeOf(reading);
      const known = this.#places.get(place) ?? here.get(place);
      if (known === undefined) here.set(place, reading);
      else if (!saysTheSame(reading, known)) contradicted.push(reading);
    }
    return { fresh: [...here.values()], contradicted };
  }

  #apply(change: ReadingChange): void {
    if ('forget' in change) {
      const gone = new Set(change.forget);
      for (const reading of this.#stored) {
        if (gone.has(reading.cursor)) this.#places.delete(placeOf(reading));
      }
      this.#stored = this.#stored.filter((reading) => !gone.has(reading.cursor));
      return;
    }
    for (const reading of change.append) {
      this.#cursor += 1;
      this.#stored.push({ ...reading, cursor: this.#cursor });
      this.#places.set(placeOf(reading), reading);
    }
  }
}

function placeOf(reading: SeriesPlace & { readonly seq: number }): string {
  return `${reading.sourceId} ${reading.boot} ${reading.stream} ${reading.seq}`;
}
