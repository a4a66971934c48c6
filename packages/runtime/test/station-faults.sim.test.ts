import type { RoastDto } from '@artisan-ts/contracts';
import { ArtisanError, MonoUs } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { kinds, press } from './people.ts';
import { World } from './world.ts';

/** What a roast says of readings that were lost. */
const lossNotes = (roast: RoastDto | undefined): string[] =>
  roast?.notes.map(({ text }) => text).filter((text) => /lost/.test(text)) ?? [];
const lossWords = [
  expect.stringMatching(/^From here on readings are lost/),
  expect.stringMatching(/^Readings are saved again: [1-9]\d* were lost up to here/),
];

describe('a connection', () => {
  it('that is lost for a minute in mid-roast leaves one roast with one gap and no new mark', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum', { beans: 'software' });
    await world.run(60);
    await press(world, id, 'charge');
    await world.run(200);
    machine.cable = 'pulled';
    await world.run(30);
    expect(world.station.machines.get(id)?.connection).toMatchObject({
      state: 'lost',
      code: 'driver.port-missing',
    });
    await world.run(30);
    machine.cable = 'plugged';
    await world.run(200);
    const roasts = await world.roastsOf(id);
    expect(roasts).toHaveLength(1);
    expect(kinds(roasts[0])).toEqual(['charge', 'turningPoint']);
    const curve = await world.station.roasts.curve(roasts[0]?.id as never, 'ls30');
    expect(curve?.gaps).toHaveLength(1);
    expect(world.station.machines.get(id)?.connection.state).toBe('connected');
    await world.checkPromises();
  });

  it('that does not come back is an alarm with one beginning, however often it is tried', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum', { beans: 'software' });
    await world.run(60);
    await press(world, id, 'charge');
    machine.cable = 'pulled';
    await world.run(10);
    const [first] = world.station.health().findings;
    expect(first).toMatchObject({ severity: 'alarm', code: 'driver.port-missing' });
    for (let tenth = 0; tenth < 300; tenth++) {
      await world.run(0.1);
      const { findings } = world.station.health();
      expect(findings).toHaveLength(1);
      expect(findings[0]?.sinceWallMs).toBe(first?.sinceWallMs);
    }
    machine.cable = 'plugged';
    await world.run(30);
    expect(world.station.health().findings).toEqual([]);
  });

  it('that is silent for 30 s marks nothing, anywhere in the roast', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum', { beans: 'software' });
    await world.run(60);
    await press(world, id, 'charge');
    for (let quarter = 0; quarter < 4; quarter++) {
      await world.run(100);
      machine.cable = 'mute';
      await world.run(30);
      expect(world.station.machines.get(id)?.connection.state).toBe('silent');
      machine.cable = 'plugged';
    }
    await world.run(10);
    expect(world.station.machines.get(id)?.connection.state).toBe('connected');
    const roasts = await world.roastsOf(id);
    expect(roasts).toHaveLength(1);
    expect(kinds(roasts[0])).toEqual(['charge', 'turningPoint']);
    await world.checkPromises();
  });

  it('whose driver has a defect is made again, and recording goes on', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    await world.run(20);
    machine.hasBug = true;
    await world.run(20);
    expect(world.station.machines.get(id)?.connection.state).toBe('connected');
    expect((await world.stored()).length).toBeGreaterThan(37);
    expect(world.station.health().recording.state).toBe('saved');
    await world.checkPromises();
  });
});

