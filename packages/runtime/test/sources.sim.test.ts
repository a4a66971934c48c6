import type { MachineId, RoastId } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { press } from './people.ts';
import type { RoastingMachine } from './roasting-machine.ts';
import { World } from './world.ts';

interface Scene {
  readonly world: World;
  readonly id: MachineId;
  readonly drum: RoastingMachine;
  readonly side: RoastingMachine;
}

/** One roaster read by two boards of a kind, whose crystals are 1000 ppm apart: one a second, and two a second. */
async function twoBoards(): Promise<Scene> {
  const world = new World();
  await world.start();
  const drum = world.place('drum board');
  const side = world.place('side board');
  const board = (machine: string, intervalS: number, driftPpm: number) => ({
    driver: 'scripted',
    settings: { machine, intervalS, driftPpm },
  });
  // A second burner would be refused: only one board has control.
  const { id } = await world.addMachine(
    'roaster',
    {},
    {
      sources: [
        board('drum board', 1, 500),
        {
          ...board('side board', 0.5, -500),
          settings: { machine: 'side board', intervalS: 0.5, driftPpm: -500, levers: 'none' },
        },
      ],
    },
  );
  return { world, id, drum, side };
}

const nowUs = ({ world }: Scene) => world.clock.monoUs();

/** Ten minutes of roast; `during` happens in the middle. */
async function roastOn(scene: Scene, during: () => Promise<void> | void = () => undefined) {
  const { world, id, drum } = scene;
  await world.run(60);
  drum.charge(nowUs(scene));
  await world.run(300);
  await during();
  await world.run(300);
  drum.drop(nowUs(scene));
  await world.run(60);
  const [roast] = await world.roastsOf(id);
  if (roast === undefined) throw new Error('nothing was roasted');
  const curve = await world.station.roasts.curve(roast.id as RoastId, 'ls30');
  if (curve === null) throw new Error('no curve');
  await world.checkPromises();
  return { roast, curve };
}

