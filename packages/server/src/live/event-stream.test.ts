import { once } from 'node:events';
import type { Live, LiveEvent } from '@artisan-ts/runtime';
import { SimulatedClock } from '@artisan-ts/testkit';
import { beforeEach, expect, test } from 'vitest';
import { waitingBytesMax } from '#live/event-queue.ts';
import { EventStream } from '#live/event-stream.ts';
import { ReadersRoom } from '#live/readers-room.ts';

class FakeLive implements Live {
  readonly listeners = new Set<(event: LiveEvent) => void>();

  subscribe(listener: (event: LiveEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(kind: string): void {
    const data = { machineId: 'm', roastId: 'r', kind, action: 'set' as const, monoUs: 1 };
    const event: LiveEvent = { cursor: 1, name: 'mark', data };
    for (const listener of this.listeners) listener(event);
  }
}

let live: FakeLive;
let clock: SimulatedClock;
let room: ReadersRoom;

beforeEach(() => {
  live = new FakeLive();
  clock = new SimulatedClock();
  room = new ReadersRoom();
});

const open = () => new EventStream(live, {}, clock, room);

/** Reads as fast as it can, and says what it heard. */
function swiftReader() {
  const heard = { stream: open(), events: 0 };
  heard.stream.setEncoding('utf8').on('data', (text: string) => {
    heard.events += text.match(/^event: /gm)?.length ?? 0;
  });
  return heard;
}

test('a reader that takes nothing for a minute is cut off; one that has nothing to take is not', async () => {
  const dead = open();
  const idle = swiftReader();
  for (let n = 0; n < 100; n++) live.emit('x'.repeat(1024));
  await clock.advance(59_000);
  expect([dead.destroyed, idle.stream.destroyed]).toEqual([false, false]);
  await clock.advance(16_000);
  expect([dead.destroyed, idle.stream.destroyed]).toEqual([true, false]);
  await clock.advance(600_000);
  expect(idle.stream.destroyed).toBe(false);
  expect([live.listeners.size, room.size, room.waitingBytes]).toEqual([1, 1, 0]);
});

test('of a hundred readers, those that read hear everything and those that do not cost a bounded memory', async () => {
  const swift = Array.from({ length: 90 }, swiftReader);
  const dead = Array.from({ length: 10 }, open);
  let most = 0;
  const events = 12_000;
  for (let n = 0; n < events; n++) {
    live.emit('x'.repeat(1024));
    most = Math.max(most, room.waitingBytes);
    // Readers read between what happens.
    if (n % 50 === 0) await new Promise(setImmediate);
  }
  await expect.poll(() => Math.min(...swift.map((each) => each.events))).toBe(events);
  expect(most).toBeGreaterThan(waitingBytesMax);
  expect(most).toBeLessThan(70 * 1024 * 1024);
  expect(dead.every(({ destroyed }) => destroyed)).toBe(true);
  expect([room.size, room.waitingBytes]).toEqual([90, 0]);
});

test('ends within a sign of life of the moment from which its reader may not listen', async () => {
  let isAllowed = true;
  const stream = new EventStream(live, {}, clock, room, () => isAllowed);
  stream.resume();
  await clock.advance(60_000);
  expect(stream.destroyed).toBe(false);
  isAllowed = false;
  await clock.advance(15_000);
  expect([stream.destroyed, live.listeners.size, room.size]).toEqual([true, 0, 0]);
});

test('what waits while a reader pauses comes in order when it goes on', async () => {
  const stream = open();
  const count = 3000;
  for (let n = 0; n < count; n++) live.emit(`n${n} ${'x'.repeat(500)}`);
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  await expect.poll(() => text).toContain(`"n${count - 1} `);
  const order = [...text.matchAll(/"n(\d+) /g)].map(([, n]) => Number(n));
  expect(order).toEqual(Array.from({ length: count }, (_, n) => n));
  const closed = once(stream, 'close');
  stream.destroy();
  await closed;
  expect(room.waitingBytes).toBe(0);
});
