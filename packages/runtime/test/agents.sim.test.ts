import type { MissionDto, StartMissionBody } from '@artisan-ts/contracts';
import { type MachineId, type MissionId, MonoUs, type PersonId } from '@artisan-ts/domain';
import type { ToolDefinition } from '@artisan-ts/kernel';
import type { Caller } from '@artisan-ts/runtime';
import { verifyAudit } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { press } from './people.ts';
import { World } from './world.ts';

const dayS = 86_400;

/** Somebody who is signed in. */
const person = (...roles: Caller['roles']): Caller => ({
  kind: 'person',
  actor: { kind: 'USER', id: `person_${'a'.repeat(32)}`, version: '' },
  personId: `person_${'a'.repeat(32)}` as PersonId,
  roles,
  orgId: 'local',
});
const ada = person('operator');

async function missionsFor(world: World, goal: string): Promise<readonly MissionDto[]> {
  const { items } = await world.ask(world.station.missions.list({ limit: 99, goal }));
  const found = items.map(({ id }) => world.ask(world.station.missions.get(id as MissionId)));
  return (await Promise.all(found)).flatMap((mission) => mission ?? []);
}

const sentencesOf = (mission: MissionDto | undefined): readonly string[] =>
  (mission?.result as { sentences: string[] } | null)?.sentences ?? [];

async function roastFor(world: World, id: MachineId, seconds: number): Promise<void> {
  await press(world, id, 'charge');
  await world.run(seconds);
  await press(world, id, 'drop');
  await world.run(400);
}

/** The station is off while days go by. */
async function offFor(world: World, seconds: number): Promise<void> {
  world.crash();
  await world.clock.advance(seconds * 1000);
  await world.restart();
  await world.run(20);
}

describe('the registry', () => {
  it('names who works here, with what, and every version; nobody works under a changed one', async () => {
    const world = new World();
    await world.start();
    await world.run(10);
    const { agents, versions } = await world.ask(world.station.missions.agents());
    expect(agents.map(({ name, state, level, cap }) => [name, state, level, cap])).toEqual([
      ['roast-reporter@1', 'active', 2, 5],
      ['sim-roaster@1', 'active', 2, 5],
      ['data-quality-watcher@2', 'active', 2, 5],
      ['drift-watcher@1', 'active', 2, 5],
    ]);
    expect(agents.every(({ tools }) => tools.every(({ effect }) => /READ|PURE/.test(effect)))).toBe(
      true,
    );
    expect(versions.map(({ name }) => name)).toContain('governor@2');
    expect((await verifyAudit(world.missions)).findings).toEqual([]);
  });

  it('has no report made by an agent whose tool was registered as another, and says so', async () => {
    const world = new World();
    const stranger: ToolDefinition = {
      kind: 'tool',
      id: 'roast.read',
      version: 1,
      effect: 'READ',
      words: 'Another one.',
      takes: 'nothing',
    };
    await world.ask(world.missions.register('local', [stranger], 1));
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await roastFor(world, id, 600);
    const { agents } = await world.ask(world.station.missions.agents());
    const [reporter, , , drift] = agents;
    expect(reporter).toMatchObject({ state: 'refused' });
    expect(reporter?.trouble).toContain('tool roast.read@1 is not the one that was registered');
    expect(drift?.state).toBe('active');
    expect((await missionsFor(world, 'roast-report')).map(({ state }) => state)).toEqual([
      'PENDING',
    ]);
  });
});

