import type { MonoUs, RoastId } from '@artisan-ts/domain';
import type { LiveEvent } from '@artisan-ts/runtime';
import { describe, expect, it } from 'vitest';
import { kinds, press } from './people.ts';
import { World } from './world.ts';

describe('a roast', () => {
  it('is recorded whole, with the marks a person pressed and the numbers shown live', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await press(world, id, 'charge');
    await world.run(240);
    await press(world, id, 'dryEnd');
    await world.run(180);
    await press(world, id, 'fcStart');
    await world.run(120);
    await press(world, id, 'drop');
    await world.run(60);
    const closed = await press(world, id, 'coolEnd');

    expect(closed.closeReason).toBe('coolEnd');
    expect(kinds(closed)).toEqual([
      'charge',
      'turningPoint',
      'dryEnd',
      'fcStart',
      'drop',
      'coolEnd',
    ]);
    const drop = closed.marks.find((mark) => mark.kind === 'drop');
    expect(drop?.timeS).toBeCloseTo(540, 0);
    expect(closed.phases?.totalS).toBe(drop?.timeS);
    expect(await world.roastsOf(id)).toHaveLength(1);
    expect(world.roasts.outbox.map((event) => event.kind)).toContain('roast.closed');
    await world.checkPromises();
    expect(world.comparedRates).toBeGreaterThan(700);
  });

  it('that nobody touches is found, suggested and closed by itself', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    for (let batch = 0; batch < 3; batch++) {
      await world.run(180);
      machine.charge(world.clock.monoUs());
      await world.run(600);
      machine.drop(world.clock.monoUs());
      await world.run(420);
    }
    const roasts = await world.roastsOf(id);
    expect(roasts).toHaveLength(3);
    for (const roast of roasts) {
      expect(roast.closeReason).toBe('afterDrop');
      expect(roast.marks.map((mark) => [mark.kind, mark.state, mark.source])).toEqual([
        ['charge', 'suggested', 'detected'],
        ['turningPoint', 'suggested', 'detected'],
        ['drop', 'suggested', 'detected'],
      ]);
    }
    await world.checkPromises();
  });

  it('takes a mark of the device as confirmed, and moves the suggestion there', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    await world.run(120);
    machine.charge(world.clock.monoUs());
    const chargedUs = world.samples().at(-1)?.monoUs as MonoUs;
    await world.run(40);
    expect((await world.roastsOf(id))[0]?.marks[0]).toMatchObject({ state: 'suggested' });
    world.wires.get('drum')?.sink?.mark('charge', chargedUs);
    await world.run(1);
    const [roast] = await world.roastsOf(id);
    expect(roast?.marks[0]).toMatchObject({
      kind: 'charge',
      state: 'confirmed',
      source: 'device',
      monoUs: chargedUs,
    });
    await world.checkPromises();
  });

  it('on machines of different speed runs by the clock of each', async () => {
    const world = new World();
    await world.start();
    const slow = await world.addMachine('slow', { beans: 'software' });
    const fast = await world.addMachine('fast', { beans: 'software', speed: 10 });
    await world.run(30);
    await press(world, slow.id, 'charge');
    await press(world, fast.id, 'charge');
    await world.run(60);
    await press(world, fast.id, 'drop');
    await press(world, slow.id, 'drop');
    const [ofSlow] = await world.roastsOf(slow.id);
    const [ofFast] = await world.roastsOf(fast.id);
    expect(ofSlow?.marks.find((mark) => mark.kind === 'drop')?.timeS).toBeCloseTo(60, -1);
    expect(ofFast?.marks.find((mark) => mark.kind === 'drop')?.timeS).toBeCloseTo(600, -1);
    expect(ofFast).toMatchObject({ clockRate: 10, origin: 'simulated' });
    await world.checkPromises();
  });
});

