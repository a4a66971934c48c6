import type { MachineId, MissionId, PersonId } from '@artisan-ts/domain';
import type { Caller } from '@artisan-ts/runtime';
import { verifyAudit } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { press } from './people.ts';
import { World } from './world.ts';

/** Somebody who is signed in. */
const ada: Caller = {
  kind: 'person',
  actor: { kind: 'USER', id: `person_${'a'.repeat(32)}`, version: '' },
  personId: `person_${'a'.repeat(32)}` as PersonId,
  roles: ['operator'],
  orgId: 'local',
};

const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : [1, 2, 3, 4, 5, 6];

async function roastAt(world: World, id: MachineId, seconds: number): Promise<void> {
  await press(world, id, 'charge');
  await world.run(seconds);
  await press(world, id, 'drop');
  await world.run(400);
}

describe('what the station does when a roast is closed', () => {
  it('reports on it, once, and tells the result', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await roastAt(world, id, 600);
    const { items } = await world.ask(world.station.missions.list({ limit: 9 }));
    expect(items.map(({ state, reasons }) => [state, reasons])).toEqual([['DONE', []]]);
    const mission = await world.ask(world.station.missions.get(items[0]?.id as MissionId));
    expect(mission?.steps.map(({ name }) => name)).toEqual([
      'scan roast.read@1',
      'think',
      'act roast.analyse@1',
      'observe',
    ]);
    expect(mission?.ranWith).toMatchObject({ agent: 'roast-reporter@1', policy: 'governor@2' });
    expect(mission?.trace.map(({ words }) => words)).toContain('The roast was analysed');
    expect(mission?.trace.at(-1)).toMatchObject({ parentId: null, isError: false });
    const [roast] = await world.roastsOf(id);
    expect(mission?.result).toMatchObject({ roastId: roast?.id });
    expect(mission?.result).toHaveProperty(['sentences', 2]);
    expect((await verifyAudit(world.missions)).findings).toEqual([]);
  });

  it('holds a thin roast back, says why, and reports when a person releases it', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await roastAt(world, id, 30);
    const [held] = (await world.ask(world.station.missions.list({ limit: 9 }))).items;
    expect(held).toMatchObject({ state: 'QUARANTINED' });
    expect(held?.reasons.map(({ code }) => code)).toContain('SHORT_SESSION');
    expect(world.station.health().inbox).toEqual({ needsYou: 1 });
    const waiting = await world.ask(world.station.missions.list({ limit: 9, shelf: 'needsYou' }));
    expect(waiting.items.map(({ can }) => can)).toEqual([['approve', 'reject']]);
    const answer = await world.ask(
      world.station.missions.decide(ada, held?.id as MissionId, {
        decision: 'approve',
        waivedReasons: held?.reasons.map(({ code }) => code),
        inputDigest: held?.inputDigest,
      }),
    );
    expect(answer.ok).toBe(true);
    await world.run(1);
    const done = await world.ask(world.station.missions.get(held?.id as MissionId));
    expect(done?.state).toBe('DONE');
    expect(done?.history.map(({ message }) => message.split('.')[0])).toEqual([
      'Asked for',
      'Released',
      'Taken up',
      'The roast was read',
      'It is to be analysed',
      'The roast was analysed',
      'The report was written',
      'Finished; the result is stored',
    ]);
    expect(world.station.health().inbox).toBeUndefined();
    expect(await world.ask(world.station.missions.gains(30))).toMatchObject({
      ...{
        batches: 1,
        reports: 1,
        reportsUntouched: 0,
        interventions: 1,
        interventionsPerBatch: 1,
      },
    });
  });

  it('counts reports that came by themselves, and what became of the marks it suggested', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    for (let roasts = 0; roasts < 2; roasts++) await roastAt(world, id, 600);
    const gains = await world.ask(world.station.missions.gains(30));
    expect(gains).toMatchObject({ batches: 2, reports: 2, reportsUntouched: 2, interventions: 0 });
    const { made, kept, moved, undone, open } = gains.suggestions;
    expect(kept + moved + undone + open).toBe(made);
    const [rule] = world.station.missions.rules().settings;
    expect(rule).toMatchObject({ name: 'pointsMin', value: '60 readings' });
  });

  it.each(seeds)(
    'loses none and doubles none when it is killed at any moment (seed %i)',
    async (seed) => {
      const world = new World(seed);
      await world.start();
      const { id } = await world.addMachine('drum', { beans: 'software' });
      await world.run(120);
      for (let roasts = 0; roasts < 4; roasts++) {
        await press(world, id, 'charge');
        await world.run(200);
        await press(world, id, 'drop');
        // Around the closing, when the report is asked for and made.
        await world.run(299 + world.chance.next() * 4);
        await world.run(world.chance.next() * 0.2);
        world.crash();
        await world.restart();
        await world.run(120);
      }
      await world.run(120);
      const closes = world.roasts.outbox.filter(({ kind }) => kind === 'roast.closed');
      const missions = world.missions.all();
      expect(closes.length, `seed ${seed}`).toBeGreaterThanOrEqual(4);
      expect(missions.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual(
        closes.map(({ roastId, revision }) => `roast-report:full:${roastId}:r${revision}`).sort(),
      );
      expect(new Set(missions.map(({ state }) => state))).toEqual(new Set(['DONE']));
      expect((await verifyAudit(world.missions)).findings).toEqual([]);
    },
  );

  it('keeps elsewhere how its log stands, and says when the log is not that one any more', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await roastAt(world, id, 600);
    await world.run(70);
    const [kept] = world.anchors.kept.slice(-1);
    const { size, head } = (await world.ask(world.missions.checkpoint('local', 0))) ?? {};
    expect(kept).toMatchObject({ size, head });
    const stopping = world.station.stop();
    await world.run(10);
    await stopping;
    if (kept === undefined) throw new Error('a checkpoint was kept');
    world.anchors.kept.push({ ...kept, size: 99 });
    await world.restart();
    await world.run(10);
    const told = world.station.health().findings.filter(({ code }) => code === 'audit.anchors');
    expect(told).toMatchObject([
      { about: 'Audit log', message: expect.stringContaining('entry 98 of the audit log is not') },
    ]);
  });
});
