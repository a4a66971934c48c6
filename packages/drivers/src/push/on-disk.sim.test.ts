import type { MachineDto, PushBody } from '@artisan-ts/contracts';
import type { MachineId, Result } from '@artisan-ts/domain';
import { createStation, PushDesk, type PushReceipt, type Station } from '@artisan-ts/runtime';
import {
  CountingIds,
  MemoryReadingStore,
  MemoryRoastStore,
  SimulatedClock,
  SimulatedDisk,
  silentLogger,
} from '@artisan-ts/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { pushDriver } from '#push/driver.ts';

const unsavedMax = 5;
const source = { driver: 'push', settings: { intervalS: 1 } };

let clock: SimulatedClock;
let disk: SimulatedDisk;
let station: Station;
let machine: MachineDto;

beforeEach(async () => {
  clock = new SimulatedClock();
  disk = new SimulatedDisk(clock);
  const pushDesk = new PushDesk();
  station = createStation({
    clock,
    ids: new CountingIds(),
    logger: silentLogger,
    readings: new MemoryReadingStore(disk),
    roasts: new MemoryRoastStore(disk),
    drivers: [pushDriver(pushDesk)],
    pushDesk,
    unsavedMax,
    systemBoot: 'boot-1',
  });
  await settled(station.start());
  machine = await added({ name: 'Home-made', closeAfterDropS: 300, ...source });
  return () => settled(station.stop());
});

/** What it comes to, while time passes. */
async function settled<Value>(promise: Promise<Value>): Promise<Value> {
  let isDone = false;
  const done = promise.finally(() => {
    isDone = true;
  });
  for (let step = 0; step < 1_000 && !isDone; step++) await clock.advance(100);
  return done;
}

async function added(body: Parameters<Station['machines']['add']>[0]): Promise<MachineDto> {
  const answer = await settled(station.machines.add(body));
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

function push(body: PushBody, to: string = machine.id): Promise<Result<PushReceipt>> {
  return station.pushing.receive(to as MachineId, body);
}

const reading = (seq: number): PushBody => ({ values: { bt: 200 + seq }, seq });
const durable = () => station.health().recording.durableCursor;

describe('a device that pushes to a station', () => {
  it('is answered when its reading is on disk, and not before', async () => {
    let answer: unknown = null;
    disk.stall();
    void push(reading(1)).then((said) => {
      answer = said;
    });
    await clock.advance(2_000);
    expect([answer, durable()]).toEqual([null, 0]);
    disk.resume();
    await clock.advance(100);
    expect(answer).toMatchObject({ ok: true, value: { taken: true } });
    expect(durable()).toBe(1);
  });

  it('is told after a while that the disk does not take it, and again once it is there', async () => {
    disk.fault = 'store.full';
    const waiting = await settled(push(reading(1)));
    expect(waiting).toMatchObject({ ok: false, code: 'store.unavailable' });
    expect(waiting).toHaveProperty('message', expect.stringMatching(/held in memory.*disk/i));
    disk.fault = null;
    const again = await settled(push(reading(1)));
    expect(again).toMatchObject({ ok: true, value: { remark: 'number 1 came before' } });
    expect(durable()).toBe(1);
  });

  it('is told which of its readings was lost because nothing had room for it', async () => {
    disk.fault = 'store.full';
    for (let seq = 0; seq < unsavedMax; seq++) {
      void push(reading(seq));
      await clock.advance(1_000);
    }
    const lost = await settled(push(reading(unsavedMax)));
    expect(lost).toMatchObject({ ok: false, message: expect.stringContaining('lost') });
    disk.fault = null;
    await clock.advance(10_000);
    // It is not told that what was lost came before.
    const again = await settled(push(reading(unsavedMax)));
    expect(again).toMatchObject({ ok: true, value: { taken: true } });
    await clock.advance(1_000);
    expect(await settled(push(reading(9)))).toMatchObject({ ok: true, value: { taken: true } });
    expect(durable()).toBe(unsavedMax + 2);
  });

  it('has to say which of several devices it is', async () => {
    const two = await added({
      name: 'Two boards',
      closeAfterDropS: 300,
      sources: [source, source],
    });
    const [, second] = two.sources;
    const unnamed = await settled(push(reading(1), two.id));
    expect(unnamed).toMatchObject({ ok: false, code: 'input.invalid' });
    expect(unnamed).toHaveProperty('message', expect.stringContaining(second?.id ?? 'none'));
    const named = { values: { bt: 200 }, source: second?.id ?? '' };
    expect(await settled(push(named, two.id))).toMatchObject({ ok: true });
  });

  it('is told that its machine is read another way, or is not there', async () => {
    const named = { ...reading(1), source: `source_${'2'.padStart(32, '0')}` };
    expect(await settled(push(named))).toMatchObject({ ok: false, code: 'request.conflict' });
    const nowhere = `machine_${'2'.padStart(32, '0')}`;
    const unknown = await settled(push(reading(1), nowhere));
    expect(unknown).toMatchObject({ ok: false, code: 'request.not-found' });
  });
});
