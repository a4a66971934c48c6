import {
  ArtisanError,
  type MachineId,
  MonoUs,
  type RoastId,
  type RoastRecord,
} from '@artisan-ts/domain';
import { createStation, type RoastStore, type Station } from '@artisan-ts/runtime';
import { CountingIds, MemoryRoastStore } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { press } from './people.ts';
import { World } from './world.ts';

/** Prints with a failure and can be given again: `SEED=7 npx vitest run ...`. */
const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : [1, 2, 3, 4, 5];
const dayS = 86_400;

/** What the disk says of a roast, read by a station that has nothing in memory. */
async function onDisk(world: World, id: RoastId, parts: { readonly isFromReadings?: true } = {}) {
  const { roasts } = world;
  const withoutRecords: Partial<RoastStore> = { keptReadings: async () => null };
  const bare = new Proxy(roasts, {
    get: (target, name: keyof RoastStore) => {
      const method = withoutRecords[name] ?? target[name];
      return method.bind(target);
    },
  });
  const viewer: Station = createStation({
    clock: world.clock,
    ids: new CountingIds(),
    logger: world.logger,
    readings: world.readings,
    roasts: parts.isFromReadings ? bare : roasts,
    drivers: [],
    systemBoot: 'viewer',
  });
  return {
    roast: await viewer.roasts.get(id),
    record: (await viewer.roasts.record(id)) as RoastRecord,
    curves: [await viewer.roasts.curve(id, 'ls30'), await viewer.roasts.curve(id, 'artisan20')],
  };
}

/** A roast with a gap in it, closed by its person. */
async function roastOnce(world: World, id: MachineId, name = 'drum'): Promise<RoastId> {
  const machine = world.machines.get(name);
  if (machine === undefined) throw new Error(`no machine ${name}`);
  await world.run(70 + world.chance.next() * 20);
  machine.charge(world.clock.monoUs());
  await press(world, id, 'charge');
  await world.run(100);
  machine.cable = 'pulled';
  await world.run(world.chance.next() * 30);
  machine.cable = 'plugged';
  await world.run(60);
  machine.drop(world.clock.monoUs());
  await press(world, id, 'drop');
  await world.run(20);
  const closed = await world.ask(world.station.machines.closeRoast(id));
  if (!closed.ok) throw new Error(closed.message);
  return closed.value.id as RoastId;
}

async function cursors(world: World): Promise<number[]> {
  return (await world.stored()).map(({ cursor }) => cursor);
}

/** The computer is off for some days. */
async function sleepFor(world: World, days: number): Promise<void> {
  world.crash();
  await world.run(days * dayS);
  await world.restart();
}

