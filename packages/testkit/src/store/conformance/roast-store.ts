import { type Machine, MonoUs, makeId, WallMs } from '@artisan-ts/domain';
import type { ClockAnchor, RoastStore } from '@artisan-ts/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildMachine, builtMachineId, builtSourceId } from '#build/machine.ts';
import { describeKeptRoasts } from '#store/conformance/kept-roasts.ts';
import { describeLeverEvents } from '#store/conformance/lever-events.ts';
import { describeRecords } from '#store/conformance/records.ts';
import { describeRoasts } from '#store/conformance/roasts.ts';
import type { StoreUnderTest } from '#store/conformance/store-under-test.ts';

/** What every roast store promises, as a suite: run it with the way to make an empty one. */
export function describeRoastStore(makeStore: () => Promise<StoreUnderTest<RoastStore>>): void {
  describe('a roast store', () => {
    let made: StoreUnderTest<RoastStore>;
    beforeEach(async () => {
      made = await makeStore();
    });
    afterEach(() => made.dispose());

    describe('machines', () => {
      describeMachines(() => made);
    });
    describe('what makes restarts and repetitions safe', () => {
      describeContinuity(() => made);
    });
    describe('roasts', () => {
      describeRoasts(() => made);
    });
    describe('kept roasts', () => {
      describeKeptRoasts(() => made);
    });
    describe('coffees, lots and cuppings', () => {
      describeRecords(() => made);
    });
    describe('lever events', () => {
      describeLeverEvents(() => made);
    });
  });
}

function describeMachines(made: () => StoreUnderTest<RoastStore>): void {
  const second = buildMachine({ id: makeId('machine', 'b'.repeat(32)), name: 'Second drum' });

  it('keeps machines whole, across restarts', async () => {
    const { store, reopen } = made();
    await store.saveMachine(buildMachine());
    await store.saveMachine(second);
    const byId = (machines: readonly Machine[]): Machine[] =>
      [...machines].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(await store.machines())).toEqual([buildMachine(), second]);
    expect(byId(await (await reopen()).machines())).toEqual([buildMachine(), second]);
  });

  it('replaces a machine that is saved again', async () => {
    const { store } = made();
    await store.saveMachine(buildMachine());
    const renamed = buildMachine({ name: 'Renamed', configuration: { closeAfterDropS: 60 } });
    await store.saveMachine(renamed);
    expect(await store.machines()).toEqual([renamed]);
  });

  it('forgets a machine that is removed', async () => {
    const { store } = made();
    await store.saveMachine(buildMachine());
    await store.saveMachine(second);
    await store.removeMachine(builtMachineId);
    expect(await store.machines()).toEqual([second]);
  });
}

function describeContinuity(made: () => StoreUnderTest<RoastStore>): void {
  const anchor: ClockAnchor = {
    sourceId: builtSourceId,
    systemBoot: 'boot-a',
    systemMonoUs: MonoUs(123_456_789),
    systemWallMs: WallMs(1_767_254_400_000),
    sourceMonoUs: MonoUs(42),
    sourceWallMs: WallMs(1_767_254_400_007),
    rate: 2.5,
  };

  it('keeps the newest clock anchor of a source, across restarts', async () => {
    const { store, reopen } = made();
    expect(await store.clockAnchor(builtSourceId)).toBeNull();
    await store.saveClockAnchor(anchor);
    const moved = { ...anchor, systemBoot: 'boot-b', rate: 1 };
    await store.saveClockAnchor(moved);
    expect(await store.clockAnchor(builtSourceId)).toEqual(moved);
    expect(await (await reopen()).clockAnchor(builtSourceId)).toEqual(moved);
  });

  it('remembers what was answered to a request', async () => {
    const { store, reopen } = made();
    const answer = { requestDigest: 'abc', status: 201, body: '{"ok":true}' };
    expect(await store.idempotentAnswer('key-1')).toBeNull();
    await store.saveIdempotentAnswer('key-1', answer);
    expect(await store.idempotentAnswer('key-1')).toEqual(answer);
    expect(await store.idempotentAnswer('key-2')).toBeNull();
    expect(await (await reopen()).idempotentAnswer('key-1')).toEqual(answer);
  });
}
