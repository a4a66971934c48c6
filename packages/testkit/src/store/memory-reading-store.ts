import { type BootId, MonoUs, type Reading, type SourceId, type WallMs } from '@artisan-ts/domain';
import {
  type AppendReceipt,
  type BirthAnswer,
  type BootBirth,
  type LateStretch,
  type ReadingLoss,
  type ReadingQuery,
  type ReadingStore,
  type SequenceGap,
  type SeriesPlace,
  type SeriesStretch,
  type StoredReading,
  saysTheSame,
} from '@artisan-ts/runtime';
import { Journal } from '#disk/journal.ts';
import type { SimulatedDisk } from '#disk/simulated-disk.ts';
import { MemoryGaps } from '#store/memory-gaps.ts';

/** One transaction of a reading store. */
type ReadingChange =
  | {
      readonly append: readonly Reading[];
      readonly wallMs: WallMs | null;
      readonly losses: readonly ReadingLoss[];
    }
  | { readonly forget: readonly number[] }
  | { readonly birth: BootBirth }
  | { readonly lookedBack: readonly SourceId[]; readonly throughCursor: number };

/**
 * Readings on a simulated disk. A store made on the same disk after a crash holds exactly what was confirmed,
 * and at most what was under way.
 */
export class MemoryReadingStore implements ReadingStore {
  readonly #journal: Journal<ReadingChange>;
  #stored: StoredReading[] = [];
  #cursor = 0;
  readonly #places = new Map<string, Reading>();
  /** Every number that ever came, the forgotten ones too. */
  readonly #came = new Set<string>();
  readonly #gaps = new MemoryGaps();
  /** By place of the first. */
  readonly #losses = new Map<string, ReadingLoss>();
  readonly #boots = new Map<SourceId, Map<BootId, number>>();
  readonly #lookedCursor = new Map<SourceId, number>();
  /** Whether the last change left or filled a gap. */
  #gapsChanged = false;

