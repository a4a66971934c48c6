import type { LiveEvent } from '@artisan-ts/runtime';
import { expect, test } from 'vitest';
import { EventQueue, waitingBytesMax } from '#live/event-queue.ts';

const durable = (cursor: number): LiveEvent => ({
  cursor,
  name: 'durable',
  data: { cursor, newest: [] },
});
const mark = (cursor: number, kind: string): LiveEvent => ({
  cursor,
  name: 'mark',
  data: { machineId: 'm', roastId: 'r', kind, action: 'set', monoUs: 1 },
});

test('an event is an id, a name and one line of JSON', () => {
  const queue = new EventQueue();
  queue.add(durable(7));
  expect(queue.take()).toBe('id: 7\nevent: durable\ndata: {"cursor":7,"newest":[]}\n\n');
  expect(queue.take()).toBe('');
});

test('of a state only the newest waits, of what happened everything, in order', () => {
  const queue = new EventQueue();
  for (const event of [durable(1), mark(1, 'charge'), durable(2), mark(2, 'drop'), durable(3)]) {
    expect(queue.add(event)).toBe(true);
  }
  const names = queue.take().match(/(?<=event: )\w+|"kind":"\w+"/g);
  expect(names).toEqual(['mark', '"kind":"charge"', 'mark', '"kind":"drop"', 'durable']);
});

test('what waits is handed on in pieces, and every event is whole in one of them', () => {
  const queue = new EventQueue();
  for (let n = 0; n < 400; n++) queue.add(mark(n, 'x'.repeat(1024)));
  const { bytes } = queue;
  const pieces: string[] = [];
  for (let piece = queue.take(); piece !== ''; piece = queue.take()) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(4);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(64 * 1024);
  expect(pieces.every((piece) => piece.startsWith('id: ') && piece.endsWith('\n\n'))).toBe(true);
  expect([pieces.join('').length, queue.bytes]).toEqual([bytes, 0]);
});

test('an event that is larger than a piece is handed on alone', () => {
  const queue = new EventQueue();
  queue.add(mark(1, 'x'.repeat(200_000)));
  expect(queue.take().length).toBeGreaterThan(200_000);
});

test('a reader that has stopped reading is given up at the bound, and states alone never reach it', () => {
  const queue = new EventQueue();
  const isKept = Array.from({ length: 200_000 }, (_, cursor) => queue.add(durable(cursor)));
  expect(isKept).not.toContain(false);
  const text = 'x'.repeat(1024);
  let added = 0;
  while (queue.add(mark(0, text))) added += 1;
  expect(added).toBeGreaterThan(waitingBytesMax / 1200);
  expect(added).toBeLessThan(waitingBytesMax / 1024);
});