describe('second thoughts', () => {
  it('undo charge and drop, move the beans back, and keep the mistake in the history', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await press(world, id, 'charge');
    await world.run(20);
    const undone = await press(world, id, 'charge', 'undo');
    expect(kinds(undone)).toEqual([]);
    await world.run(60);
    expect(world.samples().at(-1)?.channels['btC']).toBeCloseTo(205, 0);
    const again = await press(world, id, 'charge');
    expect(again.id).toBe(undone.id);
    expect(again.marks[0]?.history.map((entry) => entry.action)).toEqual(['set', 'undo', 'set']);

    await world.run(400);
    await press(world, id, 'drop');
    await world.run(20);
    expect(kinds(await press(world, id, 'drop', 'undo'))).not.toContain('drop');
    await world.run(120);
    await press(world, id, 'drop');
    await world.run(400);
    const roasts = await world.roastsOf(id);
    expect(roasts).toHaveLength(1);
    expect(roasts[0]).toMatchObject({ closeReason: 'afterDrop' });
    expect(kinds(roasts[0])).toEqual(['charge', 'turningPoint', 'drop']);
    await world.checkPromises();
  });

  it('undoing the drop of a roast that closed by itself lets it go on', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    await world.run(120);
    machine.charge(world.clock.monoUs());
    await press(world, id, 'charge');
    await world.run(400);
    await press(world, id, 'drop');
    await world.run(320);
    expect((await world.roastsOf(id))[0]?.closeReason).toBe('afterDrop');
    const reopened = await press(world, id, 'drop', 'undo');
    expect(reopened.closeReason).toBeNull();
    expect(world.roasts.outbox.map((event) => event.kind)).toContain('roast.reopened');
    await world.checkPromises();
  });

  it('a refusal says why, and changes nothing', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(60);
    const { machines } = world.station;
    const tooEarly = await machines.mark(id, { kind: 'drop', action: 'set' });
    expect(tooEarly).toMatchObject({ ok: false, code: 'mark.no-roast' });
    await press(world, id, 'charge');
    await world.run(30);
    const derived = await machines.mark(id, { kind: 'turningPoint', action: 'set' });
    expect(derived).toMatchObject({ ok: false, code: 'mark.derived' });
    const before = await machines.mark(id, { kind: 'drop', action: 'set', at: { timeS: -20 } });
    expect(before).toMatchObject({ ok: false, code: 'mark.order' });
    expect(kinds((await world.roastsOf(id))[0])).toEqual(['charge']);
    await world.checkPromises();
  });

  it('a correction of a closed roast stands in the history beside what was pressed', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(60);
    await press(world, id, 'charge');
    await world.run(300);
    const { id: roastId } = await press(world, id, 'drop');
    await world.ask(world.station.machines.closeRoast(id));
    const at = { timeS: 250.4 };
    const corrected = await world.ask(
      world.station.roasts.mark(roastId as never, { kind: 'drop', action: 'move', at }),
    );
    if (!corrected.ok) throw new Error(corrected.message);
    const drop = corrected.value.marks.find((mark) => mark.kind === 'drop');
    expect(drop?.timeS).toBe(250);
    expect(drop?.history.map((entry) => entry.source)).toEqual(['operator', 'qc']);
    await world.checkPromises();
  });
});

describe('levers and notes', () => {
  it('tell somebody who comes later where the levers stand', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(5);
    await world.ask(world.station.machines.setLever(id, { lever: 'burner', value: 65 }));
    const seen: unknown[] = [];
    world.station.live.subscribe((event) => {
      if (event.name === 'lever') seen.push([event.data.lever, event.data.value]);
    }, {});
    await world.run(2);
    expect(seen).toEqual([['burner', 65]]);
  });

  it('are kept with the roast, levers with the value they had before it', async () => {
    const world = new World();
    await world.start();
    const gas = { id: 'gas', label: 'Gas', unit: 'kPa', min: 0, max: 5, step: 0.1 } as const;
    const { id } = await world.addMachine('drum', { beans: 'software' }, { levers: [gas] });
    const { machines } = world.station;
    await world.run(30);
    await world.ask(machines.setLever(id, { lever: 'burner', value: 80 }));
    await world.run(30);
    await press(world, id, 'charge');
    await world.run(60);
    const logged = await world.ask(machines.setLever(id, { lever: 'gas', value: 2.5 }));
    expect(logged).toMatchObject({ ok: true, value: { state: 'logged' } });
    const tooMuch = await machines.setLever(id, { lever: 'gas', value: 9 });
    expect(tooMuch).toMatchObject({ ok: false, code: 'lever.out-of-range' });
    await world.ask(machines.addNote(id, { text: 'smells of bread', at: { timeS: 12 } }));
    const closed = await world.ask(machines.closeRoast(id));
    if (!closed.ok) throw new Error(closed.message);
    expect(
      closed.value.leverChanges.map(({ lever, value, state }) => [lever, value, state]),
    ).toEqual([
      ['burner', 80, 'confirmed'],
      ['gas', 2.5, 'logged'],
    ]);
    expect(closed.value.notes).toMatchObject([{ text: 'smells of bread', timeS: 12 }]);
    await world.checkPromises();
  });
});

