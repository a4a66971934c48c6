import { ArtisanError, MonoUs, makeId, type RoastHeader, WallMs } from '@artisan-ts/domain';
import type { RoastStore, StoredRoast } from '@artisan-ts/runtime';
import { expect, it } from 'vitest';
import { builtMachineId, builtSourceId, builtStream, loggedBurner } from '#build/machine.ts';
import { buildMarks, buildOutboxEvent, buildRoastHeader, buildRoastRecord } from '#build/roast.ts';
import type { StoreUnderTest } from '#store/conformance/store-under-test.ts';

function recorded(number: number, parts: Partial<RoastHeader> = {}): StoredRoast {
  const startUs = MonoUs(number * 1_000_000);
  const span = { sourceIds: [builtSourceId], streams: [builtStream], startUs, endUs: null };
  return { header: buildRoastHeader(number, parts), span };
}

async function save(store: RoastStore, roast: StoredRoast): Promise<void> {
  await store.saveRoast(roast, buildOutboxEvent(roast.header));
}

const isConflict = (error: unknown): boolean => ArtisanError.is(error, 'request.conflict');

/** The part of the roast store's suite about roasts. */
export function describeRoasts(made: () => StoreUnderTest<RoastStore>): void {
  recordedRoasts(made);
  importedRoasts(made);
  listedRoasts(made);
}

function recordedRoasts(made: () => StoreUnderTest<RoastStore>): void {
  it('keeps a roast whole, across restarts', async () => {
    const { store, reopen } = made();
    const roast = recorded(1, {
      marks: buildMarks({ charge: 60.25, drop: 705 }),
      levers: [loggedBurner],
      leverChanges: [{ lever: 'burner', timeS: -3.5, value: 45, state: 'logged' }],
      notes: [{ id: makeId('note', '1'.repeat(32)), timeS: 12.5, text: 'smells of "hay", 干草' }],
    });
    await save(store, roast);
    expect(await store.roast(roast.header.id)).toEqual(roast);
    expect(await (await reopen()).roast(roast.header.id)).toEqual(roast);
  });

  it('knows no roast that was never stored', async () => {
    expect(await made().store.roast(buildRoastHeader(7).id)).toBeNull();
  });

  it('accepts only the next revision', async () => {
    const { store } = made();
    await expect(save(store, recorded(1, { revision: 2 }))).rejects.toSatisfy(isConflict);
    await save(store, recorded(1));
    await expect(save(store, recorded(1))).rejects.toSatisfy(isConflict);
    await expect(save(store, recorded(1, { revision: 3 }))).rejects.toSatisfy(isConflict);
    await save(store, recorded(1, { revision: 2, title: 'Second' }));
    expect((await store.roast(buildRoastHeader(1).id))?.header.title).toBe('Second');
  });

  it('lets one of two writers of the same revision win', async () => {
    const { store } = made();
    await save(store, recorded(1));
    const outcomes = await Promise.allSettled([
      save(store, recorded(1, { revision: 2, title: 'A' })),
      save(store, recorded(1, { revision: 2, title: 'B' })),
    ]);
    expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = outcomes[0]?.status === 'fulfilled' ? 'A' : 'B';
    expect((await store.roast(buildRoastHeader(1).id))?.header.title).toBe(winner);
  });

  it('finds the roasts of a machine by their place on the axis, whatever the clock said', async () => {
    const { store, reopen } = made();
    const never = MonoUs(Number.MAX_SAFE_INTEGER);
    const closed = (number: number, endS: number, deletedWallMs?: WallMs): StoredRoast => {
      const startedWallMs = WallMs(2e12 - endS);
      const deleted = deletedWallMs === undefined ? {} : { deletedWallMs };
      const { header, span } = recorded(number, {
        closeReason: 'operator',
        startedWallMs,
        ...deleted,
      });
      return { header, span: span && { ...span, endUs: MonoUs(endS * 1e6) } };
    };
    const [early, deleted, late] = [closed(1, 100), closed(2, 200, WallMs(1)), closed(3, 300)];
    for (const roast of [late, early, deleted]) await save(store, roast);
    await save(store, recorded(4));
    await save(store, recorded(5, { machineId: makeId('machine', 'c'.repeat(32)) }));
    for (const each of [store, await reopen()]) {
      const from = (fromUs: MonoUs) => each.roastsFrom(builtMachineId, fromUs);
      expect(await from(never)).toEqual([late, recorded(4)]);
      expect(await from(MonoUs(200e6))).toEqual([deleted, late, recorded(4)]);
      expect(await from(MonoUs(0))).toEqual([early, deleted, late, recorded(4)]);
    }
  });
}

function importedRoasts(made: () => StoreUnderTest<RoastStore>): void {
  const record = buildRoastRecord(5, {
    gaps: [{ fromS: 1, toS: 2 }],
    foreign: { format: 'alog', text: "{'title': 'a'}" },
  });
  const { curves, gaps, foreign, ...header } = record;

  it('keeps the curves of an imported roast beside its header', async () => {
    const { store, reopen } = made();
    await store.importRoast(record, buildOutboxEvent(header, 'roast.imported'));
    for (const each of [store, await reopen()]) {
      expect(await each.roast(record.id)).toEqual({ header, span: null });
      expect(await each.importedParts(record.id)).toEqual({ curves, gaps, foreign });
    }
  });

  it('imports a roast once', async () => {
    const { store } = made();
    const event = buildOutboxEvent(header, 'roast.imported');
    await store.importRoast(record, event);
    await expect(store.importRoast(record, event)).rejects.toSatisfy(isConflict);
  });

  it('keeps the curves when the header of an imported roast changes', async () => {
    const { store } = made();
    await store.importRoast(record, buildOutboxEvent(header, 'roast.imported'));
    await save(store, { header: { ...header, revision: 2, beans: 'Sidamo' }, span: null });
    expect((await store.roast(record.id))?.header.beans).toBe('Sidamo');
    expect((await store.importedParts(record.id))?.curves).toEqual(curves);
  });

  it('has no stored curves for a recorded roast', async () => {
    const { store } = made();
    await save(store, recorded(1));
    expect(await store.importedParts(buildRoastHeader(1).id)).toBeNull();
  });
}

