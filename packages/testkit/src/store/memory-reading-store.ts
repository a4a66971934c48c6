import type { Reading, SourceId } from '@artisan-ts/domain';
import type { AppendReceipt, ReadingQuery, ReadingStore, StoredReading } from '@artisan-ts/runtime';
import { Journal } from '#disk/journal.ts';
import type { SimulatedDisk } from '#disk/simulated-disk.ts';

/**
 * Readings on a simulated disk. A store made on the same disk after a crash holds exactly what was confirmed,
 * and at most what was under way.
 */
export class MemoryReadingStore implements ReadingStore {
  readonly #journal: Journal<readonly Reading[]>;
  readonly #stored: StoredReading[] = [];
  readonly #places = new Set<string>();

  constructor(disk: SimulatedDisk) {
    this.#journal = new Journal(disk, 'readings');
    for (const entry of this.#journal.recover()) this.#apply(entry);
  }

  append(readings: readonly Reading[]): Promise<AppendReceipt> {
    let duplicates = 0;
    return this.#journal.commit(
      () => {
        const fresh = this.#withoutKnown(readings);
        duplicates = readings.length - fresh.length;
        return {
          entry: fresh.length === 0 ? null : fresh,
          answer: () => ({ cursor: this.#stored.length, duplicates }),
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
    return this.#stored.length;
  }

  #withoutKnown(readings: readonly Reading[]): Reading[] {
    const here = new Set<string>();
    return readings.filter((reading) => {
      const place = placeOf(reading);
      if (this.#places.has(place) || here.has(place)) return false;
      here.add(place);
      return true;
    });
  }

  #apply(readings: readonly Reading[]): void {
    for (const reading of readings) {
      this.#stored.push({ ...reading, cursor: this.#stored.length + 1 });
      this.#places.add(placeOf(reading));
    }
  }
}

function placeOf(reading: Reading): string {
  return `${reading.sourceId} ${reading.boot} ${reading.stream} ${reading.seq}`;
}
