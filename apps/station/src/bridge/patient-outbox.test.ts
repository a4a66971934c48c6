import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedClock, silentLogger } from '@artisan-ts/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type NewPoint, Outbox } from '#bridge/outbox.ts';
import { PatientOutbox } from '#bridge/patient-outbox.ts';

/** An outbox whose disk is full when told. */
class FillableOutbox extends Outbox {
  isFull = false;

  override put(points: readonly NewPoint[]): number {
    this.#refuse();
    return super.put(points);
  }

  override forget(series: Parameters<Outbox['forget']>[0]): void {
    this.#refuse();
    super.forget(series);
  }

  #refuse(): void {
    // As SQLite says it.
    if (this.isFull) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
  }
}

let folder: string;
let stored: FillableOutbox;
let clock: SimulatedClock;
let told: string[];
let changes: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'artisan-patient-'));
  stored = new FillableOutbox(join(folder, 'outbox.db'));
  clock = new SimulatedClock();
  told = [];
  changes = 0;
});
afterEach(() => {
  stored.close();
  rmSync(folder, { recursive: true });
});

const boot = `boot_${'a'.repeat(32)}`;
const begun = (waitingMax = 100): PatientOutbox => {
  const outbox = new PatientOutbox({
    outbox: stored,
    clock,
    logger: silentLogger,
    tell: (line) => told.push(line),
    changed: () => {
      changes += 1;
    },
    waitingMax,
  });
  outbox.begin(boot, 1000);
  return outbox;
};
const put = (outbox: PatientOutbox, from: number, to: number): void => {
  for (let seq = from; seq < to; seq++) outbox.put({ stream: 'main', point: { seq } });
};
const held = (outbox: Pick<Outbox, 'after'>) =>
  outbox.after(0, 1000).map(({ id, json }) => [id, JSON.parse(json).seq]);

test('points that a full disk refused are offered from memory and get to the disk in their places', async () => {
  const outbox = begun();
  put(outbox, 0, 3);
  stored.isFull = true;
  put(outbox, 3, 6);
  expect(held(stored)).toHaveLength(3);
  const before = held(outbox);
  expect(before.map(([, seq]) => seq)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(outbox.count).toBe(6);
  expect(outbox.trouble).toMatch(/takes nothing.*the disk is full/);
  expect(told).toEqual([outbox.trouble]);

  stored.isFull = false;
  await clock.advance(10_000);
  expect(held(stored)).toEqual(before);
  expect(outbox.trouble).toBeNull();
  expect(told.at(-1)).toBe('The disk of this bridge takes readings again.');
  expect(changes).toBe(2);
  expect(clock.sleeping).toBe(0);
});

test('what the station has meanwhile is let go of, and no place is given twice', async () => {
  const outbox = begun();
  put(outbox, 0, 2);
  stored.isFull = true;
  put(outbox, 2, 6);
  outbox.forget({ boot, stream: 'main', seq: 3 });
  expect(held(outbox).map(([, seq]) => seq)).toEqual([0, 1, 4, 5]);
  outbox.forget({ boot, stream: 'main', seq: 5 });
  // Nothing waits, and still the disk is not said to be well.
  await clock.advance(10_000);
  expect(outbox.trouble).not.toBeNull();
  put(outbox, 6, 8);
  stored.isFull = false;
  await clock.advance(10_000);
  outbox.forget({ boot, stream: 'main', seq: 5 });
  put(outbox, 8, 9);
  expect(held(stored)).toEqual([
    [7, 6],
    [8, 7],
    [9, 8],
  ]);
});

test('a stream of which nothing got to the disk is announced with what waits of it', () => {
  const outbox = begun();
  stored.isFull = true;
  put(outbox, 4, 6);
  expect(outbox.held()).toEqual([
    { boot, bootCount: 1, streams: [{ stream: 'main', oldestSeq: 4, dropped: 0 }] },
  ]);
});

test('memory that is full loses the newest, counts them and says so', async () => {
  const outbox = begun(5);
  stored.isFull = true;
  put(outbox, 0, 9);
  expect(held(outbox)).toHaveLength(5);
  expect(outbox.trouble).toMatch(/memory is full, and further readings are lost/);
  stored.isFull = false;
  await clock.advance(10_000);
  expect(told.at(-1)).toMatch(/takes readings again. 4 readings found no room and are lost/);
});

test('an end on a disk that takes nothing says how much is lost', () => {
  const outbox = begun();
  stored.isFull = true;
  put(outbox, 0, 3);
  outbox.close();
  expect(told.at(-1)).toMatch(/^3 readings are neither on this disk nor at the station/);
});
