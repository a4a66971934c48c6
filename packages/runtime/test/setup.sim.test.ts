import type { MachineId, RoastId } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { press } from './people.ts';
import { World } from './world.ts';

/** Charges and lets the roast go on for 500 s. */
async function chargeAndRoast(world: World, id: MachineId): Promise<void> {
  const machine = world.machines.get('drum');
  if (machine === undefined) throw new Error('no drum');
  await world.run(60);
  machine.charge(world.clock.monoUs());
  await press(world, id, 'charge');
  await world.run(500);
}

async function drop(world: World, id: MachineId): Promise<RoastId> {
  world.machines.get('drum')?.drop(world.clock.monoUs());
  const roast = await press(world, id, 'drop');
  await world.run(30);
  return roast.id as RoastId;
}

describe('what a batch is', () => {
  it('is said before the charge, and every roast that begins takes it over, after a restart too', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    const said = { profile: 'Filter, light', person: 'Ada', greenG: 1000 };
    const set = await world.ask(world.station.machines.setUp(id, said));
    expect(set).toMatchObject({ value: { setup: { coffeeId: null, lotId: null, ...said } } });
    await chargeAndRoast(world, id);
    const first = await drop(world, id);
    await world.ask(world.station.machines.closeRoast(id));
    world.crash();
    await world.restart();
    await chargeAndRoast(world, id);
    const second = await drop(world, id);
    for (const roastId of [first, second]) {
      expect(await world.station.roasts.get(roastId)).toMatchObject(said);
      const quality = await world.station.quality.get(roastId);
      expect(quality?.corrections).toEqual([]);
    }
    await world.ask(world.station.machines.closeRoast(id));
    for (const [by, label] of [
      ['person', 'Ada'],
      ['profile', 'Filter, light \u00b7 drum'],
    ] as const) {
      const { groups } = await world.station.comparisons.consistency({ by, unit: 'C' });
      expect(groups.map((group) => [group.label, group.batches])).toEqual([[label, 2]]);
    }
  });

  it('is changed while the beans are in the drum, with its history; after drop the next batch is meant', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    await chargeAndRoast(world, id);
    await world.ask(world.station.machines.setUp(id, { person: 'Ada' }));
    await world.ask(world.station.machines.setUp(id, { person: 'Ben' }));
    const roastId = await drop(world, id);
    await world.ask(world.station.machines.setUp(id, { person: 'Cleo', profile: 'Dark' }));
    expect(await world.station.roasts.get(roastId)).toMatchObject({ person: 'Ben', profile: '' });
    const quality = await world.station.quality.get(roastId);
    expect(quality?.corrections.map(({ before, after }) => [before, after])).toEqual([
      ['', 'Ada'],
      ['Ada', 'Ben'],
    ]);
    expect(quality?.originals).toEqual({ person: 'Ada' });
    const [machine] = world.station.machines.list();
    expect(machine?.setup).toMatchObject({ person: 'Cleo', profile: 'Dark' });
  });

  it('is theirs who confirm a charge that was found, when nobody was said to roast', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    await world.run(60);
    world.machines.get('drum')?.charge(world.clock.monoUs());
    await world.run(120);
    const { machines } = world.station;
    const confirm = { kind: 'charge', action: 'confirm' } as const;
    const confirmed = await world.ask(machines.mark(id, confirm, 'Ada'));
    expect(confirmed).toMatchObject({ value: { person: 'Ada' } });
  });

  it('keeps every field of several that are said at once', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    const { machines } = world.station;
    const said = [{ profile: 'Filter' }, { person: 'Ada' }, { greenG: 1000 }];
    await world.ask(Promise.all(said.map((body) => machines.setUp(id, body))));
    const [machine] = machines.list();
    expect(machine?.setup).toMatchObject({ profile: 'Filter', person: 'Ada', greenG: 1000 });
  });

  it('refuses a coffee that is not there, and says nothing of it', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    const coffeeId = `coffee_${'7'.repeat(32)}`;
    const refused = await world.station.machines.setUp(id, { coffeeId, person: 'Ada' });
    expect(refused).toMatchObject({ ok: false, code: 'request.not-found' });
    expect(world.station.machines.list()[0]?.setup.person).toBe('');
  });
});
