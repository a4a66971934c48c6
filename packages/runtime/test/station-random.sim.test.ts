import type { RoastDto } from '@artisan-ts/contracts';
import { type MachineId, type RoastId, settableMarkKinds } from '@artisan-ts/domain';
import { expect, it } from 'vitest';
import type { RoastingMachine } from './roasting-machine.ts';
import { World } from './world.ts';

/** Printed with a failure; `SEED=7 npx vitest run packages/runtime` runs one again. */
const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : [11, 12, 13, 14, 15, 16];
const stepsPerRun = 40;

/** Somebody who does anything at any time, while everything that can break breaks. */
class Chaos {
  readonly world: World;
  readonly id: MachineId;
  readonly machine: RoastingMachine;
  /** The last roast that was acknowledged to the person; null when something was done since that was not. */
  acknowledged: RoastDto | null = null;

  constructor(world: World, id: MachineId, machine: RoastingMachine) {
    this.world = world;
    this.id = id;
    this.machine = machine;
  }

  async step(): Promise<void> {
    const { world, machine } = this;
    await world.run(world.chance.next() * 90);
    const dice = world.chance.next();
    if (dice < 0.45) await this.#mark();
    else if (dice < 0.55) machine.cable = this.#pick(['plugged', 'pulled', 'mute']);
    else if (dice < 0.62) world.disk.fault = this.#pick([null, 'store.full', 'store.unavailable']);
    else if (dice < 0.67) machine.hasBug = true;
    else if (dice < 0.75) machine.charge(world.clock.monoUs());
    else if (dice < 0.82) machine.drop(world.clock.monoUs());
    else if (dice < 0.9) await this.#kill();
    else machine.cable = 'plugged';
  }

  async #mark(): Promise<void> {
    const kind = this.#pick(settableMarkKinds);
    const action = this.#pick(['set', 'set', 'set', 'move', 'undo', 'confirm'] as const);
    this.acknowledged = null;
    const { world, id } = this;
    const answer = await world.ask(world.station.machines.mark(id, { kind, action }));
    if (answer.ok) this.acknowledged = answer.value;
  }

  async #kill(): Promise<void> {
    const { world } = this;
    const before = this.acknowledged;
    world.crash();
    world.disk.fault = null;
    await world.run(world.chance.next() * 30);
    await world.restart();
    if (before === null) return;
    const after = await world.station.roasts.get(before.id as RoastId);
    expect(confirmed(after)).toEqual(confirmed(before));
    if (before.closeReason !== null) expect(after?.closeReason).toBe(before.closeReason);
  }

  #pick<Choice>(choices: readonly Choice[]): Choice {
    return choices[Math.floor(this.world.chance.next() * choices.length)] as Choice;
  }
}

function confirmed(roast: RoastDto | null): unknown {
  return roast?.marks
    .filter((mark) => mark.state === 'confirmed')
    .map(({ kind, monoUs, source, history }) => ({
      kind,
      monoUs,
      source,
      history: history.length,
    }));
}

it.each(seeds)('whatever happens, what was acknowledged is kept (seed %i)', async (seed) => {
  const world = new World(seed);
  await world.start();
  const beans = world.chance.next() < 0.5 ? 'software' : 'hand';
  const { id, machine } = await world.addMachine('drum', { beans });
  const chaos = new Chaos(world, id, machine);
  for (let step = 0; step < stepsPerRun; step++) await chaos.step();
  machine.cable = 'plugged';
  world.disk.fault = null;
  await world.run(30.5);
  expect(world.station.health().recording.state, `seed ${seed}`).toBe('saved');
  expect(world.logger.lines.filter((line) => /defect|not judged/.test(line.message))).toEqual([]);
  const places = (await world.stored()).map((each) => `${each.boot} ${each.stream} ${each.seq}`);
  expect(new Set(places).size).toBe(places.length);
  await world.checkPromises();
});