describe('a rehearsal on the twin', () => {
  const body: StartMissionBody = {
    goal: 'sim-roast',
    machine: 'g1',
    days: 'B',
    hands: 'human',
    roasts: 30,
    firstSeed: 7,
    roastId: null,
    dropS: null,
    developmentPct: null,
    toleranceS: 15,
    tolerancePct: 2,
  };

  it('roasts towards the reference, and tells how often it was met; the same seeds tell the same', async () => {
    const world = new World();
    await world.start();
    const told: (readonly string[])[] = [];
    for (let times = 0; times < 2; times++) {
      const answer = await world.ask(world.station.missions.start(ada, body));
      if (!answer.ok) throw new Error(answer.message);
      expect(answer.value).toMatchObject({
        state: 'PENDING',
        subjectTitle: '30 roasts on Gas drum, 1 kg',
      });
      await world.run(10);
      const done = await world.ask(world.station.missions.get(answer.value.id as MissionId));
      expect(done?.state).toBe('DONE');
      expect(done?.createdBy).toMatchObject({ kind: 'USER', id: ada.actor.id });
      told.push(sentencesOf(done ?? undefined));
    }
    expect(told[0]?.[0]).toMatch(/^30 simulated roasts on Gas drum, 1 kg.*seeds 7 to 36\.$/);
    expect(told[0]?.join(' ')).toMatch(/\d+ of 30 met it \(\d+ %\)/);
    expect(told[1]).toEqual(told[0]);
  });

  it('takes the drop of a roast as its target, and fails in words where there is none', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await roastFor(world, id, 500);
    const [roast] = await world.roastsOf(id);
    const like = async (roastId: string) => {
      const answer = await world.ask(world.station.missions.start(ada, { ...body, roastId }));
      if (!answer.ok) throw new Error(answer.message);
      await world.run(10);
      return world.ask(world.station.missions.get(answer.value.id as MissionId));
    };
    expect(sentencesOf((await like(roast?.id ?? '')) ?? undefined)[1]).toMatch(
      /^Target: drop at 8:20 ± 15 s/,
    );
    const lost = await like(`roast_${'0'.repeat(32)}`);
    expect(lost).toMatchObject({ state: 'FAILED', lastError: { code: 'NOT_FOUND' } });
  });

  it('is refused in words where the twin has no such machine, and to whoever only looks', async () => {
    const world = new World();
    await world.start();
    const unknown = await world.ask(world.station.missions.start(ada, { ...body, machine: 'g9' }));
    expect(unknown).toMatchObject({ ok: false, code: 'input.invalid' });
    const viewer = await world.ask(world.station.missions.start(person('viewer'), body));
    expect(viewer).toMatchObject({ ok: true, value: { state: 'BLOCKED' } });
  });
});

describe('the watch over the probes', () => {
  it('calls a person once when a probe hangs while a roast goes on, and reports when they looked', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await press(world, id, 'charge');
    await world.run(150);
    const held = machine.read(MonoUs(world.clock.monoUs()))[0];
    machine.spoil = ([, et]) => [held, et];
    await world.run(150);
    const [called, ...others] = await missionsFor(world, 'data-quality');
    expect(others).toEqual([]);
    expect(called).toMatchObject({ state: 'QUARANTINED', machineName: 'drum' });
    expect(called?.reasons.map(({ code }) => code)).toEqual(['SIGNALS_DOUBTFUL']);
    expect(called?.evidence.join(' ')).toMatch(/drum: BT has not moved for \d+ s/);
    expect(called?.evidence.join(' ')).toMatch(/Release this when you have looked/);
    const answer = await world.ask(
      world.station.missions.decide(ada, called?.id as MissionId, {
        decision: 'approve',
        waivedReasons: ['SIGNALS_DOUBTFUL'],
        inputDigest: called?.inputDigest ?? '',
      }),
    );
    expect(answer.ok).toBe(true);
    machine.spoil = null;
    await world.run(120);
    const [done] = await missionsFor(world, 'data-quality');
    expect(done?.state).toBe('DONE');
    expect(sentencesOf(done)[0]).toContain('drum');
    // More than a fifth of the roast cannot be right: its report waits for a person too.
    await press(world, id, 'drop');
    await world.run(400);
    const [report] = await missionsFor(world, 'roast-report');
    expect(report).toMatchObject({ state: 'QUARANTINED' });
    expect(report?.reasons.map(({ code }) => code)).toContain('SIGNALS_DOUBTFUL');
  });

  it('calls a person once for a cable, whatever hangs on it and whatever comes back first', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await press(world, id, 'charge');
    await world.run(150);
    machine.cable = 'pulled';
    await world.run(100);
    machine.cable = 'plugged';
    const heldC = machine.read(MonoUs(world.clock.monoUs()))[1];
    machine.spoil = ([bt]) => [bt, heldC];
    await world.run(60);
    const [called, ...others] = await missionsFor(world, 'data-quality');
    expect(others).toEqual([]);
    expect(called?.evidence.join(' ')).toMatch(
      /drum: BT and ET have had no value for \d+ s; check their cable/,
    );
  });

  it('calls nobody for a probe that is sound, or that hangs while nothing is roasted', async () => {
    const world = new World();
    await world.start();
    const { id, machine } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await roastFor(world, id, 600);
    machine.spoil = ([, et]) => [900, et];
    await world.run(300);
    expect(await missionsFor(world, 'data-quality')).toEqual([]);
  });
});

