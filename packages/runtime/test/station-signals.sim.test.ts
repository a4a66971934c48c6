import { type MachineId, MonoUs, type RoastId } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import type { RoastingMachine } from './roasting-machine.ts';
import { World } from './world.ts';

/** A roast of five minutes on a machine whose probes can be spoilt. */
async function roasting(body: Parameters<World['addMachine']>[2] = {}): Promise<{
  world: World;
  id: MachineId;
  machine: RoastingMachine;
}> {
  const world = new World();
  await world.start();
  const { id, machine } = await world.addMachine('drum', {}, body);
  await world.run(60);
  machine.charge(world.clock.monoUs());
  await world.run(240);
  return { world, id, machine };
}

function btTrouble(world: World, id: MachineId): string | undefined {
  return world.station.machines.get(id)?.channels.find((channel) => channel.id === 'bt')?.trouble
    ?.message;
}

describe('a broken probe', () => {
  it('that jumps is recorded as it came, flagged, left out of rates, and said in words', async () => {
    const { world, id, machine } = await roasting();
    machine.spoil = ([bt, et]) => [bt + 100, et];
    await world.run(1);
    machine.spoil = null;
    await world.run(3);
    expect(btTrouble(world, id)).toMatch(/BT jumped further than a probe can/);
    await world.run(60);
    expect(btTrouble(world, id)).toBeUndefined();
    const flagged = world.samples().filter((sample) => sample.quality !== undefined);
    expect(flagged.map((sample) => sample.quality)).toEqual([{ btC: 'spiking' }]);
    const spikeUs = flagged[0]?.monoUs as number;
    const stored = (await world.stored()).find((reading) => reading.monoUs === spikeUs);
    expect(stored?.values[0]).toBe(flagged[0]?.channels['btC']);
    expect(flagged[0]?.channels['btC']).toBeGreaterThan(200);
    const after = world.samples().filter((sample) => sample.monoUs > spikeUs);
    expect(Math.max(...after.map((sample) => sample.ror.btCPerMin ?? 0))).toBeLessThan(40);
    const [roast] = await world.roastsOf(id);
    const curve = await world.station.roasts.curve(roast?.id as RoastId, 'ls30');
    expect(curve?.defects?.map(({ field, defect }) => [field, defect])).toEqual([
      ['btC', 'spiking'],
    ]);
    await world.checkPromises();
  });

  it('that dips far below is no turning point', async () => {
    const { world, id, machine } = await roasting();
    const [before] = await world.roastsOf(id);
    machine.spoil = ([, et]) => [20, et];
    await world.run(1);
    machine.spoil = null;
    await world.run(60);
    await world.ask(world.station.machines.closeRoast(id));
    const [after] = await world.roastsOf(id);
    const turned = (roast: typeof after) =>
      roast?.marks.find((mark) => mark.kind === 'turningPoint')?.timeS;
    expect(turned(after)).toBe(turned(before));
    await world.checkPromises();
  });

  it('that hangs is said after forty seconds, has no rate, and its coming loose is no drop', async () => {
    const { world, id, machine } = await roasting();
    const held = machine.read(MonoUs(world.clock.monoUs()))[0];
    machine.spoil = ([, et]) => [held, et];
    await world.run(39);
    expect(btTrouble(world, id)).toBeUndefined();
    await world.run(61);
    expect(btTrouble(world, id)).toMatch(/BT has not moved for \d+ s; check the probe/);
    expect(world.samples().at(-1)).toMatchObject({
      quality: { btC: 'frozen' },
      ror: { btCPerMin: null },
    });
    machine.spoil = ([bt, et]) => [bt - 40, et];
    await world.run(60);
    const [roast] = await world.roastsOf(id);
    expect(roast?.marks.map((mark) => mark.kind)).toEqual(['charge', 'turningPoint']);
    await world.checkPromises();
  });

  it('whose plugs were exchanged is flagged on both channels and marks nothing', async () => {
    const { world, id, machine } = await roasting();
    machine.spoil = ([bt, et]) => [et, bt];
    await world.run(60);
    expect(btTrouble(world, id)).toMatch(/changed places/);
    machine.spoil = null;
    await world.run(60);
    expect(btTrouble(world, id)).toBeUndefined();
    const [roast] = await world.roastsOf(id);
    expect(roast?.marks.map((mark) => mark.kind)).toEqual(['charge', 'turningPoint']);
    await world.checkPromises();
  });

  it('is judged live after a restart as it was before', async () => {
    const { world, machine } = await roasting();
    machine.spoil = ([, et]) => [150, et];
    await world.run(100);
    world.crash();
    await world.restart();
    await world.run(30);
    expect(world.samples().at(-1)?.quality).toEqual({ btC: 'frozen' });
    await world.checkPromises();
  });

  it('is judged by the limits of its machine', async () => {
    const { world, id } = await roasting({ signalLimits: { et: { maxC: 220 } } });
    expect(world.samples().at(-1)?.quality).toEqual({ etC: 'out-of-range' });
    const [roast] = await world.roastsOf(id);
    const curve = await world.station.roasts.curve(roast?.id as RoastId, 'ls30');
    expect(curve?.defects?.map(({ defect }) => defect)).toEqual(['out-of-range']);
    expect(curve?.ror.etCPerMin.every((rate) => rate === null)).toBe(true);
    const refused = await world.ask(
      world.station.machines.add({
        name: 'other',
        driver: 'scripted',
        settings: { machine: 'drum' },
        closeAfterDropS: 300,
        signalLimits: { drum: { maxC: 1 } },
      }),
    );
    expect(refused).toMatchObject({ ok: false, code: 'input.invalid' });
  });
});