describe('a disk', () => {
  it('that fails for two minutes gets everything afterwards, and health says so meanwhile', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    await world.run(60);
    world.disk.fault = 'store.full';
    await world.run(30);
    machine.charge(world.clock.monoUs());
    await world.run(90);
    const { recording } = world.station.health();
    expect(recording.state).toBe('failing');
    expect(recording.message).toMatch(/Free some disk space/);
    expect(recording.lagMs).toBeGreaterThan(100_000);
    world.disk.fault = null;
    await world.run(59.5);
    expect(world.station.health().recording.state).toBe('saved');
    expect(await world.stored()).toHaveLength(world.samples().length);
    expect(kinds((await world.roastsOf(id))[0])).toEqual(['charge', 'turningPoint']);
    await world.checkPromises();
  });

  it('that takes no mark says so to the person, shows the mark, and has it later', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(60);
    world.disk.fault = 'store.read-only';
    const answer = await world.ask(
      world.station.machines.mark(id, { kind: 'charge', action: 'set' }),
    );
    expect(answer).toMatchObject({ ok: false, code: 'store.read-only' });
    expect(world.told.some((event) => event.name === 'mark')).toBe(true);
    const codes = () => world.station.health().findings.map(({ code }) => code);
    expect(codes()).toContain('recording.change');
    world.disk.fault = null;
    await world.run(30);
    expect(codes()).toEqual([]);
    const [stored] = await world.roasts.roastsFrom(id, MonoUs(0));
    expect(stored?.header.marks.charge?.state).toBe('confirmed');
    await world.checkPromises();
  });

  it('that takes no lever says so to the person within seconds, and has it later', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(10);
    world.disk.fault = 'store.full';
    const asked = world.station.machines.setLever(id, { lever: 'burner', value: 60 });
    let answer: Awaited<typeof asked> | null = null;
    void asked.then((each) => {
      answer = each;
    });
    await world.run(10);
    expect(answer).toMatchObject({ ok: false, code: 'store.full' });
    world.disk.fault = null;
    await world.run(10);
    expect(world.station.health().findings).toEqual([]);
    await world.checkPromises();
  });

  it('that loses readings of two machines before they are charged is told of in both roasts', async () => {
    const world = new World();
    world.unsavedMax = 20;
    await world.restart();
    const machines = [await world.addMachine('drum'), await world.addMachine('sample')];
    await world.run(60);
    world.disk.fault = 'store.full';
    await world.run(30);
    world.disk.fault = null;
    await world.run(30);
    for (const { id } of machines) {
      expect(lossNotes(await press(world, id, 'charge'))).toEqual(lossWords);
    }
  });

  it('that lost readings before a roast is told of in it, although the program died in between', async () => {
    const world = new World();
    world.unsavedMax = 20;
    await world.restart();
    const { id } = await world.addMachine('drum');
    await world.run(60);
    world.disk.fault = 'store.full';
    await world.run(30);
    world.disk.fault = null;
    await world.run(6);
    world.crash();
    await world.restart();
    await world.run(10);
    expect(lossNotes(await press(world, id, 'charge'))).toEqual(lossWords);
  });

  it('that takes readings again is told of in the roast that lost some, whatever it does with the roast itself', async () => {
    const world = new World();
    world.unsavedMax = 20;
    await world.restart();
    const { id, machine } = await world.addMachine('drum');
    await world.run(60);
    machine.charge(world.clock.monoUs());
    await press(world, id, 'charge');
    await world.run(60);
    world.roasts.saveRoast = async () => {
      throw new ArtisanError('store.locked', 'this file is locked');
    };
    world.disk.fault = 'store.full';
    await world.run(30);
    world.disk.fault = null;
    await world.run(6);
    for (let death = 0; death < 2; death++) {
      world.crash();
      await world.restart();
      await world.run(10);
    }
    const [roast] = await world.roastsOf(id);
    expect(lossNotes(roast)).toEqual(lossWords);
  });

  it('that takes nothing for the whole of a roast leaves a roast that says so', async () => {
    const world = new World();
    world.unsavedMax = 20;
    await world.restart();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(60);
    world.disk.fault = 'store.full';
    await world.run(4000);
    await world.ask(world.station.machines.mark(id, { kind: 'charge', action: 'set' }));
    await world.run(600);
    await world.ask(world.station.machines.mark(id, { kind: 'drop', action: 'set' }));
    await world.ask(world.station.machines.closeRoast(id));
    world.disk.fault = null;
    await world.run(30);
    const [roast] = await world.roastsOf(id);
    expect(roast?.closeReason).toBe('operator');
    expect(lossNotes(roast)).toEqual([lossWords[0]]);
  });

  it('that stalls for a second delays no reading on the screen', async () => {
    const world = new World();
    await world.start();
    await world.addMachine('drum');
    await world.run(20);
    const before = world.samples().length;
    world.disk.stall();
    await world.run(10);
    expect(world.samples().length).toBeGreaterThanOrEqual(before + 9);
    expect(world.station.health().recording.state).toBe('behind');
    world.disk.resume();
    await world.run(2);
    expect(world.station.health().recording.state).toBe('saved');
    await world.checkPromises();
  });

  it.each([
    ['store.locked', 'Close the other program'],
    ['store.read-only', 'Make the data folder writable'],
    ['store.unavailable', 'Trying again'],
  ] as const)(
    'with the fault %s for half a minute holds everything and says what to do',
    async (fault, words) => {
      const world = new World();
      await world.start();
      await world.addMachine('drum');
      await world.run(20);
      world.disk.fault = fault;
      await world.run(30);
      const { recording } = world.station.health();
      expect(recording.state).toBe('failing');
      expect(recording.message).toContain(words);
      world.disk.fault = null;
      await world.run(15.5);
      expect(world.station.health().recording.state).toBe('saved');
      expect(await world.stored()).toHaveLength(world.samples().length);
      await world.checkPromises();
    },
  );

  it('shows with the state of recording what the store found at its start', async () => {
    const world = new World();
    world.storeNotices = ['readings.db was missing from the data folder.'];
    await world.start();
    await world.addMachine('drum');
    await world.run(20);
    expect(world.station.health().recording.message).toBe(
      'Everything is saved. readings.db was missing from the data folder.',
    );
  });
});
