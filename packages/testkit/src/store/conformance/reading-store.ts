import { type BootId, MonoUs, makeId, type Reading, type SourceId } from '@artisan-ts/domain';
import type { ReadingStore } from '@artisan-ts/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtSourceId } from '#build/machine.ts';
import { buildReading, builtBootId } from '#build/reading.ts';
import { describeArrivals } from '#store/conformance/arrivals.ts';
import type { StoreUnderTest } from '#store/conformance/store-under-test.ts';

const otherSource: SourceId = makeId('source', 'b'.repeat(32));
const otherBoot: BootId = makeId('boot', 'b'.repeat(32));
const everything = { sourceIds: [builtSourceId, otherSource], limit: 1000 };

/** What every reading store promises, as a suite: run it with the way to make an empty one. */
export function describeReadingStore(makeStore: () => Promise<StoreUnderTest<ReadingStore>>): void {
  describe('a reading store', () => {
    let made: StoreUnderTest<ReadingStore>;
    let store: ReadingStore;
    beforeEach(async () => {
      made = await makeStore();
      store = made.store;
    });
    afterEach(() => made.dispose());

    describe('appending', () => {
      appending(() => store);
    });
    describe('asking for a range', () => {
      ranging(() => store);
    });
    describe('forgetting', () => {
      forgetting(() => made);
    });
    describe('what is missing and late', () => {
      describeArrivals(() => made);
    });
    describe('after the process died', () => {
      surviving(() => made);
    });
  });
}

function appending(store: () => ReadingStore): void {
  it('is empty at first', async () => {
    expect(await store().durableCursor()).toBe(0);
    expect(await store().newest(builtSourceId)).toBeNull();
    expect(await store().range(everything)).toEqual([]);
  });

  it('answers with a cursor that grows by at least one for each reading', async () => {
    const first = await store().append([buildReading(0), buildReading(1)]);
    const second = await store().append([buildReading(2)]);
    expect(first.cursor).toBeGreaterThanOrEqual(2);
    expect(second.cursor).toBeGreaterThan(first.cursor);
    expect(await store().durableCursor()).toBe(second.cursor);
    expect(new Set((await store().range(everything)).map((r) => r.cursor)).size).toBe(3);
  });

  it('gives back exactly what was put in', async () => {
    const values = [0.1 + 0.2, -1 / 3];
    const readings: Reading[] = [
      buildReading(0, { values, missing: [null, null] }),
      buildReading(1, { values: [null, 215.04], missing: ['no-reply', null] }),
      buildReading(2, { values: [null, null], missing: ['open-circuit', 'unreadable'] }),
      buildReading(0, { stream: 'gas', values: [5e-324], missing: [null] }),
      buildReading(3, { monoUs: MonoUs(Number.MAX_SAFE_INTEGER) }),
    ];
    await store().append(readings);
    const found = await store().range(everything);
    expect(found.map(({ cursor: _, ...reading }) => reading)).toEqual(readings);
  });

  it('stores a reading once and counts the repetitions', async () => {
    await store().append([buildReading(0), buildReading(1)]);
    const again = await store().append([buildReading(1), buildReading(2), buildReading(2)]);
    expect(again.duplicates).toBe(2);
    expect((await store().range(everything)).map((r) => r.seq)).toEqual([0, 1, 2]);
  });

  it('keeps the first of two readings that claim the same place', async () => {
    await store().append([buildReading(0, { values: [100, 110] })]);
    await store().append([buildReading(0, { values: [1, 2] })]);
    expect((await store().newest(builtSourceId))?.values).toEqual([100, 110]);
  });

  it('tells a repetition from another reading that claims its place', async () => {
    await store().append([buildReading(0), buildReading(1)]);
    const other = buildReading(1, { values: [1, 2] });
    const receipt = await store().append([buildReading(0), other, buildReading(2)]);
    expect(receipt).toMatchObject({ duplicates: 2, contradicted: [other] });
    const within = await store().append([buildReading(3), buildReading(3, { values: [3, 4] })]);
    expect(within.contradicted).toHaveLength(1);
    const axisSetAnew = await store().append([buildReading(0, { monoUs: MonoUs(77) })]);
    expect(axisSetAnew).not.toHaveProperty('contradicted');
  });

  it('knows up to where the numbers of a series are unbroken', async () => {
    const place = { sourceId: builtSourceId, boot: builtBootId, stream: 'main' };
    expect(await store().unbrokenThrough(place, 0)).toBeNull();
    await store().append([0, 1, 2, 5, 6].map((seq) => buildReading(seq)));
    expect(await store().unbrokenThrough(place, 0)).toBe(2);
    expect(await store().unbrokenThrough(place, 3)).toBeNull();
    expect(await store().unbrokenThrough(place, 5)).toBe(6);
    expect(await store().unbrokenThrough({ ...place, boot: otherBoot }, 0)).toBeNull();
  });

  it('tells readings apart by source, boot, stream and sequence', async () => {
    const receipt = await store().append([
      buildReading(0),
      buildReading(0, { sourceId: otherSource }),
      buildReading(0, { boot: otherBoot }),
      buildReading(0, { stream: 'gas' }),
      buildReading(1),
    ]);
    expect(receipt.duplicates).toBe(0);
    expect(await store().range(everything)).toHaveLength(5);
  });

  it('accepts an empty batch', async () => {
    const { cursor } = await store().append([buildReading(0)]);
    expect(await store().append([])).toEqual({ cursor, duplicates: 0 });
  });

  it('keeps the order of appends that are under way at the same time', async () => {
    const seqs = Array.from({ length: 20 }, (_, seq) => seq);
    await Promise.all(seqs.map((seq) => store().append([buildReading(seq)])));
    expect((await store().range(everything)).map((r) => r.seq)).toEqual(seqs);
  });

  it('names the newest reading of a source by the order of commits', async () => {
    await store().append([buildReading(9), buildReading(5, { boot: otherBoot })]);
    await store().append([buildReading(0, { sourceId: otherSource })]);
    const newest = await store().newest(builtSourceId);
    expect([newest?.seq, newest?.boot]).toEqual([5, otherBoot]);
  });
}

