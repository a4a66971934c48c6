import { defaultSettings, type RoastSummary } from '@artisan-ts/contracts';
import { ArtisanError, MonoUs, makeId, type RoastHeader } from '@artisan-ts/domain';
import type { KeptReadings, RoastStore, StoredRoast } from '@artisan-ts/runtime';
import { expect, it } from 'vitest';
import { builtSourceId, builtStream } from '#build/machine.ts';
import { buildReading } from '#build/reading.ts';
import { buildOutboxEvent, buildRoastHeader, buildRoastRecord } from '#build/roast.ts';
import type { StoreUnderTest } from '#store/conformance/store-under-test.ts';

const otherSource = makeId('source', 'b'.repeat(32));
const otherBoot = makeId('boot', 'b'.repeat(32));
const isConflict = (error: unknown): boolean => ArtisanError.is(error, 'request.conflict');

const summary: RoastSummary = {
  version: 1,
  zeroS: 60.25,
  marks: { charge: { timeS: 0, btC: 0.1 + 0.2, etC: null } },
  phases: { dryS: 1, midS: 2, finishS: 3, totalS: 6, dryEndBy: 'mark' },
  dtrPct: 50,
  weightLossPct: null,
  samples: 3,
  thumbnailBtC: [200, null, 1 / 3],
};

/** Readings with a hole, a reason, two streams, two boots and one that came late. */
const kept: KeptReadings = {
  sourceIds: [builtSourceId],
  fromUs: MonoUs(0),
  toUs: MonoUs(9_000_000),
  throughCursor: 41,
  readings: [
    { ...buildReading(0), cursor: 3 },
    { ...buildReading(1, { values: [null, 1 / 3], missing: ['no-reply', null] }), cursor: 4 },
    { ...buildReading(0, { stream: 'gas', values: [-0], missing: [null] }), cursor: 7 },
    { ...buildReading(5, { boot: otherBoot }), cursor: 8 },
    { ...buildReading(2, { monoUs: MonoUs(1_500_001) }), cursor: 41 },
  ],
};

function closed(number: number, parts: Partial<RoastHeader> = {}): StoredRoast {
  const [startUs, endUs] = [MonoUs(0), MonoUs(9_000_000)];
  const span = { sourceIds: [builtSourceId], streams: [builtStream], startUs, endUs };
  return { header: buildRoastHeader(number, { closeReason: 'operator', ...parts }), span };
}

async function save(store: RoastStore, roast: StoredRoast): Promise<void> {
  await store.saveRoast(roast, buildOutboxEvent(roast.header));
}

/** The part of the roast store's suite about closed roasts as records and files of their own. */
export function describeKeptRoasts(made: () => StoreUnderTest<RoastStore>): void {
  keeping(made);
  changing(made);
  filing(made);
}

function keeping(made: () => StoreUnderTest<RoastStore>): void {
  const { id } = buildRoastHeader(1);

  it('names what is closed and not kept, oldest first', async () => {
    const { store } = made();
    await save(store, closed(2));
    await save(store, closed(1));
    await save(store, closed(3, { closeReason: null }));
    const unkept = async (): Promise<string[]> =>
      (await store.unkeptRoasts(1, 9)).map(({ header }) => header.title);
    expect(await unkept()).toEqual(['Roast 1', 'Roast 2']);
    await store.keepRoast({ id, revision: 1, summary, readings: kept });
    expect(await unkept()).toEqual(['Roast 2']);
    expect(await store.unkeptRoasts(2, 1)).toHaveLength(1);
    expect(await store.unkeptRoasts(2, 9)).toHaveLength(2);
  });

  it('gives back the readings of a roast exactly, across restarts', async () => {
    const { store, reopen } = made();
    await save(store, closed(1));
    expect(await store.keptReadings(id)).toBeNull();
    expect(await store.keptExtent(id)).toBeNull();
    await store.keepRoast({ id, revision: 1, summary, readings: kept });
    const positive = JSON.parse(JSON.stringify(kept));
    const { readings, ...span } = kept;
    for (const each of [store, await reopen()]) {
      expect(await each.keptExtent(id)).toEqual({ ...span, points: readings.length });
      expect(JSON.parse(JSON.stringify(await each.keptReadings(id)))).toEqual(positive);
    }
  });

  it('lists a roast with its summary', async () => {
    const { store } = made();
    await save(store, closed(1));
    expect((await store.listRoasts({ limit: 1 }))[0]?.summary).toBeNull();
    await store.keepRoast({ id, revision: 1, summary, readings: kept });
    expect((await store.listRoasts({ limit: 1 }))[0]?.summary).toEqual(summary);
  });

  it('keeps an import without readings', async () => {
    const { store } = made();
    const record = buildRoastRecord(5);
    await store.importRoast(record, buildOutboxEvent(record, 'roast.imported'));
    expect(await store.unkeptRoasts(1, 9)).toHaveLength(1);
    await store.keepRoast({ id: record.id, revision: 1, summary, readings: null });
    expect(await store.unkeptRoasts(1, 9)).toEqual([]);
    expect(await store.keptReadings(record.id)).toBeNull();
  });

  it('says whose readings reach into a stretch of a source', async () => {
    const { store } = made();
    await save(store, closed(1));
    await store.keepRoast({ id, revision: 1, summary, readings: kept });
    const spans = (sourceId: typeof otherSource, fromUs: number, toUs: number) =>
      store.keptSpans(sourceId, MonoUs(fromUs), MonoUs(toUs));
    const { readings: _, ...span } = kept;
    expect(await spans(builtSourceId, 9_000_000, 9_500_000)).toEqual([{ roastId: id, ...span }]);
    expect(await spans(builtSourceId, 9_000_001, 9_500_000)).toEqual([]);
    expect(await spans(otherSource, 0, 9_500_000)).toEqual([]);
  });
}

