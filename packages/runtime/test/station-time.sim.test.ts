import type { RoastDto } from '@artisan-ts/contracts';
import { MonoUs, type RoastId } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { World } from './world.ts';

const hourMs = 3_600_000;

/** Preheated for a minute, charged, dropped after ten minutes, cooled. `during` happens in the middle. */
async function roastAround(world: World, during: () => Promise<void> | void): Promise<RoastDto> {
  await world.start();
  const { id, machine } = await world.addMachine('drum');
  const nowUs = (): MonoUs => MonoUs(world.clock.monoUs() + world.sleptMs * 1000);
  await world.run(60);
  machine.charge(nowUs());
  await world.run(300);
  await during();
  await world.run(300);
  machine.drop(nowUs());
  await world.run(60);
  const [roast] = await world.roastsOf(id);
  if (roast === undefined) throw new Error('nothing was roasted');
  await world.checkPromises();
  return roast;
}

function roastedS(roast: RoastDto): number {
  const at = (kind: string): number =>
    roast.marks.find((mark) => mark.kind === kind)?.timeS ?? Number.NaN;
  return at('drop') - at('charge');
}

function notesOf(roast: RoastDto): string {
  return roast.notes.map((note) => note.text).join(' ');
}

describe('a roast', () => {
  it.each([2000, 20_000, 120_000])(
    'in which the computer slept for %d ms has a gap of that length, a note, and the right time since charge',
    async (sleptMs) => {
      const world = new World();
      const roast = await roastAround(world, () => {
        world.sleptMs += sleptMs;
      });
      expect(Math.abs(roastedS(roast) - 600 - sleptMs / 1000)).toBeLessThan(6);
      expect(notesOf(roast)).toMatch(/The computer slept for/);
      expect(world.station.health().notices?.map(({ code }) => code)).toEqual(['time.slept']);
      const curve = await world.station.roasts.curve(roast.id as RoastId, 'ls30');
      if (sleptMs > 5000) expect(curve?.gaps).toHaveLength(1);
    },
  );

  it.each([1000, -1000, hourMs, -hourMs, 24 * hourMs, -24 * hourMs])(
    'in which the clock was set by %d ms keeps its durations and has a note',
    async (byMs) => {
      const world = new World();
      const plain = await roastAround(new World(), () => undefined);
      const roast = await roastAround(world, () => world.clock.jumpWall(byMs));
      expect(roastedS(roast)).toBe(roastedS(plain));
      expect(notesOf(roast)).toMatch(/The clock of the computer was set/);
    },
  );

  it('over midnight and the end of summer time is one roast with its durations', async () => {
    const world = new World();
    const plain = await roastAround(new World(), () => undefined);
    // The first sample comes minutes before midnight UTC, and local time goes back an hour at midnight.
    const beforeMidnightMs = 16 * hourMs - 300_000;
    world.clock.jumpWall(beforeMidnightMs);
    const midnightMs = world.clock.wallMs() + 300_000;
    world.utcOffsetS = (wallMs) => (wallMs < midnightMs ? 7200 : 3600);
    const roast = await roastAround(world, () => undefined);
    expect(roastedS(roast)).toBe(roastedS(plain));
    expect(roast.notes).toEqual([]);
    expect(roast.utcOffsetS).toBe(7200);
  });

  it('that went over a reboot says for ever that its times follow by wall clock', async () => {
    const world = new World();
    const roast = await roastAround(world, async () => {
      world.crash();
      world.systemBoot = 'boot-2';
      await world.restart();
    });
    expect(notesOf(roast)).toMatch(/started again.*by wall clock/);
    expect(world.station.health().notices?.[0]?.code).toBe('time.rebooted');
    expect(Math.abs(roastedS(roast) - 600)).toBeLessThan(6);
  });
});