describe('the watch for drift', () => {
  it('comes once a week, whatever is restarted, also when the station was off at its time', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await roastFor(world, id, 600);
    expect(await missionsFor(world, 'drift-watch')).toEqual([]);
    // From Thursday morning to Monday afternoon.
    await offFor(world, 4 * dayS);
    const [first] = await missionsFor(world, 'drift-watch');
    expect(first).toMatchObject({ state: 'DONE', subjectTitle: 'drum' });
    expect(sentencesOf(first)[0]).toBe(
      'drum, the week before 2026-01-05: 1 batch, and 0 in the 11 weeks before.',
    );
    expect(sentencesOf(first)[1]).toContain('is not known');
    await offFor(world, 60);
    await offFor(world, 3_600);
    expect(await missionsFor(world, 'drift-watch')).toHaveLength(1);
    // A week in which nothing was roasted has nothing to tell.
    await offFor(world, 7 * dayS);
    expect(await missionsFor(world, 'drift-watch')).toHaveLength(1);
    expect((await verifyAudit(world.missions)).findings).toEqual([]);
  });

  it('comes once in the night in which an hour comes twice', async () => {
    const world = new World();
    const summerEndsMs = world.clock.wallMs() + 18 * 3_600_000;
    world.utcOffsetS = (ms) => (ms < summerEndsMs ? 7_200 : 3_600);
    await world.start();
    const settings = { driftWatch: 'daily 03:30' };
    expect((await world.ask(world.station.settings.change(settings))).ok).toBe(true);
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await roastFor(world, id, 600);
    // 02:00 UTC is 04:00 by the old time and 03:00 by the new: half past three comes twice.
    await offFor(world, 17 * 3_600);
    await world.run(3_600);
    await offFor(world, 600);
    await world.run(3_600);
    expect(await missionsFor(world, 'drift-watch')).toHaveLength(1);
  });

  it('does not come when it was switched off', async () => {
    const world = new World();
    await world.start();
    await world.ask(world.station.settings.change({ driftWatch: 'off' }));
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await roastFor(world, id, 600);
    await offFor(world, 4 * dayS);
    expect(await missionsFor(world, 'drift-watch')).toEqual([]);
    expect(await world.ask(world.station.settings.get())).toMatchObject({ driftWatch: 'off' });
  });
});

describe('traces', () => {
  it('are kept for 90 days; then their digest is told in their place, and the log still holds', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(120);
    await roastFor(world, id, 600);
    const [report] = await missionsFor(world, 'roast-report');
    expect(report?.traceDigest).toBeNull();
    const spans = report?.trace.length;
    await offFor(world, 89 * dayS);
    expect((await missionsFor(world, 'roast-report'))[0]?.trace).toHaveLength(spans ?? 0);
    await offFor(world, 2 * dayS);
    const [old] = await missionsFor(world, 'roast-report');
    expect(old).toMatchObject({ trace: [], traceDigest: { spans } });
    expect(old?.steps).toEqual(report?.steps);
    expect((await verifyAudit(world.missions)).findings).toEqual([]);
  });
});