function ranging(store: () => ReadingStore): void {
  const seqsOf = async (query: Parameters<ReadingStore['range']>[0]): Promise<number[]> =>
    (await store().range(query)).map((reading) => reading.seq);

  beforeEach(async () => {
    await store().append([0, 1, 2, 3, 4].map((seq) => buildReading(seq)));
    await store().append([buildReading(7, { sourceId: otherSource, monoUs: MonoUs(2_000_000) })]);
  });

  it('includes both ends of the time range', async () => {
    const [fromUs, toUs] = [MonoUs(1_000_000), MonoUs(3_000_000)];
    expect(await seqsOf({ ...everything, fromUs, toUs })).toEqual([1, 2, 3, 7]);
  });

  it('gives only the sources that were asked for', async () => {
    expect(await seqsOf({ sourceIds: [otherSource], limit: 10 })).toEqual([7]);
    expect(await seqsOf({ sourceIds: [], limit: 10 })).toEqual([]);
  });

  it('goes on after a cursor, page by page, without losing or doubling any', async () => {
    const seen: number[] = [];
    let afterCursor = 0;
    for (let page = 0; page < 3; page += 1) {
      const rows = await store().range({ ...everything, afterCursor, limit: 2 });
      seen.push(...rows.map((reading) => reading.seq));
      afterCursor = rows.at(-1)?.cursor ?? afterCursor;
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 7]);
    expect(await store().range({ ...everything, afterCursor })).toEqual([]);
  });
}

function surviving(made: () => StoreUnderTest<ReadingStore>): void {
  it('holds every reading that was acknowledged', async () => {
    const { store, reopen } = made();
    const receipt = await store.append([buildReading(0), buildReading(1)]);
    const before = await store.range(everything);
    const reopened = await reopen();
    expect(await reopened.range(everything)).toEqual(before);
    expect(await reopened.durableCursor()).toBe(receipt.cursor);
  });

  it('goes on with higher cursors and still knows what it has', async () => {
    const { store, reopen } = made();
    const before = await store.append([buildReading(0)]);
    const reopened = await reopen();
    const after = await reopened.append([
      buildReading(0),
      buildReading(1),
      buildReading(0, { boot: otherBoot }),
    ]);
    expect(after.duplicates).toBe(1);
    expect(after.cursor).toBeGreaterThan(before.cursor);
    const found = await reopened.range({ ...everything, afterCursor: before.cursor });
    expect(found.map((r) => [r.boot, r.seq])).toEqual([
      [builtBootId, 1],
      [otherBoot, 0],
    ]);
  });
}

function forgetting(made: () => StoreUnderTest<ReadingStore>): void {
  const seqs = (readings: readonly Reading[]): number[] => readings.map(({ seq }) => seq);
  const cursors = async (store: ReadingStore): Promise<number[]> =>
    (await store.range(everything)).map(({ cursor }) => cursor);

  it('knows every source of which it holds something', async () => {
    const { store } = made();
    expect(await store.sources()).toEqual([]);
    await store.append([buildReading(0), buildReading(0, { sourceId: otherSource })]);
    expect([...(await store.sources())].sort()).toEqual([builtSourceId, otherSource].sort());
  });

  it('forgets exactly what it is told to, for ever', async () => {
    const { store, reopen } = made();
    await store.append([0, 1, 2, 3].map((seq) => buildReading(seq)));
    const [first, , third] = await cursors(store);
    expect(await store.forget([first ?? 0, third ?? 0, 999])).toBe(2);
    for (const each of [store, await reopen()]) {
      expect(seqs(await each.range(everything))).toEqual([1, 3]);
    }
  });

  it('keeps the newest reading of each source, whatever it is told', async () => {
    const { store } = made();
    await store.append([0, 1].map((seq) => buildReading(seq)));
    await store.append([0, 1].map((seq) => buildReading(seq, { sourceId: otherSource })));
    const before = await store.durableCursor();
    expect(await store.forget(await cursors(store))).toBe(2);
    expect((await store.newest(builtSourceId))?.seq).toBe(1);
    expect((await store.newest(otherSource))?.seq).toBe(1);
    expect(await store.durableCursor()).toBe(before);
  });

  it('never gives a cursor again', async () => {
    const { store, reopen } = made();
    await store.append([0, 1, 2].map((seq) => buildReading(seq)));
    const before = await cursors(store);
    await store.forget(before.slice(0, 2));
    const reopened = await reopen();
    const { cursor } = await reopened.append([buildReading(7)]);
    expect(cursor).toBeGreaterThan(before.at(-1) ?? 0);
  });
}
