import type { MachineId } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { press } from './people.ts';
import { World } from './world.ts';

/** The beans leave the probe so long after the door was opened, and the person pressed. */
const leavesS = 11;

/** A roast whose person opens the door, and says so or not. Gives the moment, in seconds of the axis. */
async function roastOnce(world: World, id: MachineId, isPressed: boolean): Promise<number> {
  const machine = world.machines.get('drum');
  if (machine === undefined) throw new Error('no drum');
  await world.run(60);
  machine.charge(world.clock.monoUs());
  await world.run(600);
  const openedS = world.clock.monoUs() / 1e6;
  if (isPressed) await press(world, id, 'drop');
  await world.run(leavesS);
  machine.drop(world.clock.monoUs());
  await world.run(400);
  return openedS;
}

/** Where drop stands in the newest roast, in seconds of the axis. */
async function dropS(world: World, id: MachineId): Promise<number> {
  const [roast] = await world.roastsOf(id);
  const drop = roast?.marks.find(({ kind }) => kind === 'drop');
  expect(roast?.closeReason).toBe('afterDrop');
  return (drop?.monoUs ?? 0) / 1e6;
}

describe('where a drop is suggested that nobody pressed', () => {
  it('is where the people at this machine press, from the next roast on and after a restart', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    const unknownS = await roastOnce(world, id, false);
    // Nobody knows these people yet.
    expect((await dropS(world, id)) - unknownS).toBeGreaterThan(leavesS / 3);
    for (let roast = 0; roast < 2; roast++) await roastOnce(world, id, true);
    const knownS = await roastOnce(world, id, false);
    expect(Math.abs((await dropS(world, id)) - knownS)).toBeLessThan(2);
    world.crash();
    await world.restart();
    const laterS = await roastOnce(world, id, false);
    expect(Math.abs((await dropS(world, id)) - laterS)).toBeLessThan(2);
    await world.checkPromises();
  });

  it('is not learnt from marks that nobody pressed', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum');
    const offsets: number[] = [];
    for (let roast = 0; roast < 3; roast++) {
      const openedS = await roastOnce(world, id, false);
      offsets.push((await dropS(world, id)) - openedS);
    }
    expect(Math.max(...offsets) - Math.min(...offsets)).toBeLessThan(2);
  });
});