function changing(made: () => StoreUnderTest<RoastStore>): void {
  const { id } = buildRoastHeader(1);

  it('refuses to keep another revision, a roast that goes on, and one that is not there', async () => {
    const { store } = made();
    const keep = (revision: number) => store.keepRoast({ id, revision, summary, readings: kept });
    await expect(keep(1)).rejects.toSatisfy(isConflict);
    await save(store, closed(1, { closeReason: null }));
    await expect(keep(1)).rejects.toSatisfy(isConflict);
    await save(store, closed(1, { revision: 2 }));
    await expect(keep(1)).rejects.toSatisfy(isConflict);
    expect(await store.keptReadings(id)).toBeNull();
    await keep(2);
    expect(await store.keptReadings(id)).not.toBeNull();
  });

  it('asks for a roast again when it changed, and still holds its readings meanwhile', async () => {
    const { store } = made();
    await save(store, closed(1));
    await store.keepRoast({ id, revision: 1, summary, readings: kept });
    await save(store, closed(1, { revision: 2, title: 'Corrected' }));
    expect((await store.listRoasts({ limit: 1 }))[0]?.summary).toBeNull();
    expect(await store.unkeptRoasts(1, 9)).toHaveLength(1);
    expect((await store.keptReadings(id))?.readings).toHaveLength(kept.readings.length);
    await store.keepRoast({ id, revision: 2, summary, readings: null });
    expect((await store.keptReadings(id))?.readings).toHaveLength(kept.readings.length);
  });

  it('replaces the readings of a roast that are kept again', async () => {
    const { store } = made();
    await save(store, closed(1));
    await store.keepRoast({ id, revision: 1, summary, readings: kept });
    const more = { ...kept, readings: kept.readings.slice(0, 2), throughCursor: 50 };
    await store.keepRoast({ id, revision: 1, summary, readings: more });
    await store.keepRoast({ id, revision: 1, summary, readings: more });
    expect(await store.keptReadings(id)).toEqual(more);
  });
}

function filing(made: () => StoreUnderTest<RoastStore>): void {
  const { id } = buildRoastHeader(1);

  it('names the recorded roasts that are not saved in a folder in their present revision', async () => {
    const { store, reopen } = made();
    await save(store, closed(2));
    await save(store, closed(1));
    await save(store, closed(3, { closeReason: null }));
    const record = buildRoastRecord(4);
    await store.importRoast(record, buildOutboxEvent(record, 'roast.imported'));
    const ids = [1, 2].map((number) => buildRoastHeader(number).id);
    expect(await store.roastsToFile('/a', 9)).toEqual(ids);
    expect(await store.roastsToFile('/a', 1)).toEqual(ids.slice(0, 1));
    const filed = { roastId: id, revision: 1, folder: '/a', name: 'a.alog', digest: 'd' };
    expect(await store.filedRoast(id)).toBeNull();
    await store.saveFiledRoast(filed);
    expect(await (await reopen()).filedRoast(id)).toEqual(filed);
    expect(await store.roastsToFile('/a', 9)).toEqual(ids.slice(1));
    expect(await store.roastsToFile('/b', 9)).toEqual(ids);
    await save(store, closed(1, { revision: 2 }));
    expect(await store.roastsToFile('/a', 9)).toEqual(ids);
  });

  it('remembers what a person chose, across restarts', async () => {
    const { store, reopen } = made();
    expect(await store.settings()).toEqual(defaultSettings);
    const chosen = { ...defaultSettings, autosaveFolder: '/roasts', keepReadingsDays: 30 };
    await store.saveSettings({ ...chosen, keepReadingsDays: 7 });
    await store.saveSettings(chosen);
    expect(await store.settings()).toEqual(chosen);
    expect(await (await reopen()).settings()).toEqual(chosen);
  });
}
