import { MonoUs, makeId, usPerMs, usPerSecond, WallMs } from '@artisan-ts/domain';
import type { LeverEvent, RoastStore } from '@artisan-ts/runtime';
import { expect, it } from 'vitest';
import { builtMachineId } from '#build/machine.ts';
import type { StoreUnderTest } from '#store/conformance/store-under-test.ts';

function leverAt(timeS: number, lever: string, value: number): LeverEvent {
  const atUs = MonoUs(timeS * usPerSecond);
  const wallMs = WallMs(atUs / usPerMs);
  return { machineId: builtMachineId, lever, atUs, wallMs, value, state: 'logged' };
}

/** The part of the roast store's suite about levers. */
export function describeLeverEvents(made: () => StoreUnderTest<RoastStore>): void {
  it('gives the changes of a span by time, both ends included', async () => {
    const { store } = made();
    const events = [10, 20, 30, 40].map((timeS) => leverAt(timeS, 'burner', timeS));
    for (const event of events) await store.appendLeverEvent(event);
    const found = await store.leverEvents(builtMachineId, MonoUs(10_000_000), MonoUs(30_000_000));
    expect(found).toEqual(events.slice(0, 3));
  });

  it('puts the last change of each lever before the span in front', async () => {
    const { store, reopen } = made();
    for (const event of [
      leverAt(1, 'air', 20),
      leverAt(2, 'burner', 40),
      leverAt(3, 'air', 30),
      leverAt(10, 'burner', 60),
      leverAt(11, 'air', 45),
    ]) {
      await store.appendLeverEvent(event);
    }
    const expected = [leverAt(2, 'burner', 40), leverAt(3, 'air', 30), leverAt(10, 'burner', 60)];
    const [fromUs, toUs] = [MonoUs(5_000_000), MonoUs(10_000_000)];
    expect(await store.leverEvents(builtMachineId, fromUs, toUs)).toEqual(expected);
    expect(await (await reopen()).leverEvents(builtMachineId, fromUs, toUs)).toEqual(expected);
  });

  it('keeps the levers of machines apart', async () => {
    const { store } = made();
    const other = makeId('machine', 'c'.repeat(32));
    await store.appendLeverEvent({ ...leverAt(1, 'burner', 10), machineId: other });
    await store.appendLeverEvent(leverAt(2, 'burner', 20));
    const found = await store.leverEvents(builtMachineId, MonoUs(0), MonoUs(9_000_000));
    expect(found).toEqual([leverAt(2, 'burner', 20)]);
  });
}