describe('the time of the station', () => {
  const minuteMs = 60_000;

  it.each([
    ['its clock goes forward a day', 24 * hourMs, true],
    ['its clock goes back a second', -1000, true],
    ['its clock goes back an hour', -hourMs, false],
    ['its clock goes back a day', -24 * hourMs, false],
  ])('never decreases when %s, also over a restart', async (_what, byMs, isTrusted) => {
    const world = new World();
    await world.start();
    const { machine } = await world.addMachine('drum');
    await world.run(60);
    machine.charge(world.clock.monoUs());
    await world.run(20);
    const beforeMs = world.station.health().clock?.wallMs ?? Number.NaN;
    world.clock.jumpWall(byMs);
    await world.run(12);
    const after = world.station.health();
    expect(after.clock?.wallMs).toBeGreaterThanOrEqual(beforeMs + 12_000);
    expect(after.clock?.isTrusted).toBe(isTrusted);
    expect(after.clock?.jumps.map((jump) => jump.cause)).toEqual(
      byMs > minuteMs ? ['wall-set'] : [],
    );
    expect(after.notices?.some(({ code }) => code === 'CLOCK_UNTRUSTED')).toBe(!isTrusted);
    world.crash();
    await world.restart();
    await world.run(1);
    const restarted = world.station.health().clock;
    // Time is stored every 5 s, and the run before told more than that after the clock was set.
    expect(restarted?.wallMs).toBeGreaterThan(beforeMs);
    expect(restarted?.isTrusted).toBe(isTrusted);
    expect(restarted?.jumps).toHaveLength(byMs > minuteMs ? 1 : 0);
    const times = world.roasts.outbox.map(({ wallMs }) => wallMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    await world.checkPromises();
  });

  it.each(
    [1, 60, 720].flatMap((minutes) =>
      (['while roasting', 'after drop', 'while idle'] as const).map(
        (when) => [minutes, when] as const,
      ),
    ),
  )(
    'is right after the computer slept %d min %s, and there is one roast',
    async (minutes, when) => {
      const world = new World();
      await world.start();
      const { id, machine } = await world.addMachine('drum');
      const nowUs = (): MonoUs => MonoUs(world.clock.monoUs() + world.sleptMs * 1000);
      const sleep = async (at: typeof when): Promise<void> => {
        if (at === when) world.sleptMs += minutes * minuteMs;
        await world.run(60);
      };
      await sleep('while idle');
      machine.charge(nowUs());
      const chargedUs = nowUs();
      await world.run(300);
      await sleep('while roasting');
      // An hour is longer than a roast can be: it ended meanwhile, and the drum stays as it is.
      const isOver = when === 'while roasting' && minutes >= 60;
      if (!isOver) machine.drop(nowUs());
      const droppedUs = nowUs();
      await world.run(60);
      await sleep('after drop');
      const roasts = await world.roastsOf(id);
      expect(roasts).toHaveLength(1);
      const [roast] = roasts;
      const chargeUs = roast?.marks.find(({ kind }) => kind === 'charge')?.monoUs ?? Number.NaN;
      expect(Math.abs(chargeUs - chargedUs)).toBeLessThan(6e6);
      const drop = roast?.marks.find(({ kind }) => kind === 'drop');
      if (isOver) {
        expect(drop).toBeUndefined();
        expect(roast?.closeReason).toBe(minutes === 720 ? 'unattended' : null);
      } else expect(Math.abs((drop?.monoUs ?? Number.NaN) - droppedUs)).toBeLessThan(6e6);
      expect(world.station.health().notices?.map(({ code }) => code)).toContain('time.slept');
      // A sleep of exactly a minute is no jump.
      expect(world.station.health().clock?.jumps).toHaveLength(minutes > 1 ? 1 : 0);
      if (when === 'while roasting' && roast && roast.closeReason === null) {
        expect(notesOf(roast)).toMatch(/The computer slept for/);
      }
      await world.checkPromises();
    },
  );
});

describe('the computer', () => {
  it('is kept awake while a roast goes on and no longer, and health says when it cannot be', async () => {
    const world = new World();
    await world.start();
    const { id } = await world.addMachine('drum', { beans: 'software' });
    await world.run(10);
    expect(world.isKeptAwake).toBe(false);
    world.sleepTrouble = 'The computer may fall asleep.';
    await world.ask(world.station.machines.mark(id, { kind: 'charge', action: 'set' }));
    await world.run(2);
    expect(world.isKeptAwake).toBe(true);
    expect(world.station.health().notices?.[0]?.message).toBe('The computer may fall asleep.');
    await world.ask(world.station.machines.closeRoast(id));
    await world.run(2);
    expect(world.isKeptAwake).toBe(false);
    expect(world.station.health().notices).toBeUndefined();
  });
});
