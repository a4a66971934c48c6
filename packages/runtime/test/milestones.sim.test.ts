import type { RoastDto } from '@artisan-ts/contracts';
import { type MachineId, ok } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { press } from './people.ts';
import { World } from './world.ts';

/** When the person at the drum marks, seconds after charge. */
const dryEndS = 300;
const fcStartS = 480;

/** A roast, its dry end and first crack marked or not; gives what was known of it just before drop. */
async function roastOnce(world: World, id: MachineId, isMarked: boolean): Promise<RoastDto> {
  const machine = world.machines.get('drum');
  if (machine === undefined) throw new Error('no drum');
  await world.run(60);
  machine.charge(world.clock.monoUs());
  await press(world, id, 'charge');
  await world.run(dryEndS);
  if (isMarked) await press(world, id, 'dryEnd');
  await world.run(fcStartS - dryEndS);
  if (isMarked) await press(world, id, 'fcStart');
  await world.run(100);
  machine.drop(world.clock.monoUs());
  const dropped = await press(world, id, 'drop');
  await world.run(60);
  await world.ask(world.station.machines.closeRoast(id));
  await world.run(120);
  return dropped;
}

const markOf = (roast: RoastDto, kind: string) => roast.marks.find((mark) => mark.kind === kind);

describe('dry end and first crack that nobody pressed', () => {
  it('are suggested where the person at this machine marked them before, after a restart too', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    for (let roast = 0; roast < 2; roast++) {
      const marked = await roastOnce(world, id, true);
      expect(markOf(marked, 'dryEnd')?.history.map(({ action }) => action)).toEqual(['set']);
    }
    for (const isRestarted of [false, true]) {
      if (isRestarted) {
        world.crash();
        await world.restart();
      }
      const roast = await roastOnce(world, id, false);
      for (const [kind, wantedS] of [
        ['dryEnd', dryEndS],
        ['fcStart', fcStartS],
      ] as const) {
        const mark = markOf(roast, kind);
        expect(mark).toMatchObject({ state: 'suggested', source: 'detected' });
        expect(Math.abs((mark?.timeS ?? 0) - wantedS)).toBeLessThan(15);
        expect(mark?.reason).toContain('in the last 2 roasts here');
      }
    }
    await world.checkPromises();
  });

  it('are not learnt from suggestions that nobody moved', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    expect((await roastOnce(world, id, false)).marks.map(({ kind }) => kind)).not.toContain(
      'dryEnd',
    );
    expect((await roastOnce(world, id, false)).marks.map(({ kind }) => kind)).not.toContain(
      'dryEnd',
    );
  });
});

describe('a crack sensor', () => {
  it('suggests first crack, and a person confirms it with one press', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    const machine = world.machines.get('drum');
    const hint = () =>
      world.ask(
        world.station.machines.hint(id, {
          kind: 'fcStart',
          confidence: 0.9,
          by: 'drum microphone',
          reason: '5 cracks in 10 s',
        }),
      );
    expect(await hint()).toMatchObject({ ok: false, code: 'mark.no-roast' });
    await world.run(60);
    machine?.charge(world.clock.monoUs());
    await press(world, id, 'charge');
    await world.run(fcStartS);
    const heard = await hint();
    if (!heard.ok) throw new Error(heard.message);
    expect(markOf(heard.value, 'fcStart')).toMatchObject({
      state: 'suggested',
      source: 'device',
      confidence: 0.9,
      reason: 'drum microphone: 5 cracks in 10 s',
    });
    const confirmed = await press(world, id, 'fcStart', 'confirm');
    expect(markOf(confirmed, 'fcStart')).toMatchObject({ state: 'confirmed', source: 'device' });
    await world.checkPromises();
  });

  it('is heard through the driver of the machine, and over the network where it is when it happened', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    await world.run(60);
    world.machines.get('drum')?.charge(world.clock.monoUs());
    await press(world, id, 'charge');
    await world.run(dryEndS);
    const camera = { kind: 'dryEnd', confidence: 0.7, by: 'camera', reason: '' } as const;
    world.wires.get('drum')?.sink?.hint(camera, world.clock.monoUs());
    await world.run(fcStartS - dryEndS);
    const say = (wallMs: number, machine: string = id) =>
      world.station.remote.hint({
        topic: `roaster/local/main/${machine}/hint`,
        opened: ok({ v: 1, ...camera, kind: 'fcStart', by: 'microphone', wallMs }),
        excerpt: () => '',
      });
    const nowMs = world.clock.wallMs();
    expect(say(nowMs - 90_000)).toBe('set-aside');
    expect(say(nowMs + 20_000)).toBe('set-aside');
    expect(say(nowMs, `machine_${'9'.repeat(32)}`)).toBe('set-aside');
    expect(say(nowMs - 8000)).toBe('taken');
    expect(say(nowMs - 2000)).toBe('taken');
    await world.run(1);
    const [roast] = await world.roastsOf(id);
    if (roast === undefined) throw new Error('no roast');
    const device = { state: 'suggested', source: 'device', confidence: 0.7 };
    expect(markOf(roast, 'dryEnd')).toMatchObject({ ...device, reason: 'camera' });
    expect(markOf(roast, 'fcStart')).toMatchObject({ ...device, reason: 'microphone' });
    const heardS = markOf(roast, 'fcStart')?.timeS ?? 0;
    expect(Math.abs(heardS - (fcStartS - 8))).toBeLessThan(2);
    expect(world.station.health().telemetry?.setAside.byCode).toEqual({
      'telemetry.stale-hint': 2,
      'telemetry.unknown-source': 1,
    });
    await world.checkPromises();
  });
});
