import type { MachineId, RoastId } from '@artisan-ts/domain';
import type { LiveEvent } from '@artisan-ts/runtime';
import { buildRoastRecord } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { press } from './people.ts';
import { World } from './world.ts';

const daysS = 86_400;

async function roasted(): Promise<{ world: World; id: MachineId; roastId: RoastId }> {
  const world = new World();
  await world.start();
  const { id } = await world.addMachine('drum', { beans: 'software' });
  await world.run(60);
  for (const kind of ['charge', 'drop', 'coolEnd'] as const) {
    await press(world, id, kind);
    await world.run(120);
  }
  const [roast] = await world.roastsOf(id);
  return { world, id, roastId: roast?.id as RoastId };
}

const idsOf = async ({ station }: World, deleted: boolean): Promise<string[]> =>
  (await station.roasts.list({ limit: 9, deleted })).items.map(({ id }) => id);

it('a deleted roast leaves the list, is restored whole, and nothing that it holds changes', async () => {
  const { world, roastId } = await roasted();
  const { roasts } = world.station;
  const before = await roasts.get(roastId);
  const curve = await roasts.curve(roastId, 'ls30');
  const deleted = await world.ask(roasts.remove(roastId));
  expect(deleted.ok && deleted.value.deletedWallMs).toBeGreaterThan(0);
  expect([await idsOf(world, false), await idsOf(world, true)]).toEqual([[], [roastId]]);
  await world.restart();
  expect(await idsOf(world, true)).toEqual([roastId]);
  const restored = await world.ask(world.station.roasts.restore(roastId));
  expect(restored.ok && restored.value).toEqual({
    ...before,
    revision: restored.ok && restored.value.revision,
  });
  expect(await world.station.roasts.curve(roastId, 'ls30')).toEqual(curve);
  expect(await idsOf(world, false)).toEqual([roastId]);
  const kinds = world.roasts.outbox.map(({ kind }) => kind);
  expect(kinds.slice(-2)).toEqual(['roast.deleted', 'roast.restored']);
  await world.checkPromises();
});

it('one that goes on is not deleted, and one that is deleted is not changed or reopened', async () => {
  const { world, id, roastId } = await roasted();
  const { roasts } = world.station;
  await world.ask(roasts.remove(roastId));
  for (const answer of [
    await world.ask(roasts.change(roastId, { title: 'x' })),
    await world.ask(roasts.mark(roastId, { kind: 'drop', action: 'undo' })),
  ]) {
    expect(answer).toMatchObject({ ok: false, code: 'request.conflict', roastId });
  }
  const undone = await world.ask(world.station.machines.mark(id, { kind: 'drop', action: 'undo' }));
  expect(undone.ok).toBe(false);
  const going = await press(world, id, 'charge');
  expect(going.id).not.toBe(roastId);
  const refused = await world.ask(roasts.remove(going.id as RoastId));
  expect(refused).toMatchObject({ ok: false, code: 'request.conflict' });
});

it('screens that show it hear that it is deleted, and a newcomer is not shown it', async () => {
  const { world, roastId } = await roasted();
  const heard = async (work: () => Promise<unknown> = async () => undefined) => {
    const seen: LiveEvent[] = [];
    const leave = world.station.live.subscribe((event) => seen.push(event), {});
    await world.run(5);
    await work();
    leave();
    return seen.flatMap((event) => (event.name === 'roast' ? [event.data.roast] : []));
  };
  const told = await heard(() => world.ask(world.station.roasts.remove(roastId)));
  expect(told.map(({ id, deletedWallMs }) => [id, deletedWallMs !== undefined])).toEqual([
    [roastId, false],
    [roastId, true],
  ]);
  expect(await heard()).toEqual([]);
});

it('what is older than single readings are kept is gone for good, its id and its bytes', async () => {
  const { world, id, roastId } = await roasted();
  await world.ask(world.station.machines.remove(id));
  await world.ask(world.station.settings.change({ keepReadingsDays: 7 }));
  await world.ask(world.station.roasts.remove(roastId));
  const off = async (days: number) => {
    world.crash();
    await world.run(days * daysS);
    await world.restart();
    // The first look of the keeper after a start is one that forgets.
    await world.run(10);
  };
  await off(6);
  expect(await idsOf(world, true)).toEqual([roastId]);
  await off(1.2);
  expect(await idsOf(world, true)).toEqual([]);
  expect(await world.station.roasts.get(roastId)).toBeNull();
  expect(await world.roasts.keptReadings(roastId)).toBeNull();
});

it('an import that is stored already names the roast, and one that was deleted comes back', async () => {
  const world = new World();
  await world.start();
  const { roasts } = world.station;
  const record = buildRoastRecord(1, { closeReason: 'operator' });
  expect((await world.ask(roasts.importRecord(record))).ok).toBe(true);
  const again = await world.ask(roasts.importRecord(record));
  expect(again).toMatchObject({ ok: false, code: 'request.conflict', roastId: record.id });
  await world.ask(roasts.remove(record.id));
  const back = await world.ask(roasts.importRecord(record));
  expect(back.ok && back.value).toMatchObject({ id: record.id, title: record.title });
  expect(back.ok && back.value.deletedWallMs).toBeUndefined();
});