describe('a closed roast', () => {
  it.each(seeds)('is the same from its own record as from the readings (seed %i)', async (seed) => {
    const world = new World(seed);
    await world.start();
    const { id } = await world.addMachine('drum');
    const roastId = await roastOnce(world, id);
    const live = await world.station.roasts.curve(roastId, 'ls30');
    await world.run(10);
    expect(await world.roasts.keptReadings(roastId)).not.toBeNull();
    const before = await onDisk(world, roastId, { isFromReadings: true });
    expect(before.curves[0]).toEqual(live);
    expect(before.record.gaps.length).toBeGreaterThan(0);
    await world.ask(world.readings.forget(await cursors(world)));
    expect(await onDisk(world, roastId)).toEqual(before);
  });

  it('is listed without its curve, with what the curve says', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    const roastId = await roastOnce(world, id);
    const list = async () => (await world.station.roasts.list({ limit: 9 })).items;
    const before = await list();
    await world.run(10);
    world.readings.range = () => Promise.reject(new Error('a list reads no curve'));
    world.roasts.keptReadings = () => Promise.reject(new Error('a list reads no curve'));
    expect(await list()).toEqual(before);
    expect(before[0]).toMatchObject({ id: roastId, closeReason: 'operator' });
    expect(before[0]?.thumbnailBtC.length).toBeGreaterThan(30);
  });

  it('takes what arrives late into its record', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    const roastId = await roastOnce(world, id);
    await world.run(10);
    const { readings = [] } = (await world.roasts.keptReadings(roastId)) ?? {};
    const last = readings.at(-1);
    if (last === undefined) throw new Error('nothing is kept');
    const late = { ...last, seq: 900_000, monoUs: MonoUs(last.monoUs - 7), values: [77, 88] };
    const { cursor: _, ...reading } = late;
    await world.ask(world.readings.append([reading]));
    const { record } = await onDisk(world, roastId);
    expect(record.curves[0]?.values).toContain(77);
    await sleepFor(world, 1);
    await roastOnce(world, id);
    await world.ask(world.station.settings.change({ keepReadingsDays: 7 }));
    await world.run(10);
    await sleepFor(world, 8);
    await world.run(20);
    const kept = await world.roasts.keptReadings(roastId);
    expect(kept?.readings.map(({ seq }) => seq)).toContain(900_000);
    expect((await world.stored()).some(({ seq }) => seq === 900_000)).toBe(false);
    expect((await onDisk(world, roastId)).record).toEqual(record);
  });

  it('is kept anew when it was reopened and closed again', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    const roastId = await roastOnce(world, id);
    await world.run(10);
    const first = await world.roasts.keptReadings(roastId);
    await press(world, id, 'drop', 'undo');
    await world.run(30);
    expect((await world.station.roasts.get(roastId))?.closeReason).toBeNull();
    await world.ask(world.station.machines.closeRoast(id));
    await world.run(10);
    const second = await world.roasts.keptReadings(roastId);
    expect(second?.toUs).toBeGreaterThan(first?.toUs ?? 0);
    const before = await onDisk(world, roastId, { isFromReadings: true });
    expect(await onDisk(world, roastId)).toEqual(before);
  });

  it('shows a correction at once and keeps it', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    const roastId = await roastOnce(world, id);
    await world.run(10);
    const at = { timeS: 90 };
    await world.ask(world.station.roasts.mark(roastId, { kind: 'fcStart', action: 'set', at }));
    const rows = async () => (await world.station.roasts.list({ limit: 1 })).items[0];
    const shown = await rows();
    expect(shown?.marks.map(({ kind }) => kind)).toContain('fcStart');
    expect(shown?.phases).not.toBeNull();
    await world.run(10);
    expect((await world.roasts.listRoasts({ limit: 1 }))[0]?.summary).not.toBeNull();
    expect(await rows()).toEqual(shown);
  });
});

describe('a record that is damaged', () => {
  /** The roast is closed and kept; from there on its record cannot be read until it is written again. */
  async function damaged(world: World): Promise<RoastId> {
    await world.start();
    const { id } = await world.addMachine('drum');
    await world.ask(world.station.settings.change({ keepReadingsDays: 7 }));
    const roastId = await roastOnce(world, id);
    await world.run(10);
    const { keptReadings, keepRoast } = MemoryRoastStore.prototype;
    let isDamaged = true;
    world.roasts.keptReadings = async (asked) => {
      if (isDamaged && asked === roastId)
        throw new ArtisanError(
          'store.corrupt',
          'columns of roast_series 0 are not what was written',
        );
      return keptReadings.call(world.roasts, asked);
    };
    world.roasts.keepRoast = async (kept) => {
      await keepRoast.call(world.roasts, kept);
      if (kept.id === roastId && kept.readings !== null) isDamaged = false;
    };
    return roastId;
  }

  it('is read from the single readings while they are there, and made anew', async () => {
    const world = new World();
    const roastId = await damaged(world);
    const before = await onDisk(world, roastId, { isFromReadings: true });
    expect(await onDisk(world, roastId)).toEqual(before);
    await world.ask(world.station.roasts.record(roastId));
    expect(await world.ask(world.station.roasts.arrivals(roastId))).not.toBeNull();
    expect(world.station.health().notices?.map(({ code }) => code)).toEqual(['record.damaged']);
    await world.run(10);
    expect(await world.roasts.keptReadings(roastId)).not.toBeNull();
    expect(await onDisk(world, roastId)).toEqual(before);
  });

  it('is made anew before its single readings are forgotten, though nobody looked at it', async () => {
    const world = new World();
    const roastId = await damaged(world);
    const before = await onDisk(world, roastId, { isFromReadings: true });
    const { keptReadings, keepRoast } = world.roasts;
    await sleepFor(world, 1);
    Object.assign(world.roasts, { keptReadings, keepRoast });
    await roastOnce(world, (await world.roasts.machines())[0]?.id as MachineId);
    const all = (await world.stored()).length;
    world.crash();
    await world.run(8 * dayS);
    await world.restart();
    Object.assign(world.roasts, { keptReadings, keepRoast });
    await world.run(20);
    expect((await world.stored()).length).toBeLessThan(all);
    expect(await onDisk(world, roastId)).toEqual(before);
  });

  it('is refused with how much is left of it when some of them are forgotten', async () => {
    const world = new World();
    const roastId = await damaged(world);
    const some = (await cursors(world)).slice(-50);
    await world.ask(world.readings.forget(some));
    await expect(onDisk(world, roastId)).rejects.toThrow(
      /not what was written; of its \d+ readings \d+ are still stored one by one.*Restore a backup/,
    );
  });

  it('beyond repair hides no other roast, and keeps none from being kept', async () => {
    const world = new World();
    const roastId = await damaged(world);
    const some = (await cursors(world)).slice(-50);
    await world.ask(world.readings.forget(some));
    // Its answer needs the curves, and is refused; the title is stored.
    await world.ask(world.station.roasts.change(roastId, { title: 'Damaged' }).catch(() => null));
    const [machine] = await world.roasts.machines();
    const next = await roastOnce(world, machine?.id as MachineId);
    await world.run(20);
    expect(await world.roasts.keptReadings(next)).not.toBeNull();
    const { items } = await world.ask(world.station.roasts.list({ limit: 10 }));
    expect(items.map(({ title, samples }) => [title, samples])).toEqual([
      ['Roast on drum', null],
      ['Damaged', null],
    ]);
    const told = world.logger.lines.filter(({ message }) => /cannot be kept/.test(message));
    expect(told).toHaveLength(1);
  });
});

