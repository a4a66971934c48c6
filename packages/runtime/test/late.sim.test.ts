import type { RoastDto } from '@artisan-ts/contracts';
import type { RoastId } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { FarSender } from './far-sender.ts';
import { Scene } from './remote-scene.ts';

async function fixture(intervalMs?: number): Promise<{ scene: Scene; far: FarSender }> {
  const scene = await new Scene().begin();
  return { scene, far: new FarSender(scene, intervalMs) };
}

/** A batch from charge to drop and a pause after it, as nobody presses anything. */
async function roastFar(far: FarSender, roastS = 600, pauseS = 400): Promise<void> {
  far.charge();
  await far.readFor(roastS);
  far.drop();
  await far.readFor(pauseS);
}

/** Everything that is kept arrives while the machine is read on; then it is calm. */
async function deliver(far: FarSender): Promise<void> {
  far.isConnected = true;
  while (far.kept > 1) {
    await far.readFor(1);
    for (let each = 0; each < 15 && (await far.sendOldest()); each++);
  }
  await far.readFor(30);
}

async function roastsOf(scene: Scene): Promise<RoastDto[]> {
  const page = await scene.station.roasts.list({ limit: 100, machineId: scene.machine });
  const found = await Promise.all(
    page.items.map(({ id }) => scene.station.roasts.get(id as RoastId)),
  );
  return found.flatMap((roast) => roast ?? []).reverse();
}

const marksOf = (roast: RoastDto | undefined): string[] =>
  roast?.marks.map(({ kind }) => kind) ?? [];

it('calls a device silent that fell silent, while its readings of before still arrive', async () => {
  const { scene, far } = await fixture();
  const state = () => scene.station.machines.get(scene.machine)?.connection.state;
  await far.readFor(60);
  expect(state()).toBe('connected');
  far.isConnected = false;
  await far.readFor(600);
  for (let each = 0; each < 8; each++) {
    await far.sendOldest(false);
    await scene.clock.advance(500);
    expect(state()).toBe('silent');
  }
  far.isConnected = true;
  await far.readFor(3);
  expect(state()).toBe('connected');
});