function listedRoasts(made: () => StoreUnderTest<RoastStore>): void {
  const titlesOf = async (query: Parameters<RoastStore['listRoasts']>[0]): Promise<string[]> =>
    (await made().store.listRoasts(query)).map(({ header }) => header.title);

  it('lists the newest roast first, page by page', async () => {
    const { store } = made();
    for (const number of [1, 2, 3]) await save(store, recorded(number));
    expect(await titlesOf({ limit: 2 })).toEqual(['Roast 3', 'Roast 2']);
    expect(await titlesOf({ limit: 2, after: buildRoastHeader(2).id })).toEqual(['Roast 1']);
  });

  it('numbers closings in the order of events, page by page', async () => {
    const { store } = made();
    for (const number of [1, 2, 3]) {
      const roast = recorded(number);
      const kind = number === 2 ? 'roast.opened' : 'roast.closed';
      await store.saveRoast(roast, buildOutboxEvent(roast.header, kind));
    }
    const all = await store.closings(0, 0, 9);
    expect(all.map(({ roastId, revision }) => [roastId, revision])).toEqual([
      [buildRoastHeader(1).id, 1],
      [buildRoastHeader(3).id, 1],
    ]);
    expect(await store.closings(0, 0, 1)).toEqual(all.slice(0, 1));
    expect(await store.closings(0, all[0]?.number ?? 0, 9)).toEqual(all.slice(1));
    expect(await store.closings(Number.MAX_SAFE_INTEGER, 0, 9)).toEqual([]);
  });

  it('finds roasts by words of title, beans and machine in any case', async () => {
    const { store } = made();
    await save(store, recorded(1, { title: 'Kenya 100%', beans: 'Nyeri AA', machineName: 'Left' }));
    await save(store, recorded(2, { title: 'Brazil', beans: 'Cerrado', machineName: 'Left' }));
    const search = (words: string): Promise<string[]> => titlesOf({ limit: 9, search: words });
    expect(await search('nyeri')).toEqual(['Kenya 100%']);
    expect(await search('left')).toEqual(['Brazil', 'Kenya 100%']);
    expect(await search('100%')).toEqual(['Kenya 100%']);
    expect(await search('100_')).toEqual([]);
    expect(await search('guatemala')).toEqual([]);
  });

  it('lists what is deleted apart, finds it by its id, and forgets it for good when it is old', async () => {
    const { store, reopen } = made();
    for (const number of [1, 2, 3])
      await save(store, recorded(number, { closeReason: 'operator' }));
    await store.importRoast(buildRoastRecord(4), buildOutboxEvent(buildRoastRecord(4)));
    for (const [number, deletedAtMs] of [
      [1, 1000],
      [2, 2000],
    ] as const) {
      const { header, span } = recorded(number, { closeReason: 'operator' });
      const deleted = { ...header, revision: 2, deletedWallMs: WallMs(deletedAtMs) };
      await save(store, { header: deleted, span });
    }
    expect(await titlesOf({ limit: 9 })).not.toContain('Roast 1');
    expect(await titlesOf({ limit: 9, deleted: true })).toEqual(['Roast 2', 'Roast 1']);
    expect(await titlesOf({ limit: 9, machineId: builtMachineId })).not.toContain('Roast 2');
    const id = buildRoastHeader(1).id;
    expect((await store.roast(id))?.header.deletedWallMs).toBe(1000);
    expect(await store.forgetDeleted(2000)).toEqual([id]);
    expect(await store.forgetDeleted(2000)).toEqual([]);
    const again = await reopen();
    expect(await again.roast(id)).toBeNull();
    expect(await titlesOf({ limit: 9, deleted: true })).toEqual(['Roast 2']);
  });

  it('forgets a deleted import with its curves', async () => {
    const { store } = made();
    const record = buildRoastRecord(1);
    const { curves: _, gaps: __, foreign: ___, ...header } = record;
    await store.importRoast(record, buildOutboxEvent(header, 'roast.imported'));
    const deleted = { ...header, revision: header.revision + 1, deletedWallMs: WallMs(5) };
    await save(store, { header: deleted, span: null });
    expect(await store.forgetDeleted(6)).toEqual([record.id]);
    expect(await store.importedParts(record.id)).toBeNull();
    await store.importRoast(record, buildOutboxEvent(header, 'roast.imported'));
    expect((await store.importedParts(record.id))?.curves).toEqual(record.curves);
  });

  it('lists the roasts of one machine', async () => {
    const { store } = made();
    await save(store, recorded(1));
    await save(store, recorded(2, { machineId: makeId('machine', 'c'.repeat(32)) }));
    expect(await titlesOf({ limit: 9, machineId: builtMachineId })).toEqual(['Roast 1']);
  });
}