describe('a machine with two sources', () => {
  it('keeps the channels of both, under names of their own, each at its own times', async () => {
    const scene = await twoBoards();
    const view = scene.world.station.machines.get(scene.id);
    expect(view?.channels.map(({ field }) => field)).toEqual(['btC', 'etC', 'bt2C', 'et2C']);
    expect(view?.sources.map(({ channels, intervalS }) => ({ channels, intervalS }))).toEqual([
      { channels: ['bt', 'et'], intervalS: 1 },
      { channels: ['bt2', 'et2'], intervalS: 0.5 },
    ]);
    const { curve } = await roastOn(scene);
    const [side] = curve.streams ?? [];
    expect(Object.keys(side?.channels ?? {})).toEqual(['bt2C', 'et2C']);
    const spacings = (timeS: readonly number[]): number =>
      ((timeS.at(-1) ?? 0) - (timeS[0] ?? 0)) / (timeS.length - 1);
    expect(spacings(curve.timeS)).toBeCloseTo(1.0005, 3);
    expect(spacings(side?.timeS ?? [])).toBeCloseTo(0.49975, 3);
    // Held on the main axis: the newest value there is, never one from the future.
    for (const [index, timeS] of curve.timeS.entries()) {
      const before = (side?.timeS ?? []).findLastIndex((atS) => atS <= timeS);
      expect(curve.channels['bt2C']?.[index] ?? null).toBe(
        side?.channels['bt2C']?.[before] ?? null,
      );
    }
    const [span] = (await scene.world.roasts.listRoasts({ limit: 1 })).map((listed) => listed.span);
    expect(span?.sourceIds).toHaveLength(2);
  });

  it('does not mind when one board drops out and returns: only its channels have a hole', async () => {
    const scene = await twoBoards();
    const { world, id, side } = scene;
    const { roast, curve } = await roastOn(scene, async () => {
      side.cable = 'pulled';
      await world.run(30);
      const view = world.station.machines.get(id);
      expect(view?.connection.state).toBe('connected');
      expect(view?.connection.message).toMatch(/BT 2, ET 2 \(scripted\): /);
      expect(view?.sources.map(({ connection }) => connection.state)).toEqual([
        'connected',
        'lost',
      ]);
      side.cable = 'plugged';
    });
    expect(curve.gaps).toEqual([]);
    expect(curve.channels['btC']).not.toContain(null);
    expect(curve.channels['bt2C']).toContain(null);
    expect(roast.marks.map(({ kind }) => kind)).toContain('drop');
    const times = curve.streams?.[0]?.timeS ?? [];
    const longest = Math.max(...times.slice(1).map((timeS, index) => timeS - (times[index] ?? 0)));
    expect(longest).toBeGreaterThan(29);
    expect(world.station.machines.get(id)?.sources[1]?.connection.state).toBe('connected');
  });

  it('goes on with the roast when BT is gone, says so, and still takes marks', async () => {
    const scene = await twoBoards();
    const { world, id, drum } = scene;
    const { roast, curve } = await roastOn(scene, async () => {
      drum.cable = 'pulled';
      await world.run(60);
      const view = world.station.machines.get(id);
      expect(view?.roastId).not.toBeNull();
      expect(view?.sources.map(({ connection }) => connection.state)).toEqual([
        'lost',
        'connected',
      ]);
      await press(world, id, 'dryEnd');
      drum.cable = 'plugged';
    });
    expect(curve.gaps).toHaveLength(1);
    expect(roast.closeReason).toBeNull();
    const dryEnd = roast.marks.find(({ kind }) => kind === 'dryEnd');
    expect(dryEnd?.timeS).toBeGreaterThan(350);
    const inGap = (curve.streams?.[0]?.timeS ?? []).filter(
      (timeS) => timeS > (curve.gaps[0]?.fromS ?? 0) && timeS < (curve.gaps[0]?.toS ?? 0),
    );
    expect(inGap.length).toBeGreaterThan(110);
  });

  it('is the same roast after a crash in the middle, on the same axis', async () => {
    const scene = await twoBoards();
    const plain = await twoBoards().then((other) => roastOn(other));
    const { roast, curve } = await roastOn(scene, async () => {
      scene.world.crash();
      await scene.world.restart();
    });
    const drop = (of: typeof roast) => of.marks.find(({ kind }) => kind === 'drop')?.timeS ?? NaN;
    expect(Math.abs(drop(roast) - drop(plain.roast))).toBeLessThan(3);
    expect(Object.keys(curve.channels)).toEqual(['btC', 'etC', 'bt2C', 'et2C']);
    expect(curve.streams?.[0]?.timeS.length).toBeGreaterThan(1300);
  });

  it('is saved with every reading of both, and reads the same when it is kept', async () => {
    const scene = await twoBoards();
    const { roast, curve } = await roastOn(scene);
    await scene.world.ask(scene.world.station.machines.closeRoast(scene.id));
    await scene.world.run(20);
    const kept = await scene.world.roasts.keptReadings(roast.id as RoastId);
    expect(new Set(kept?.readings.map(({ sourceId }) => sourceId)).size).toBe(2);
    await scene.world.restart();
    const again = await scene.world.station.roasts.curve(roast.id as RoastId, 'ls30');
    expect(again?.streams?.[0]?.timeS.slice(0, 1000)).toEqual(
      curve.streams?.[0]?.timeS.slice(0, 1000),
    );
  });

  it('gets a new configuration when a source comes or goes, and keeps its axis', async () => {
    const scene = await twoBoards();
    const { world, id } = scene;
    await world.run(30);
    const before = world.station.machines.get(id);
    const keep = before?.sources.map((source) => ({ id: source.id })) ?? [];
    const lead = keep.slice(0, 1);
    const fewer = await world.ask(world.station.machines.change(id, { sources: lead }));
    expect(fewer.ok && fewer.value.channels.map((channel) => channel.id)).toEqual(['bt', 'et']);
    const exhaust = {
      driver: 'scripted',
      settings: { machine: 'side board', levers: 'none' },
      channels: { et: { id: 'exhaust', label: 'Exhaust' }, bt: { id: 'inlet', label: 'Inlet' } },
    };
    const more = await world.ask(
      world.station.machines.change(id, { sources: [...lead, exhaust] }),
    );
    if (!more.ok || !fewer.ok) throw new Error('refused');
    expect(more.value.channels.map(({ field }) => field)).toEqual([
      'btC',
      'etC',
      'inletC',
      'exhaustC',
    ]);
    const ids = [before, fewer.value, more.value].map((view) => view?.configurationId);
    expect(new Set(ids).size).toBe(3);
    await world.run(10);
    const newest = world.samples().slice(-2);
    const [one, other] = newest.map(({ monoUs }) => monoUs);
    expect(Math.abs((one ?? 0) - (other ?? Number.NaN))).toBeLessThan(1.1e6);
    await press(world, id, 'charge');
    const refused = await world.ask(world.station.machines.change(id, { sources: lead }));
    expect(refused.ok).toBe(false);
  });

  it('is given back a source that was taken away, with its names and levers, as long as nobody took its place', async () => {
    const scene = await twoBoards();
    const { world, id } = scene;
    await world.run(30);
    const before = world.station.machines.get(id);
    const [lead, other] = before?.sources.map((source) => ({ id: source.id })) ?? [];
    if (before === null || lead === undefined || other === undefined) throw new Error('no sources');
    const change = (sources: Parameters<typeof world.station.machines.change>[1]['sources']) =>
      world.ask(world.station.machines.change(id, { sources }));
    const onlySide = await change([other]);
    expect(onlySide.ok && onlySide.value.levers).toEqual([]);
    const both = await change([other, lead]);
    expect(both.ok && both.value).toMatchObject({
      levers: before.levers,
      channels: before.channels,
      sources: before.sources.map((source) => ({ id: source.id })),
    });
    await change([lead]);
    const settings = { machine: 'side board', levers: 'none' };
    const another = await change([lead, { driver: 'scripted', settings }]);
    expect(another.ok ? '' : another.message).toBe('');
    const tooLate = await change([lead, other]);
    expect(tooLate.ok ? '' : tooLate.message).toBe('');
    const [, third] = another.ok ? another.value.sources : [];
    const clash = await change([lead, other, { id: third?.id ?? '' }]);
    expect(clash.ok ? '' : clash.message).toMatch(/"bt2" is measured by another device now/);
    const stranger = await change([lead, { id: `source_${'9'.repeat(32)}` }]);
    expect(stranger.ok ? '' : stranger.message).toMatch(/no source/);
  });

  it.each([
    ['two speeds', [{ speed: 1 }, { speed: 5 }], /one speed/],
    ['two levers of one name', [{ levers: 'burner' }, {}], /two levers called "burner"/],
  ])('is refused with %s', async (_what, settings, words) => {
    const world = new World();
    await world.start();
    world.place('drum');
    const sources = settings.map((each) => ({
      driver: 'scripted',
      settings: { machine: 'drum', ...each },
    }));
    const added = await world.ask(
      world.station.machines.add({ name: 'roaster', closeAfterDropS: 300, sources }),
    );
    expect(added.ok ? '' : added.message).toMatch(words);
  });
});
