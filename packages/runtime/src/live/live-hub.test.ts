import { DurationMs, MonoUs, type Reading } from '@artisan-ts/domain';
import {
  buildReading,
  builtMachineId,
  builtSourceId,
  MemoryReadingStore,
  mainStream,
  SimulatedClock,
  SimulatedDisk,
  silentLogger,
} from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import type { LivePast } from '#live/catch-up.ts';
import { LiveHub } from '#live/live-hub.ts';
import type { LiveEvent } from '#station.ts';
import { sampleView } from '#views/sample-view.ts';

const noRates = { btCPerMin: null, etCPerMin: null };

/** A past that takes a second to read. */
async function fixture(stored: number, acknowledged: number) {
  const clock = new SimulatedClock();
  const store = new MemoryReadingStore(new SimulatedDisk(clock));
  const all = Array.from({ length: 20_000 }, (_, seq) => buildReading(seq));
  await store.append(all.slice(0, stored));
  const asked = { now: 0, most: 0, pages: 0 };
  let cursor = acknowledged;
  let unsaved: Reading[] = all.slice(acknowledged, stored);
  const readings: LivePast['readings'] = {
    range: async (query) => {
      asked.pages += 1;
      asked.now += 1;
      asked.most = Math.max(asked.most, asked.now);
      await clock.sleep(DurationMs(1000));
      asked.now -= 1;
      return store.range(query);
    },
  };
  const hub = new LiveHub(
    {
      readings,
      cursor: () => cursor,
      unsaved: () => unsaved,
      sources: () => [
        {
          machineId: builtMachineId,
          sourceId: builtSourceId,
          streams: [mainStream],
          sinceUs: MonoUs(0),
        },
      ],
      present: async () => [],
    },
    silentLogger,
  );
  const seqs: number[] = [];
  const listener = (event: LiveEvent): void => {
    if (event.name === 'sample') seqs.push(event.data.seq);
  };
  /** A reading arrives, and is on disk and acknowledged at once. */
  const arrive = (seq: number): void => {
    const reading = all[seq] as Reading;
    void store.append([reading]);
    cursor = seq + 1;
    unsaved = [];
    const data = sampleView(builtMachineId, reading, mainStream, { ror: noRates });
    hub.publish({ name: 'sample', data });
  };
  return { clock, hub, listener, seqs, arrive, asked };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('a subscriber that is shown the past', () => {
  it('sees once what is on disk and not yet acknowledged', async () => {
    const { clock, hub, listener, seqs } = await fixture(30, 25);
    hub.subscribe(listener, {});
    await clock.advance(10_000);
    expect(seqs).toEqual(upTo(30));
  });

  it('sees once, and in order, what happens meanwhile', async () => {
    const { clock, hub, listener, seqs, arrive } = await fixture(10, 10);
    hub.subscribe(listener, { afterCursor: 4 });
    await clock.advance(500);
    for (let seq = 10; seq < 15; seq++) arrive(seq);
    await clock.advance(10_000);
    arrive(15);
    expect(seqs).toEqual(upTo(16).slice(4));
  });

  it('is shown the rest from disk when more happens meanwhile than is kept', async () => {
    const { clock, hub, listener, seqs, arrive } = await fixture(10, 10);
    hub.subscribe(listener, { afterCursor: 4 });
    await clock.advance(500);
    for (let seq = 10; seq < 6000; seq++) arrive(seq);
    await clock.advance(20_000);
    expect(seqs).toEqual(upTo(6000).slice(4));
  });

  it('hears nothing after it left', async () => {
    const { clock, hub, listener, seqs, arrive } = await fixture(10, 10);
    const leave = hub.subscribe(listener, {});
    await clock.advance(500);
    leave();
    arrive(10);
    await clock.advance(10_000);
    expect(seqs).toEqual([]);
  });

  it('does not crowd the disk: of a hundred that come at once, a few are shown the past at a time', async () => {
    const { clock, hub, arrive, asked } = await fixture(10, 10);
    const heard = Array.from({ length: 100 }, (): number[] => []);
    for (const seqs of heard) {
      hub.subscribe((event) => {
        if (event.name === 'sample') seqs.push(event.data.seq);
      }, {});
    }
    for (let seq = 10; seq < 40; seq++) {
      await clock.advance(5000);
      arrive(seq);
    }
    for (const seqs of heard) expect(seqs).toEqual(upTo(40));
    expect(asked.most).toBe(4);
  });

  it('is forgotten when it leaves before or during its turn, and nothing more is read for it', async () => {
    const { clock, hub, arrive, asked } = await fixture(6000, 6000);
    const leave = Array.from({ length: 20 }, () => hub.subscribe(() => undefined, {}));
    await clock.advance(500);
    for (const each of leave) each();
    await clock.advance(60_000);
    arrive(6000);
    expect(asked).toMatchObject({ now: 0, pages: 4 });
  });
});
