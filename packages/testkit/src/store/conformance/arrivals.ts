import {
  type BootId,
  MonoUs,
  makeId,
  type Reading,
  type SourceId,
  WallMs,
} from '@artisan-ts/domain';
import type { ReadingLoss, ReadingStore, SequenceGap } from '@artisan-ts/runtime';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { builtSourceId } from '#build/machine.ts';
import { buildReading, builtBootId } from '#build/reading.ts';
import type { StoreUnderTest } from '#store/conformance/store-under-test.ts';

const otherSource: SourceId = makeId('source', 'b'.repeat(32));
const otherBoot: BootId = makeId('boot', 'b'.repeat(32));
const everything = { sourceIds: [builtSourceId, otherSource], limit: 1000 };
const series = { sourceId: builtSourceId, boot: builtBootId, stream: 'main' };
const whole = { ...series, firstSeq: 0, lastSeq: Number.MAX_SAFE_INTEGER };
const readingsOf = (...seqs: number[]): Reading[] => seqs.map((seq) => buildReading(seq));
const atMs = (ms: number): WallMs => WallMs(ms);

/** What every reading store knows of numbers that were passed over, of starts of senders and of late readings. */
export function describeArrivals(made: () => StoreUnderTest<ReadingStore>): void {
  gaps(made);
  births(made);
  lateReadings(made);
  losses(made);
  it('keeps book of numbers like a simple model, in any order, doubled, over restarts', async () => {
    const kept = { ...made(), run: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        kept.run += 1;
        await compareWithModel(kept, steps);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
}

function losses(made: () => StoreUnderTest<ReadingStore>): void {
  const loss: ReadingLoss = {
    ...series,
    seq: 3,
    fromUs: MonoUs(3_000_000),
    toUs: MonoUs(9_000_000),
    readings: 7,
  };
  it('knows what was lost from a moment on, as it grew, after a restart too', async () => {
    const { store, reopen } = made();
    const other = { ...loss, sourceId: otherSource, fromUs: MonoUs(1_000_000) };
    await store.append(readingsOf(0, 1, 2), atMs(1), [{ ...loss, readings: 2 }, other]);
    await store.append([], atMs(2), [loss]);
    await store.append(readingsOf(0, 1, 2), atMs(3), [loss]);
    const sources = [builtSourceId, otherSource];
    for (const each of [store, await reopen()]) {
      expect(await each.losses(sources, MonoUs(9_000_000))).toEqual([other, loss]);
      expect(await each.losses([builtSourceId], MonoUs(0))).toEqual([loss]);
      expect(await each.losses(sources, MonoUs(9_000_001))).toEqual([]);
      expect(await each.range(everything)).toHaveLength(3);
    }
  });
}

/** What happens to a store: numbers arrive, their sender lets go of some, the process dies. */
type Step = { readonly seqs: readonly number[] } | { readonly oldestSeq: number } | 'restart';
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ seqs: fc.array(fc.nat(25), { maxLength: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ oldestSeq: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
);

async function compareWithModel(
  kept: StoreUnderTest<ReadingStore> & { store: ReadingStore; readonly run: number },
  steps: readonly Step[],
): Promise<void> {
  const bootCount = kept.run;
  const boot = makeId('boot', bootCount.toString(16).padStart(32, '0'));
  const came: number[] = [];
  let next = 0;
  let lostBelow = 0;
  for (const each of steps) {
    if (each === 'restart') kept.store = await kept.reopen();
    else if ('seqs' in each) {
      await kept.store.append(each.seqs.map((seq) => buildReading(seq, { boot })));
      for (const seq of each.seqs) if (!came.includes(seq)) came.push(seq);
    } else {
      const streams = [{ stream: 'main', oldestSeq: each.oldestSeq }];
      const birth = { sourceId: builtSourceId, boot, bootCount, wallMs: WallMs(1), streams };
      expect(await kept.store.recordBirth(birth)).toMatchObject({ isTaken: true });
      lostBelow = Math.max(lostBelow, each.oldestSeq);
    }
    next = Math.max(next, lostBelow, ...came.map((seq) => seq + 1));
    const found = await kept.store.gaps([{ ...whole, boot }]);
    expectGaps(found, came, next, lostBelow);
    const stored = await kept.store.range({ sourceIds: [builtSourceId], limit: 10_000 });
    expect(stored.filter((one) => one.boot === boot).map(({ seq }) => seq)).toEqual(came);
  }
}

/** Every number below `next` came, or is missing in exactly one gap; a gap says of itself what is so. */
function expectGaps(
  found: readonly SequenceGap[],
  came: readonly number[],
  next: number,
  lostBelow: number,
): void {
  for (let seq = 0; seq < next; seq++) {
    const around = found.filter(({ firstSeq, lastSeq }) => firstSeq <= seq && seq <= lastSeq);
    expect(around.length, `gaps around ${seq}`).toBeLessThanOrEqual(1);
    if (!came.includes(seq)) expect(around, `a gap around ${seq}`).toHaveLength(1);
  }
  for (const gap of found) {
    const numbers = Array.from(
      { length: gap.lastSeq - gap.firstSeq + 1 },
      (_, index) => gap.firstSeq + index,
    );
    const missing = numbers.filter((seq) => !came.includes(seq)).length;
    expect(gap.missing, `missing from ${gap.firstSeq} on`).toBe(missing);
    expect(gap.filledWallMs === null).toBe(missing > 0);
    if (missing > 0) expect(gap.lostWallMs !== null).toBe(gap.lastSeq < lostBelow);
  }
}

function gaps(made: () => StoreUnderTest<ReadingStore>): void {
  it('remembers which numbers were passed over, and when the last of them came', async () => {
    const { store, reopen } = made();
    expect(await store.append(readingsOf(0, 4), atMs(10))).toMatchObject({ gapsChanged: true });
    expect(await store.append(readingsOf(5, 5), atMs(11))).not.toHaveProperty('gapsChanged');
    const noticed = { ...series, firstSeq: 1, lastSeq: 3, noticedWallMs: 10, lostWallMs: null };
    expect(await store.gaps([whole])).toEqual([{ ...noticed, missing: 3, filledWallMs: null }]);
    await store.append(readingsOf(3, 1), atMs(12));
    expect(await store.openGaps([builtSourceId], 10)).toMatchObject([{ missing: 1 }]);
    const reopened = await reopen();
    expect(await reopened.append(readingsOf(2), atMs(13))).toMatchObject({ gapsChanged: true });
    expect(await reopened.gaps([whole])).toEqual([{ ...noticed, missing: 0, filledWallMs: 13 }]);
    expect(await reopened.openGaps([builtSourceId], 10)).toEqual([]);
  });

  it('finds the gaps that touch a stretch of a series, and no others', async () => {
    const { store } = made();
    await store.append(readingsOf(2, 5, 9));
    await store.append([buildReading(7, { boot: otherBoot })]);
    const firsts = async (firstSeq: number, lastSeq: number) =>
      (await store.gaps([{ ...series, firstSeq, lastSeq }])).map((gap) => gap.firstSeq);
    expect(await firsts(0, 9)).toEqual([0, 3, 6]);
    expect(await firsts(2, 4)).toEqual([3]);
    expect(await firsts(5, 5)).toEqual([]);
    expect(await store.openGaps([builtSourceId, otherSource], 2)).toMatchObject([
      { firstSeq: 6 },
      { firstSeq: 0, lastSeq: 6, boot: otherBoot },
    ]);
    expect(await store.openGaps([otherSource], 9)).toEqual([]);
  });

  it('calls lost what its sender has let go, and no more than that', async () => {
    const { store } = made();
    await store.append(readingsOf(0, 3, 10));
    await store.append(readingsOf(5));
    const birth = { sourceId: builtSourceId, boot: builtBootId, bootCount: 1, wallMs: atMs(20) };
    const streams = [{ stream: 'main', oldestSeq: 7 }];
    expect(await store.recordBirth({ ...birth, streams })).toEqual({
      isTaken: true,
      gapsChanged: true,
    });
    expect(await store.gaps([whole])).toMatchObject([
      { firstSeq: 1, lastSeq: 2, missing: 2, lostWallMs: 20 },
      { firstSeq: 4, lastSeq: 6, missing: 2, lostWallMs: 20 },
      { firstSeq: 7, lastSeq: 9, missing: 3, lostWallMs: null },
    ]);
    const further = [{ stream: 'main', oldestSeq: 15 }];
    await store.recordBirth({ ...birth, streams: further, wallMs: atMs(21) });
    expect((await store.gaps([whole])).slice(2)).toMatchObject([
      { firstSeq: 7, lastSeq: 9, lostWallMs: 21 },
      { firstSeq: 11, lastSeq: 14, missing: 4, noticedWallMs: 21, lostWallMs: 21 },
    ]);
    expect(await store.openGaps([builtSourceId], 10)).toEqual([]);
    await store.append(readingsOf(15));
    expect(await store.gaps([{ ...series, firstSeq: 15, lastSeq: 20 }])).toEqual([]);
  });
}

function births(made: () => StoreUnderTest<ReadingStore>): void {
  const birth = (boot: BootId, bootCount: number) => ({
    sourceId: builtSourceId,
    boot,
    bootCount,
    wallMs: atMs(1),
    streams: [],
  });

  it('takes a start once and again, and none that is older than one it has', async () => {
    const { store, reopen } = made();
    expect(await store.bootCount(builtSourceId, builtBootId)).toBeNull();
    const taken = { isTaken: true, gapsChanged: false };
    expect(await store.recordBirth(birth(builtBootId, 4))).toEqual(taken);
    const reopened = await reopen();
    expect(await reopened.recordBirth(birth(builtBootId, 4))).toEqual(taken);
    const refused = { isTaken: false, highestCount: 4 };
    expect(await reopened.recordBirth(birth(builtBootId, 5))).toEqual(refused);
    expect(await reopened.recordBirth(birth(otherBoot, 4))).toEqual(refused);
    expect(await reopened.recordBirth(birth(otherBoot, 3))).toEqual(refused);
    expect(await reopened.bootCount(builtSourceId, otherBoot)).toBeNull();
    expect(await reopened.recordBirth(birth(otherBoot, 5))).toEqual(taken);
    expect(await reopened.bootCount(builtSourceId, builtBootId)).toBe(4);
    expect(await reopened.bootCount(builtSourceId, otherBoot)).toBe(5);
    expect(await reopened.bootCount(otherSource, otherBoot)).toBeNull();
  });
}

function lateReadings(made: () => StoreUnderTest<ReadingStore>): void {
  it('stay marked as late, and are found until they were looked back at', async () => {
    const { store, reopen } = made();
    expect(await store.lateStretch([builtSourceId])).toBeNull();
    const late = [7, 3, 5].map((seq) =>
      buildReading(seq, { late: true, monoUs: MonoUs(seq * 1_000_000) }),
    );
    await store.append([buildReading(9), ...late]);
    const { cursor } = await store.append([buildReading(2, { sourceId: otherSource, late: true })]);
    const reopened = await reopen();
    const found = await reopened.range({ ...everything, afterCursor: 1 });
    expect(found.map(({ late: isLate }) => isLate)).toEqual([true, true, true, true]);
    const [first] = await reopened.range({ ...everything, limit: 1 });
    expect(first).not.toHaveProperty('late');
    const own = { fromUs: 3_000_000, toUs: 7_000_000, fromCursor: 2, throughCursor: cursor - 1 };
    expect(await reopened.lateStretch([builtSourceId])).toEqual(own);
    await reopened.lookedBack([builtSourceId], cursor - 1);
    expect(await reopened.lateStretch([builtSourceId])).toBeNull();
    expect(await reopened.lateStretch([builtSourceId, otherSource])).toMatchObject({
      throughCursor: cursor,
    });
  });
}