describe('old readings', () => {
  it.each(seeds)(
    'are forgotten, and no roast misses any, whenever the program dies (seed %i)',
    async (seed) => {
      const world = new World(seed);
      await world.start();
      const { id } = await world.addMachine('drum');
      await world.ask(world.station.settings.change({ keepReadingsDays: 7 }));
      const first = await roastOnce(world, id);
      await sleepFor(world, 1);
      const second = await roastOnce(world, id);
      await world.run(world.chance.next() * 6);
      const whole = await onDisk(world, first, { isFromReadings: true });
      const last = await onDisk(world, second, { isFromReadings: true });
      const all = (await world.stored()).length;
      await sleepFor(world, 8);
      for (let deaths = 0; deaths < 6; deaths++) {
        await world.run(4.9 + world.chance.next() * 0.3);
        world.crash();
        await world.restart();
      }
      await world.run(20);
      expect(await onDisk(world, first), `seed ${seed}`).toEqual(whole);
      expect(await onDisk(world, second), `seed ${seed}`).toEqual(last);
      const stored = await world.stored();
      expect(stored.length).toBeLessThan(all);
      const startUs = last.roast?.startUs ?? 0;
      const recent = stored.filter(({ monoUs }) => monoUs >= startUs - 60_000_000);
      const kept = await world.roasts.keptReadings(second);
      for (const reading of kept?.readings ?? []) expect(recent).toContainEqual(reading);
    },
  );

  it('of a roast that goes on stay, with the hours before it', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    await world.ask(world.station.settings.change({ keepReadingsDays: 7 }));
    await world.run(60);
    await press(world, id, 'charge');
    await world.run(60);
    const before = await cursors(world);
    await sleepFor(world, 30);
    await world.run(20);
    expect((await cursors(world)).slice(0, before.length)).toEqual(before);
  });

  it('stay while a closed roast cannot be kept', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    await world.ask(world.station.settings.change({ keepReadingsDays: 7 }));
    const keepNothing = (): void => {
      world.roasts.keepRoast = () => Promise.reject(new Error('no room'));
    };
    keepNothing();
    await roastOnce(world, id);
    await roastOnce(world, id);
    const before = await cursors(world);
    world.crash();
    await world.run(30 * dayS);
    const restarted = world.restart();
    keepNothing();
    await restarted;
    await world.run(20);
    expect((await cursors(world)).slice(0, before.length)).toEqual(before);
  });
});
