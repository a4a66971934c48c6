import type { DurableEvent } from '@artisan-ts/contracts';
import { ArtisanError, MonoUs, type Reading } from '@artisan-ts/domain';
import {
  buildReading,
  builtSourceId,
  MemoryReadingStore,
  SimulatedClock,
  SimulatedDisk,
  silentLogger,
} from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import type { ReadingLoss } from '#ports/reading-store.ts';
import { Recorder } from '#recorder/recorder.ts';

function fixture() {
  const clock = new SimulatedClock();
  const disk = new SimulatedDisk(clock);
  const store = new MemoryReadingStore(disk);
  const durable: DurableEvent[] = [];
  const lost: Reading[] = [];
  const recovered: ReadingLoss[] = [];
  const contradicted: Reading[] = [];
  const errors: object[] = [];
  const recorder = new Recorder({
    store,
    clock,
    logger: { ...silentLogger, error: (fields) => void errors.push(fields) },
    durable: (event) => durable.push(event),
    lost: (reading) => lost.push(reading),
    recovered: (losses) => recovered.push(...losses),
    contradicted: (readings) => contradicted.push(...readings),
    gapsChanged: () => undefined,
  });
  return { clock, disk, store, recorder, durable, lost, recovered, contradicted, errors };
}

describe('the recorder', () => {
  it('commits what arrives within a few milliseconds together, and tells up to where', async () => {
    const { clock, disk, recorder, durable } = fixture();
    for (let seq = 0; seq < 50; seq++) recorder.accept(buildReading(seq));
    await clock.advance(20);
    expect(disk.syncs).toBe(1);
    expect(durable).toHaveLength(1);
    expect(durable[0]).toMatchObject({ cursor: 50, newest: [{ seq: 49 }] });
    expect(recorder.unsaved()).toEqual([]);
  });

  it('calls nothing durable before the disk has confirmed', async () => {
    const { clock, disk, recorder, durable } = fixture();
    disk.stall();
    recorder.accept(buildReading(0));
    await clock.advance(3000);
    expect(durable).toEqual([]);
    expect(recorder.cursor).toBe(0);
    expect(recorder.status()).toMatchObject({ state: 'behind', lagMs: 3000 });
    disk.resume();
    await clock.advance(20);
    expect(recorder.cursor).toBe(1);
    expect(recorder.status()).toMatchObject({ state: 'saved', lagMs: 0 });
  });

  it('saves a reading that was there already once', async () => {
    const { clock, store, recorder } = fixture();
    await store.append([buildReading(0)]);
    await recorder.begin();
    recorder.accept(buildReading(0));
    recorder.accept(buildReading(1));
    await clock.advance(20);
    expect(recorder.cursor).toBe(2);
  });

  it('tells who waits for the disk when everything accepted so far is there, and not before', async () => {
    const { clock, disk, recorder } = fixture();
    const done: string[] = [];
    await recorder.settled();
    disk.stall();
    recorder.accept(buildReading(0));
    void recorder.settled().then(() => done.push('first'));
    await clock.advance(1000);
    expect(done).toEqual([]);
    recorder.accept(buildReading(1));
    void recorder.settled().then(() => done.push('both'));
    disk.resume();
    await clock.advance(50);
    expect(done).toEqual(['first', 'both']);
  });

  it('reports another reading in the place of one on disk, and keeps the first', async () => {
    const { clock, store, recorder, contradicted } = fixture();
    await store.append([buildReading(0)]);
    const other = buildReading(0, { values: [1, 2] });
    recorder.accept(other);
    await clock.advance(20);
    expect(contradicted).toEqual([other]);
  });

  it('says when memory is full, loses the newest, and counts what it lost', async () => {
    const { clock, disk, store, recorder, lost, recovered } = fixture();
    disk.fault = 'store.full';
    for (let seq = 0; seq < 100_003; seq++) recorder.accept(buildReading(seq));
    await clock.advance(1000);
    expect(lost.map((reading) => reading.seq)).toEqual([100_000]);
    expect(recorder.status().message).toMatch(
      /100000 readings are held in memory. 3 more found no room/,
    );
    disk.fault = null;
    await clock.advance(10_000);
    const stretch = { fromUs: 100_000_000_000, toUs: 100_002_000_000 };
    expect(recovered).toMatchObject([{ seq: 100_000, readings: 3, ...stretch }]);
    expect(await store.losses([builtSourceId], MonoUs(0))).toEqual(recovered);
    expect(await store.durableCursor()).toBe(100_000);
    recorder.accept({ ...buildReading(100_003), monoUs: MonoUs(1e12) });
    await clock.advance(20);
    expect(await store.durableCursor()).toBe(100_001);
  });

  it('tells the disk of what was lost while it was saving, with the next it saves', async () => {
    const clock = new SimulatedClock();
    const disk = new SimulatedDisk(clock);
    const store = new MemoryReadingStore(disk);
    const recovered: ReadingLoss[] = [];
    const recorder = new Recorder({
      store,
      clock,
      logger: silentLogger,
      unsavedMax: 10,
      durable: () => undefined,
      lost: () => undefined,
      recovered: (losses) => recovered.push(...losses),
      contradicted: () => undefined,
      gapsChanged: () => undefined,
    });
    disk.stall();
    for (let seq = 0; seq < 12; seq++) recorder.accept(buildReading(seq));
    await clock.advance(100);
    recorder.accept(buildReading(12));
    disk.resume();
    await clock.advance(1000);
    expect(recovered).toMatchObject([{ seq: 10, readings: 3 }]);
    expect(await store.losses([builtSourceId], MonoUs(0))).toEqual(recovered);
    expect(recorder.isLosing(builtSourceId)).toBe(false);
  });

  it('sets a reading aside that the store will never take, and saves all others', async () => {
    const { clock, store, recorder, durable } = fixture();
    const append = store.append.bind(store);
    store.append = async (group) => {
      const bad = group.find(({ seq }) => seq % 400 === 123);
      if (bad === undefined) return append(group);
      throw new ArtisanError('telemetry.malformed', `reading ${bad.seq} has too many channels`);
    };
    for (let seq = 0; seq < 1000; seq++) recorder.accept(buildReading(seq));
    await clock.advance(2000);
    expect(recorder.unsaved()).toEqual([]);
    expect(recorder.cursor).toBe(997);
    expect(durable.at(-1)).toMatchObject({ newest: [{ seq: 999 }] });
    expect(recorder.status()).toMatchObject({
      state: 'saved',
      message:
        'Everything is saved. 3 readings could not be stored and were set aside; see the log.',
    });
  });

  /** Drains for so many virtual seconds; gives when it ended, in seconds, or null. */
  async function drainFor(seconds: number, { clock, recorder }: ReturnType<typeof fixture>) {
    const fromUs = clock.monoUs();
    let endedS: number | null = null;
    void recorder.drain().then(() => {
      endedS = (clock.monoUs() - fromUs) / 1e6;
    });
    await clock.advance(seconds * 1000);
    return endedS;
  }

  it('gives up on a dead disk when the station stops, and says what is lost', async () => {
    const parts = fixture();
    parts.disk.fault = 'store.full';
    for (let seq = 0; seq < 3; seq++) parts.recorder.accept(buildReading(seq));
    expect(await drainFor(60, parts)).toBe(10);
    expect(parts.clock.sleeping).toBe(0);
    expect(parts.errors.at(-1)).toMatchObject({
      unsaved: 3,
      fromWallMs: buildReading(0).wallMs,
      toWallMs: buildReading(2).wallMs,
      fault: expect.stringContaining('failed'),
    });
  });

  it('goes on saving what was held back as long as a slow disk takes some', async () => {
    const parts = fixture();
    parts.disk.syncMs = 6000;
    for (let seq = 0; seq < 20_000; seq++) parts.recorder.accept(buildReading(seq));
    expect(await drainFor(120, parts)).toBeCloseTo(24, 0);
    expect(parts.errors).toEqual([]);
    expect(await parts.store.durableCursor()).toBe(20_000);
  });

  it('does not go on for ever: after a minute it says what was left', async () => {
    const parts = fixture();
    parts.disk.syncMs = 8000;
    for (let seq = 0; seq < 100_000; seq++) parts.recorder.accept(buildReading(seq));
    expect(await drainFor(200, parts)).toBe(60);
    expect(parts.errors).toMatchObject([{ unsaved: 65_000 }]);
  });
});
