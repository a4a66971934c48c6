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

describe('levers that are logged by hand', () => {
  const gas = { id: 'gas', label: 'Gas', unit: 'kPa', min: 0, max: 5, step: 0.1 } as const;
  const air = { id: 'air', label: 'Air', unit: '%', min: 0, max: 100, step: 5 } as const;

  async function withGas() {
    const scene = await worldWithDrum();
    const { machines } = scene.world.station;
    const change = (body: Parameters<typeof machines.change>[1]) =>
      scene.world.ask(machines.change(scene.id, body));
    const added = await change({ levers: [gas] });
    if (!added.ok) throw new Error(added.message);
    return { ...scene, machines, change, added: added.value };
  }

  it('are added to a machine that is read, beside its own, without a gap and as the same machine', async () => {
    const { world, id, machines, added } = await withGas();
    expect(added.levers.map(({ id: lever, mode }) => [lever, mode])).toEqual([
      ['burner', 'commanded'],
      ['gas', 'logged'],
    ]);
    const { boot } = world.samples()[0] ?? {};
    await world.run(10);
    expect(new Set(world.samples().map((sample) => sample.boot))).toEqual(new Set([boot]));
    expect(await world.ask(machines.setLever(id, { lever: 'gas', value: 2.5 }))).toMatchObject({
      ok: true,
    });
    world.crash();
    await world.restart();
    expect(world.station.machines.get(id)).toMatchObject({
      configurationId: added.configurationId,
      levers: added.levers,
    });
    expect(await world.leversInForce()).toEqual([['gas', 2.5]]);
  });

  it('are the same machine when one more comes, and another when one means another unit', async () => {
    const { world, id, machines, change, added } = await withGas();
    await world.ask(machines.setLever(id, { lever: 'gas', value: 2.5 }));
    const more = await change({ levers: [gas, air] });
    expect(more).toMatchObject({ ok: true, value: { configurationId: added.configurationId } });
    expect(await world.leversInForce()).toEqual([['gas', 2.5]]);
    await world.run(5);
    const other = await change({ levers: [{ ...gas, unit: '%', max: 100 }, air] });
    if (!other.ok) throw new Error(other.message);
    expect(other.value.configurationId).not.toBe(added.configurationId);
    // 2.5 kPa are not 2.5 %.
    expect(await world.leversInForce()).toEqual([]);
    expect(await change({ levers: [] })).toMatchObject({
      ok: true,
      value: { levers: [{ id: 'burner' }] },
    });
  });

  it('cannot take the place of one that the device has, and not change while a roast goes on', async () => {
    const { world, id, change } = await withGas();
    const burner = { ...gas, id: 'burner' };
    expect(await change({ levers: [burner] })).toMatchObject({ ok: false, code: 'input.invalid' });
    await press(world, id, 'charge');
    const refused = await change({ levers: [gas, air] });
    expect(refused).toMatchObject({ ok: false, code: 'request.conflict' });
    expect(refused).toHaveProperty('message', expect.stringContaining('other levers'));
  });
});