describe('a roast that nobody saw because its readings came late', () => {
  it('is found afterwards, closed, once, with its time and its marks as suggestions', async () => {
    const { scene, far } = await fixture();
    await far.readFor(60);
    far.isConnected = false;
    await far.readFor(120);
    const chargedWallMs = scene.clock.wallMs();
    await roastFar(far);
    await roastFar(far, 540);
    await deliver(far);
    const [first, second, ...others] = await roastsOf(scene);
    expect(others).toEqual([]);
    expect(marksOf(first)).toEqual(['charge', 'turningPoint', 'drop']);
    expect(marksOf(second)).toEqual(['charge', 'turningPoint', 'drop']);
    expect(first?.marks.every(({ state }) => state === 'suggested')).toBe(true);
    expect([first?.closeReason, second?.closeReason]).toEqual(['afterDrop', 'afterDrop']);
    const chargeS = ((first?.marks[0]?.monoUs ?? 0) - (first?.startUs ?? 0)) / 1e6;
    const charged = (first?.startedWallMs ?? 0) + chargeS * 1000;
    expect(Math.abs(charged - chargedWallMs)).toBeLessThan(20_000);
    expect(first?.notes[0]?.text).toContain('came late');
    const arrivals = await scene.station.roasts.arrivals(first?.id as RoastId);
    expect(arrivals).toMatchObject({ missing: 0, lost: 0 });
    // All but its lead-in, which was seen.
    expect(arrivals?.late).toBe((arrivals?.readings ?? 0) - 60);
  });

  it('goes on at the machine when it is still going on, and closes by itself', async () => {
    const { scene, far } = await fixture();
    await far.readFor(60);
    far.isConnected = false;
    await far.readFor(30);
    far.charge();
    await far.readFor(300);
    await deliver(far);
    const [going, ...others] = await roastsOf(scene);
    expect(others).toEqual([]);
    expect(going?.closeReason).toBeNull();
    expect(marksOf(going)).toEqual(['charge', 'turningPoint']);
    far.drop();
    await far.readFor(400);
    const [closed] = await roastsOf(scene);
    expect(closed?.id).toBe(going?.id);
    expect(marksOf(closed)).toEqual(['charge', 'turningPoint', 'drop']);
    expect(closed?.closeReason).toBe('afterDrop');
  });

  it('has its drop where the people at this machine press, late readings before it or not', async () => {
    const { scene, far } = await fixture();
    const opensBeforeS = 11;
    const roastPressed = async (isPressed: boolean, isCut: boolean): Promise<number> => {
      await far.readFor(60);
      far.charge();
      await far.readFor(300);
      far.isConnected = !isCut;
      await far.readFor(60);
      await deliver(far);
      await far.readFor(250);
      const openedS = scene.clock.monoUs() / 1e6;
      if (isPressed) await scene.press('drop');
      await far.readFor(opensBeforeS);
      far.drop();
      await far.readFor(400);
      return openedS;
    };
    for (let roast = 0; roast < 2; roast++) await roastPressed(true, false);
    const openedS = await roastPressed(false, true);
    const drop = (await roastsOf(scene)).at(-1)?.marks.find(({ kind }) => kind === 'drop');
    expect(drop?.state).toBe('suggested');
    expect(Math.abs((drop?.monoUs ?? 0) / 1e6 - openedS)).toBeLessThan(3);
  });

  it('ends the one before it and begins, when both were out of sight', async () => {
    const { scene, far } = await fixture();
    await far.readFor(60);
    far.charge();
    await far.readFor(400);
    far.isConnected = false;
    await far.readFor(150);
    far.drop();
    await far.readFor(200);
    far.charge();
    await far.readFor(250);
    await deliver(far);
    const [first, second, ...others] = await roastsOf(scene);
    expect(others).toEqual([]);
    expect(marksOf(first)).toContain('drop');
    expect(first?.closeReason).toBe('nextCharge');
    expect(marksOf(second)).toEqual(['charge', 'turningPoint']);
    expect(second?.closeReason).toBeNull();
  });

  it('is found beside one that a person began before the rest had come', async () => {
    const { scene, far } = await fixture();
    await far.readFor(60);
    far.isConnected = false;
    await roastFar(far);
    far.isConnected = true;
    await far.readFor(5);
    far.charge();
    const pressed = await scene.charge();
    await deliver(far);
    const [found, going, ...others] = await roastsOf(scene);
    expect(others).toEqual([]);
    expect(marksOf(found)).toEqual(['charge', 'turningPoint', 'drop']);
    expect(found?.closeReason).not.toBeNull();
    expect(going?.id).toBe(pressed);
    expect(going?.closeReason).toBeNull();
  });

  it('is not invented while part of its readings is missing, and found when they come', async () => {
    const { scene, far } = await fixture();
    await far.readFor(60);
    far.isConnected = false;
    await roastFar(far);
    far.isConnected = true;
    await far.readFor(1);
    for (let each = 0; each < 6; each++) await far.sendOldest();
    await far.readFor(120);
    expect(await roastsOf(scene)).toEqual([]);
    await deliver(far);
    await far.readFor(60);
    expect((await roastsOf(scene)).map(marksOf)).toEqual([['charge', 'turningPoint', 'drop']]);
  });

  it('is found after a restart of the station too, and not twice', async () => {
    const { scene, far } = await fixture();
    await far.readFor(60);
    far.isConnected = false;
    await roastFar(far);
    far.isConnected = true;
    while (far.kept > 0 && (await far.sendOldest()));
    await scene.restart();
    await scene.clock.advance(30_000);
    expect((await roastsOf(scene)).map(marksOf)).toEqual([['charge', 'turningPoint', 'drop']]);
    await scene.restart();
    await scene.clock.advance(30_000);
    expect(await roastsOf(scene)).toHaveLength(1);
  });
});

describe.each([
  ['a day at a reading a second', 1000, 24 * 3600],
  ['an hour at ten a second', 100, 3600],
])('a backlog of %s', (_what, intervalMs, seconds) => {
  it('arrives whole, once and marked as late, beside readings that are live all the while', async () => {
    const { scene, far } = await fixture(intervalMs);
    await far.readFor(120);
    const before = far.read;
    far.isConnected = false;
    const batches = Math.floor(seconds / 3000);
    for (let batch = 0; batch < batches; batch++) {
      await far.readFor(1000);
      await roastFar(far, 660, 1340);
    }
    await far.readFor(seconds - batches * 3000);
    const away = far.read;
    const live: number[] = [];
    let lateCount = 0;
    scene.station.live.subscribe(({ name, data }) => {
      if (name !== 'sample') return;
      if (data.late) lateCount += 1;
      else live.push(data.seq);
    }, {});
    await scene.clock.advance(10);
    live.length = 0;
    await deliver(far);
    expect(lateCount).toBe(away - before);
    expect(live).toEqual(Array.from({ length: far.read - away }, (_, index) => away + index));
    const seqs = await scene.storedSeqs(1_000_000);
    expect(seqs).toHaveLength(far.read);
    expect(new Set(seqs).size).toBe(far.read);
    expect(scene.acks.at(-1)?.seq).toBe(far.read - 1);
    expect(scene.station.health().telemetry).toMatchObject({ missing: 0, setAside: { count: 0 } });
    const roasts = await roastsOf(scene);
    expect(roasts).toHaveLength(batches);
    for (const roast of roasts) {
      expect(marksOf(roast)).toEqual(['charge', 'turningPoint', 'drop']);
      expect(roast.closeReason).toBe('afterDrop');
    }
  });
});
