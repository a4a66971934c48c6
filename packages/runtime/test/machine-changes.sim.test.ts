import { describe, expect, it } from 'vitest';
import { press } from './people.ts';
import { World } from './world.ts';

async function worldWithDrum() {
  const world = new World();
  await world.start();
  const { id, machine } = await world.addMachine('drum');
  await world.run(5);
  return { world, id, machine };
}

describe('changes of a machine that come at the same moment', () => {
  it('are made one after the other: its device is read once', async () => {
    const { world, id } = await worldWithDrum();
    const { machines } = world.station;
    const changes = [2, 3].map((clockRate) => machines.change(id, { clockRate }));
    expect(await world.ask(Promise.all(changes))).toMatchObject([{ ok: true }, { ok: true }]);
    const before = world.samples().length;
    await world.run(20);
    const boots = new Set(
      world
        .samples()
        .slice(before)
        .map(({ boot }) => boot),
    );
    expect(boots.size).toBe(1);
    expect(machines.get(id)?.clockRate).toBe(3);
  });

  it('leave nothing of a machine that was removed', async () => {
    const { world, id } = await worldWithDrum();
    const { machines } = world.station;
    const [changed, removed] = await world.ask(
      Promise.all([machines.change(id, { clockRate: 2 }), machines.remove(id)]),
    );
    expect([changed.ok, removed.ok]).toEqual([true, true]);
    expect([machines.list(), await world.roasts.machines()]).toEqual([[], []]);
    const before = world.samples().length;
    await world.run(10);
    expect(world.samples().length).toBe(before);
  });

  it('keep both what its batches are and what it is read by, after a restart too', async () => {
    const { world, id } = await worldWithDrum();
    const { machines } = world.station;
    const done = [
      machines.change(id, { clockRate: 2 }),
      machines.setUp(id, { person: 'Ada' }),
      machines.change(id, { name: 'Drum 1' }),
    ];
    await world.ask(Promise.all(done));
    world.crash();
    await world.restart();
    const { name, clockRate, setup } = world.station.machines.get(id) ?? {};
    expect([name, clockRate, setup?.person]).toEqual(['Drum 1', 2, 'Ada']);
  });

  it('are refused when a roast begins before the device has let go, and the roast goes on', async () => {
    const { world, id, machine } = await worldWithDrum();
    await world.run(60);
    machine.charge(world.clock.monoUs());
    const changing = world.station.machines.change(id, { clockRate: 2 });
    const roast = await press(world, id, 'charge');
    expect(await world.ask(changing)).toMatchObject({ ok: false, code: 'request.conflict' });
    await world.run(30);
    expect(world.station.machines.get(id)).toMatchObject({ clockRate: 1, roastId: roast.id });
    expect(world.samples().at(-1)?.monoUs).toBeGreaterThan(world.clock.monoUs() - 3e6);
  });
});
