import { ArtisanError, Grams, makeId, WallMs } from '@artisan-ts/domain';
import type { RecordQuery, RoastStore } from '@artisan-ts/runtime';
import { expect, it } from 'vitest';
import { buildCoffee, buildCupping, buildLot, buildSheet } from '#build/records.ts';
import { buildOutboxEvent, buildRoastHeader } from '#build/roast.ts';
import type { StoreUnderTest } from '#store/conformance/store-under-test.ts';

const isConflict = (error: unknown): boolean => ArtisanError.is(error, 'request.conflict');

/** The part of the roast store's suite about what people keep and edit. */
export function describeRecords(made: () => StoreUnderTest<RoastStore>): void {
  kept(made);
  listed(made);
  used(made);
}

function kept(made: () => StoreUnderTest<RoastStore>): void {
  it('keeps coffees, lots and cuppings whole, across restarts', async () => {
    const { store, reopen } = made();
    const coffee = buildCoffee(1, { name: 'Yirga "G1"', origin: '埃塞俄比亚', notes: 'a\nb' });
    const lot = buildLot(1, { receivedOn: '2026-03-31', moisturePct: 11.2, waterActivity: 0.55 });
    const cupping = buildCupping(1);
    await store.saveRecord('coffee', coffee);
    await store.saveRecord('lot', lot);
    await store.saveRecord('cupping', cupping);
    for (const each of [store, await reopen()]) {
      expect(await each.record('coffee', coffee.id)).toEqual(coffee);
      expect(await each.record('lot', lot.id)).toEqual(lot);
      expect(await each.record('cupping', cupping.id)).toEqual(cupping);
    }
    expect(await store.record('lot', coffee.id)).toBeNull();
  });

  it('accepts only the next revision of a record', async () => {
    const { store } = made();
    const save = (revision: number, name: string) =>
      store.saveRecord('coffee', buildCoffee(1, { revision, name }));
    await expect(save(2, 'Early')).rejects.toSatisfy(isConflict);
    await save(1, 'First');
    await expect(save(1, 'Again')).rejects.toSatisfy(isConflict);
    const outcomes = await Promise.allSettled([save(2, 'A'), save(2, 'B')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await store.record('coffee', buildCoffee(1).id))?.name).toBe('A');
  });

  it('keeps the last sheet of each taster, item and round, across restarts', async () => {
    const { store, reopen } = made();
    await store.saveSheet(buildSheet(2, { round: 1, notes: 'second round' }));
    await store.saveSheet(buildSheet(1, { scores: { flavor: 7 } }));
    await store.saveSheet(buildSheet(1, { scores: { flavor: 7.25 }, cups: { taint: [0, 4] } }));
    await store.saveSheet(buildSheet(2, { descriptors: { aroma: ['Floral'] } }));
    const expected = [
      buildSheet(1, { scores: { flavor: 7.25 }, cups: { taint: [0, 4] } }),
      buildSheet(2, { descriptors: { aroma: ['Floral'] } }),
      buildSheet(2, { round: 1, notes: 'second round' }),
    ];
    for (const each of [store, await reopen()]) {
      expect(await each.sheets(buildCupping(1).id)).toEqual(expected);
      expect(await each.sheets(buildCupping(2).id)).toEqual([]);
    }
  });
}

function listed(made: () => StoreUnderTest<RoastStore>): void {
  const namesOf = async (query: Partial<RecordQuery>): Promise<string[]> =>
    (await made().store.listRecords('coffee', { limit: 9, ...query })).map(({ name }) => name);

  it('lists the last made first, page by page, and those that were put away apart', async () => {
    const { store } = made();
    for (const number of [1, 2, 3]) await store.saveRecord('coffee', buildCoffee(number));
    await store.saveRecord('coffee', buildCoffee(2, { revision: 2, isArchived: true }));
    expect(await namesOf({})).toEqual(['Coffee 3', 'Coffee 2', 'Coffee 1']);
    expect(await namesOf({ isArchived: false })).toEqual(['Coffee 3', 'Coffee 1']);
    expect(await namesOf({ isArchived: true })).toEqual(['Coffee 2']);
    expect(await namesOf({ limit: 2 })).toEqual(['Coffee 3', 'Coffee 2']);
    expect(await namesOf({ after: buildCoffee(2).id })).toEqual(['Coffee 1']);
    expect(await store.listRecords('lot', { limit: 9 })).toEqual([]);
  });

  it('finds records by words of any of their texts', async () => {
    const { store } = made();
    await store.saveRecord('coffee', buildCoffee(1, { origin: 'Huila', supplier: 'North & Co' }));
    await store.saveRecord('coffee', buildCoffee(2, { process: 'washed', notes: '100% caturra' }));
    expect(await namesOf({ search: 'huila north' })).toEqual(['Coffee 1']);
    expect(await namesOf({ search: 'CATURRA 100%' })).toEqual(['Coffee 2']);
    expect(await namesOf({ search: '100_' })).toEqual([]);
  });

  it('finds the lots of a coffee and the cuppings of a roast', async () => {
    const { store } = made();
    await store.saveRecord('lot', buildLot(1));
    await store.saveRecord('lot', buildLot(2, { coffeeId: buildCoffee(2).id }));
    const about = (id: string) => ({ limit: 9, about: id });
    const found = await store.listRecords('lot', about(buildCoffee(2).id));
    expect(found.map(({ name }) => name)).toEqual(['Lot 2']);
    const roastId = buildRoastHeader(1).id;
    const sample = { id: makeId('sample', 'a'.repeat(32)), name: '', roastId, lotId: null };
    await store.saveRecord('cupping', buildCupping(1, { samples: [sample] }));
    await store.saveRecord('cupping', buildCupping(2));
    expect(await store.listRecords('cupping', about(roastId))).toHaveLength(1);
  });

  it('does not tell by a search what is in a blind cup', async () => {
    const { store } = made();
    const sample = {
      id: makeId('sample', 'a'.repeat(32)),
      name: 'Geisha',
      roastId: null,
      lotId: null,
    };
    await store.saveRecord('cupping', buildCupping(1, { samples: [sample] }));
    expect(await store.listRecords('cupping', { limit: 9, search: 'geisha' })).toEqual([]);
  });
}

function used(made: () => StoreUnderTest<RoastStore>): void {
  it('counts what was roasted of a lot from the roasts themselves', async () => {
    const { store, reopen } = made();
    const lotId = buildLot(1).id;
    const save = async (number: number, greenG: number | null, revision = 1) => {
      const mass = greenG === null ? null : Grams(greenG);
      const header = buildRoastHeader(number, { lotId, greenG: mass, revision });
      await store.saveRoast({ header, span: null }, buildOutboxEvent(header));
    };
    await save(1, 1000);
    await save(2, 250.5);
    await save(3, null);
    const other = buildRoastHeader(4, { greenG: Grams(77) });
    await store.saveRoast({ header: other, span: null }, buildOutboxEvent(other));
    await save(1, 900, 2);
    const gone = buildRoastHeader(5, { lotId, greenG: Grams(5000), deletedWallMs: WallMs(1) });
    await store.saveRoast({ header: gone, span: null }, buildOutboxEvent(gone));
    const expected = [
      { roasts: 3, greenG: 1150.5, unweighed: 1 },
      { roasts: 0, greenG: 0, unweighed: 0 },
    ];
    for (const each of [store, await reopen()]) {
      expect(await each.lotUses([lotId, buildLot(2).id])).toEqual(expected);
    }
  });
}
