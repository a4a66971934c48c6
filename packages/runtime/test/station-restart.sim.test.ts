import { ArtisanError } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { kinds, press } from './people.ts';
import { World } from './world.ts';

/** Prints with a failure and can be given again: `SEED=7 npx vitest run ...`. */
const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : [1, 2, 3, 4, 5, 6, 7, 8];

describe('a killed station', () => {
  it.each(seeds)('goes on with the same roast, whenever it is killed (seed %i)', async (seed) => {
    const world = new World(seed);
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    const kill = async (): Promise<void> => {
      world.crash();
      await world.run(world.chance.next() * 20);
      await world.restart();
    };
    await world.run(60 + world.chance.next() * 10);
    machine.charge(world.clock.monoUs());
    const killTimes = Array.from({ length: 5 }, () => world.chance.next() * 600).sort(
      (a, b) => a - b,
    );
    let passedS = 0;
    for (const killS of killTimes) {
      await world.run(Math.max(0, killS - passedS));
      await kill();
      passedS = killS;
    }
    await world.run(620 - passedS);
    machine.drop(world.clock.monoUs());
    await world.run(60);
    await kill();
    await world.run(300);

    const roasts = await world.roastsOf(id);
    expect(roasts, `seed ${seed}`).toHaveLength(1);
    // A break that fell into a gap is not seen, and nothing else may appear.
    const allowed = new Set(['charge', 'turningPoint', 'drop']);
    expect(kinds(roasts[0]).filter((kind) => !allowed.has(kind))).toEqual([]);
    for (const mark of roasts[0]?.marks ?? []) {
      const suggestions = mark.history.filter((entry) => entry.action === 'suggest');
      // Noticed once, and placed for good once; a restart adds nothing.
      if (mark.kind === 'charge') expect(suggestions.length, `seed ${seed}`).toBeLessThanOrEqual(2);
      expect(mark.source).toBe('detected');
    }
    await world.checkPromises();
  });

  it('lets a roast go on that a person took up again, however long ago its marks are', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    await world.run(60);
    machine.charge(world.clock.monoUs());
    await press(world, id, 'charge');
    await world.run(600);
    machine.drop(world.clock.monoUs());
    await press(world, id, 'drop');
    await world.run(7200);
    await press(world, id, 'drop', 'undo');
    await world.run(10);
    world.crash();
    await world.restart();
    await world.run(30);
    const [roast] = await world.roastsOf(id);
    expect(roast?.closeReason).toBeNull();
    await world.checkPromises();
  });

  it('closes a roast where its readings ended, although the computer was off over night', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    await world.run(60);
    machine.charge(world.clock.monoUs());
    await press(world, id, 'charge');
    await world.run(400);
    world.crash();
    const newestUs = (await world.stored()).at(-1)?.monoUs;
    world.systemBoot = 'boot-2';
    world.clock.jumpWall(12 * 3_600_000);
    await world.restart();
    await world.run(30);
    const [roast] = await world.roasts.listRoasts({ machineId: id, limit: 5 });
    expect(roast?.header.closeReason).toBe('unattended');
    expect(roast?.span?.endUs).toBe(newestUs);
    expect(Object.keys(roast?.header.marks ?? {})).toEqual(['charge', 'turningPoint']);
    await world.checkPromises();
  });

  it('closes a roast so long after its drop, although the clock was set ahead before that and the station restarted', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    await world.run(60);
    await press(world, id, 'charge');
    await world.run(200);
    world.clock.jumpWall(3_600_000);
    await world.run(200);
    await press(world, id, 'drop');
    await world.run(200);
    world.crash();
    await world.restart();
    await world.run(800);
    const [roast] = await world.roasts.listRoasts({ machineId: id, limit: 5 });
    const { closeReason, marks } = roast?.header ?? {};
    expect(closeReason).toBe('afterDrop');
    const { startUs = 0, endUs } = roast?.span ?? {};
    expect(((endUs ?? 0) - startUs) / 1e6 - (marks?.drop?.timeS ?? 0)).toBeLessThan(305);
  });

  it('finds no roast a second time, although its clock was set back between two', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    await world.run(60);
    for (const byMs of [-3_600_000, 0]) {
      await world.run(180);
      machine.charge(world.clock.monoUs());
      await world.run(560);
      machine.drop(world.clock.monoUs());
      await world.run(30);
      world.clock.jumpWall(byMs);
      await world.run(370);
    }
    world.crash();
    await world.restart();
    await world.run(60);
    expect((await world.roastsOf(id)).map(({ closeReason }) => closeReason)).toEqual([
      'afterDrop',
      'afterDrop',
    ]);
    await world.checkPromises();
  });

  it('keeps what a person marked and what a person took back', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    await world.run(60);
    machine.charge(world.clock.monoUs());
    await world.run(40);
    await press(world, id, 'charge', 'undo');
    world.crash();
    await world.restart();
    await world.run(60);
    const [roast] = await world.roastsOf(id);
    expect(kinds(roast)).toEqual([]);
    expect(roast?.closeReason).toBeNull();
    const charged = await press(world, id, 'charge');
    expect(charged.id).toBe(roast?.id);
    world.crash();
    await world.restart();
    expect((await world.roastsOf(id))[0]?.marks[0]).toMatchObject({
      kind: 'charge',
      state: 'confirmed',
      source: 'operator',
    });
    await world.checkPromises();
  });

  it('finds again what it had recognised and could not write down', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    await world.run(60);
    world.roasts.saveRoast = async () => {
      throw new ArtisanError('store.unavailable', 'this file is locked');
    };
    machine.charge(world.clock.monoUs());
    await world.run(120);
    const seen = world.told
      .flatMap((event) =>
        event.name === 'mark' && event.data.kind === 'charge' ? [event.data.monoUs] : [],
      )
      .at(-1);
    world.crash();
    await world.restart();
    await world.run(1);
    const [roast] = await world.roastsOf(id);
    expect(seen).toBeTypeOf('number');
    expect(roast?.marks[0]).toMatchObject({ kind: 'charge', state: 'suggested', monoUs: seen });
    await world.checkPromises();
  });

  it('counts time across the restart by the clock that went on, also after a reboot', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software', speed: 5 });
    await world.run(20);
    await press(world, id, 'charge');
    await world.run(30);
    world.crash();
    await world.run(10);
    await world.restart();
    await world.run(10);
    world.crash();
    world.systemBoot = 'boot-2';
    await world.run(10);
    await world.restart();
    await world.run(5);
    const dropped = await press(world, id, 'drop');
    const drop = dropped.marks.find((mark) => mark.kind === 'drop');
    // 65 s of the world at five times its speed.
    expect(Math.abs((drop?.timeS ?? 0) - 325)).toBeLessThan(6);
    expect(world.logger.lines.some((line) => /by wall clock/.test(line.message))).toBe(true);
    await world.checkPromises();
  });

  it('tells a subscriber that comes back every durable reading once', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    const seen = new Map<string, number>();
    let lastId = 0;
    const listen = (afterCursor: number): (() => void) =>
      world.station.live.subscribe(
        (event) => {
          lastId = event.cursor;
          if (event.name !== 'sample') return;
          const { boot, seq } = event.data;
          seen.set(`${boot} ${seq}`, (seen.get(`${boot} ${seq}`) ?? 0) + 1);
        },
        { machineId: id, afterCursor },
      );
    const leave = listen(0);
    await world.run(100);
    leave();
    await world.run(50);
    world.crash();
    await world.run(5);
    await world.restart();
    await world.run(20);
    const leaveAgain = listen(lastId);
    await world.run(60);
    leaveAgain();
    await world.run(10);
    listen(lastId);
    await world.run(30);
    for (const reading of await world.stored()) {
      const times = seen.get(`${reading.boot} ${reading.seq}`) ?? 0;
      expect(times, `reading ${reading.cursor}`).toBeGreaterThanOrEqual(1);
      // What was told live and not yet acknowledged when the subscriber left may come again.
      expect(times, `reading ${reading.cursor}`).toBeLessThanOrEqual(2);
    }
    expect([...seen.values()].filter((times) => times > 1).length).toBeLessThanOrEqual(2);
    await world.checkPromises();
  });

  it.each([
    ['store.unavailable', 20],
    ['store.full', 300],
    ['store.read-only', 300],
  ] as const)(
    'starts on a disk that takes nothing (%s), reads, and saves it later',
    async (fault, lastsS) => {
      const world = new World();
      await world.start();
      await world.addMachine('drum');
      await world.run(60);
      world.crash();
      world.disk.fault = fault;
      await world.restart();
      await world.run(lastsS);
      expect(world.station.health().recording.state).toBe('failing');
      const before = (await world.stored()).length;
      world.disk.fault = null;
      await world.run(10);
      expect(world.station.health().recording.state).toBe('saved');
      expect((await world.stored()).length - before).toBeGreaterThan(lastsS);
      world.crash();
      await world.restart();
      await world.run(5);
      const times = (await world.stored()).map(({ monoUs }) => monoUs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      await world.checkPromises();
    },
  );

  it('shows of a roast what the disk has when memory was full, and says what is missing', async () => {
    const world = new World();
    world.unsavedMax = 40;
    await world.restart();
    const { id } = await world.addMachine('drum');
    await world.run(30);
    await press(world, id, 'charge');
    await world.run(30);
    world.disk.fault = 'store.full';
    await world.run(100);
    world.disk.fault = null;
    await world.run(30.5);
    const [roast] = await world.roastsOf(id);
    const record = await world.station.roasts.record(roast?.id as never);
    const startUs = roast?.startUs ?? 0;
    const stored = (await world.stored()).filter(({ monoUs }) => monoUs >= startUs);
    expect(record?.curves[0]?.timeS).toHaveLength(stored.length);
    expect(record?.gaps).toHaveLength(1);
    expect(record?.notes.map(({ text }) => text).join()).toContain('memory is full');
  });
});