  constructor(disk: SimulatedDisk) {
    this.#journal = new Journal(disk, 'readings');
    for (const entry of this.#journal.recover()) this.#apply(entry);
  }

  append(
    readings: readonly Reading[],
    wallMs?: WallMs,
    losses: readonly ReadingLoss[] = [],
  ): Promise<AppendReceipt> {
    let duplicates = 0;
    let contradicted: readonly Reading[] = [];
    return this.#journal.commit(
      () => {
        const sorted = this.#sort(readings);
        const { fresh } = sorted;
        duplicates = readings.length - fresh.length;
        contradicted = sorted.contradicted;
        return {
          entry:
            fresh.length === 0 && losses.length === 0
              ? null
              : { append: fresh, wallMs: wallMs ?? null, losses },
          answer: () => ({
            cursor: this.#cursor,
            duplicates,
            ...(contradicted.length > 0 && { contradicted }),
            ...(fresh.length > 0 && this.#gapsChanged && { gapsChanged: true }),
          }),
        };
      },
      (entry) => this.#apply(entry),
    );
  }

  async losses(sourceIds: readonly SourceId[], fromUs: MonoUs): Promise<readonly ReadingLoss[]> {
    return [...this.#losses.values()]
      .filter(({ sourceId, toUs }) => sourceIds.includes(sourceId) && toUs >= fromUs)
      .sort((a, b) => a.fromUs - b.fromUs);
  }

  recordBirth(birth: BootBirth): Promise<BirthAnswer> {
    const { sourceId, boot, bootCount } = birth;
    return this.#journal.commit<BirthAnswer>(
      () => {
        const boots = this.#boots.get(sourceId) ?? new Map<BootId, number>();
        const known = boots.get(boot);
        const highestCount = Math.max(-1, ...boots.values());
        if (known !== bootCount && (known !== undefined || bootCount <= highestCount)) {
          return { entry: null, answer: () => ({ isTaken: false, highestCount }) };
        }
        return {
          entry: { birth },
          answer: () => ({ isTaken: true, gapsChanged: this.#gapsChanged }),
        };
      },
      (entry) => this.#apply(entry),
    );
  }

  async bootCount(sourceId: SourceId, boot: BootId): Promise<number | null> {
    return this.#boots.get(sourceId)?.get(boot) ?? null;
  }

  async gaps(stretches: readonly SeriesStretch[]): Promise<readonly SequenceGap[]> {
    const touches = (gap: SequenceGap, { firstSeq, lastSeq, ...place }: SeriesStretch): boolean =>
      placeOf({ ...gap, seq: 0 }) === placeOf({ ...place, seq: 0 }) &&
      gap.firstSeq <= lastSeq &&
      gap.lastSeq >= firstSeq;
    return this.#gaps.all
      .filter((gap) => stretches.some((stretch) => touches(gap, stretch)))
      .map((gap) => ({ ...gap }));
  }

  async openGaps(sourceIds: readonly SourceId[], limit: number): Promise<readonly SequenceGap[]> {
    const open = this.#gaps.all.filter(
      (gap) => gap.missing > 0 && gap.lostWallMs === null && sourceIds.includes(gap.sourceId),
    );
    return open.slice(-limit).map((gap) => ({ ...gap }));
  }

  async lateStretch(sourceIds: readonly SourceId[]): Promise<LateStretch | null> {
    const late = this.#stored.filter(
      ({ late: isLate, sourceId, cursor }) =>
        isLate === true &&
        sourceIds.includes(sourceId) &&
        cursor > (this.#lookedCursor.get(sourceId) ?? 0),
    );
    const times = late.map(({ monoUs }) => monoUs);
    const fromCursor = late[0]?.cursor;
    const throughCursor = late.at(-1)?.cursor;
    if (fromCursor === undefined || throughCursor === undefined) return null;
    const fromUs = MonoUs(times.reduce<number>((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER));
    return {
      fromUs,
      toUs: MonoUs(times.reduce<number>((a, b) => Math.max(a, b), 0)),
      fromCursor,
      throughCursor,
    };
  }

  lookedBack(sourceIds: readonly SourceId[], throughCursor: number): Promise<void> {
    return this.#journal.commit<void>(
      () => ({ entry: { lookedBack: sourceIds, throughCursor }, answer: () => undefined }),
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
    this.#gapsChanged = false;
    if ('birth' in change) this.#bear(change.birth);
    else if ('append' in change) {
      this.#put(change.append, change.wallMs);
      for (const loss of change.losses) this.#losses.set(placeOf(loss), loss);
    } else {
      for (const id of change.lookedBack) {
        const before = this.#lookedCursor.get(id) ?? 0;
        this.#lookedCursor.set(id, Math.max(before, change.throughCursor));
      }
    }
  }

  #put(readings: readonly Reading[], wallMs: WallMs | null): void {
    for (const reading of readings) {
      this.#cursor += 1;
      this.#stored.push({ ...reading, cursor: this.#cursor });
      this.#places.set(placeOf(reading), reading);
      this.#came.add(placeOf(reading));
      const isNews = this.#gaps.stored(reading, reading.seq, wallMs ?? reading.wallMs);
      this.#gapsChanged ||= isNews;
    }
  }

  #bear({ sourceId, boot, bootCount, wallMs, streams }: BootBirth): void {
    const boots = this.#boots.get(sourceId) ?? new Map<BootId, number>();
    this.#boots.set(sourceId, boots.set(boot, bootCount));
    for (const { stream, oldestSeq } of streams) {
      const place = { sourceId, boot, stream };
      const isStored = (seq: number): boolean => this.#came.has(placeOf({ ...place, seq }));
      const isNews = this.#gaps.giveUpBelow(place, oldestSeq, wallMs, isStored);
      this.#gapsChanged ||= isNews;
    }
  }
}

function placeOf(reading: SeriesPlace & { readonly seq: number }): string {
  return `${reading.sourceId} ${reading.boot} ${reading.stream} ${reading.seq}`;
}