describe('a newcomer', () => {
  it('is shown the roast that has just ended, whole, and an hour later no more', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum');
    await world.run(120);
    machine.charge(world.clock.monoUs());
    await world.run(600);
    machine.drop(world.clock.monoUs());
    await world.run(1200);
    const shown = async () => {
      const seen: LiveEvent[] = [];
      const leave = world.station.live.subscribe((event) => seen.push(event), { machineId: id });
      await world.run(5);
      leave();
      return {
        roasts: seen.flatMap((event) => (event.name === 'roast' ? [event.data.roast] : [])),
        firstUs: seen.find((event) => event.name === 'sample')?.data.monoUs ?? 0,
      };
    };
    const soon = await shown();
    expect(soon.roasts.map(({ closeReason }) => closeReason)).toEqual(['afterDrop']);
    expect(soon.firstUs).toBe(soon.roasts[0]?.startUs);
    await world.restart();
    expect((await shown()).roasts.map((roast) => roast.id)).toEqual([soon.roasts[0]?.id]);
    await world.run(3600);
    expect((await shown()).roasts).toEqual([]);
  });

  it('sees the present state, then the roast from its lead-in as it was shown live, then what happens', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(1000);
    await press(world, id, 'charge');
    await world.run(200.004);
    const seen: LiveEvent[] = [];
    world.station.live.subscribe((event) => seen.push(event), { machineId: id });
    await world.run(100);
    expect(seen.slice(0, 3).map((event) => event.name)).toEqual(['health', 'roast', 'durable']);
    const shown = seen.flatMap((event) => (event.name === 'sample' ? [event.data] : []));
    expect(shown).toEqual(world.samples());
    expect(shown.length).toBeGreaterThan(1295);
  });

  it('sees ten minutes while no roast is going on', async () => {
    const world = new World();
    await world.start();
    await world.addMachine('drum');
    await world.run(1000);
    const seen: LiveEvent[] = [];
    world.station.live.subscribe((event) => seen.push(event), {});
    await world.run(0.5);
    const shown = seen.flatMap((event) => (event.name === 'sample' ? [event.data] : []));
    expect(shown).toEqual(world.samples().slice(-shown.length));
    expect(shown.length).toBeGreaterThanOrEqual(599);
    expect(shown.length).toBeLessThanOrEqual(601);
  });

  it('whose listener fails is left out, and nobody else notices', async () => {
    const world = new World();
    await world.start();
    await world.addMachine('drum');
    world.station.live.subscribe(() => {
      throw new Error('a broken screen');
    }, {});
    await world.run(20);
    expect(world.samples().length).toBeGreaterThanOrEqual(20);
    expect(world.logger.lines.filter((line) => /live listener/.test(line.message))).toHaveLength(1);
  });
});

describe('machines', () => {
  it('keep their roasts when they are removed, and are not removed while one is going on', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    const { machines, roasts } = world.station;
    await world.run(30);
    await press(world, id, 'charge');
    await world.run(120);
    expect(await machines.remove(id)).toMatchObject({ ok: false, code: 'request.conflict' });
    const closed = await world.ask(machines.closeRoast(id));
    expect(await world.ask(machines.remove(id))).toEqual({ ok: true, value: null });
    expect(machines.list()).toEqual([]);
    await world.run(10);
    const { items } = await roasts.list({ limit: 10 });
    if (!closed.ok) throw new Error(closed.message);
    expect(items.map((row) => row.id)).toEqual([closed.value.id]);
    expect(items[0]?.thumbnailBtC.length).toBe(60);
    expect(await roasts.get(items[0]?.id as RoastId)).toEqual(closed.value);
  });

  it('change speed only while no roast is going on, and go on from the same moment', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    const { machines } = world.station;
    await world.run(30);
    const faster = await world.ask(machines.change(id, { clockRate: 20, name: 'Fast drum' }));
    expect(faster).toMatchObject({ ok: true, value: { clockRate: 20, name: 'Fast drum' } });
    await world.run(10);
    const last = world.samples().at(-1);
    expect(last?.monoUs).toBeGreaterThan(225e6);
    expect(last?.monoUs).toBeLessThan(235e6);
    await press(world, id, 'charge');
    expect(await machines.change(id, { clockRate: 1 })).toMatchObject({ code: 'request.conflict' });
  });

  it('are found again after an orderly stop, with everything that was read', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(30);
    await press(world, id, 'charge');
    await world.run(60.001);
    await world.ask(world.station.stop());
    expect(await world.stored()).toHaveLength(world.samples().length);
    expect(world.station.machines.get(id)?.connection.state).toBe('stopped');
    await world.restart();
    expect(world.station.machines.get(id)?.roastId).not.toBeNull();
    await world.run(5);
    await world.checkPromises();
  });
});
