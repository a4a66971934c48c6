import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TelemetryPoint } from '@artisan-ts/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Outbox } from '#bridge/outbox.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'artisan-outbox-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const point = (seq: number): TelemetryPoint => ({
  seq,
  monoUs: seq * 1000,
  wallMs: seq,
  channels: { btC: 200 },
});
const main = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, k) => ({ stream: 'main', point: point(from + k) }));
const seqs = (outbox: Outbox) => outbox.after(0, 10_000).map(({ json }) => JSON.parse(json).seq);

test('holds what is not acknowledged, over a restart and under the boot that made it', () => {
  const path = join(folder, 'outbox.db');
  const first = new Outbox(path);
  expect(first.begin('boot_a', 5000)).toBe(5);
  first.put(main(0, 5));
  first.forget({ boot: 'boot_a', stream: 'main', seq: 1 });
  first.close();

  const second = new Outbox(path);
  // The clock went back; the number does not.
  expect(second.begin('boot_b', 4000)).toBe(6);
  second.put(main(0, 1));
  expect(second.count).toBe(4);
  expect(second.after(0, 10).map(({ boot, json }) => [boot, JSON.parse(json).seq])).toEqual([
    ['boot_a', 2],
    ['boot_a', 3],
    ['boot_a', 4],
    ['boot_b', 0],
  ]);
  expect(second.held()).toEqual([
    { boot: 'boot_a', bootCount: 5, streams: [{ stream: 'main', oldestSeq: 2, dropped: 0 }] },
    { boot: 'boot_b', bootCount: 6, streams: [{ stream: 'main', oldestSeq: 0, dropped: 0 }] },
  ]);
  second.forget({ boot: 'boot_a', stream: 'main', seq: 4 });
  second.forget({ boot: 'boot_b', stream: 'main', seq: 0 });
  expect(second.held()).toEqual([
    { boot: 'boot_b', bootCount: 6, streams: [{ stream: 'main', oldestSeq: 1, dropped: 0 }] },
  ]);
  second.close();
});

test('lets go of nothing but what was acknowledged of that boot and stream', () => {
  const outbox = new Outbox(join(folder, 'outbox.db'));
  outbox.begin('boot_a', 0);
  outbox.put([...main(0, 3), { stream: 'gas', point: point(0) }]);
  outbox.forget({ boot: 'boot_x', stream: 'main', seq: 99 });
  outbox.forget({ boot: 'boot_a', stream: 'gas', seq: 99 });
  expect(seqs(outbox)).toEqual([0, 1, 2]);
  outbox.close();
});

test('drops the oldest when it is full, and says how many and from where on it goes on', () => {
  const outbox = new Outbox(join(folder, 'outbox.db'), 2000);
  outbox.begin('boot_a', 0);
  expect(outbox.put(main(0, 2000))).toBe(0);
  expect(outbox.put(main(2000, 2001))).toBe(1000);
  expect(outbox.count).toBe(1001);
  expect(seqs(outbox)[0]).toBe(1000);
  expect(outbox.held()).toMatchObject([{ streams: [{ oldestSeq: 1000, dropped: 1000 }] }]);
  outbox.close();
});

test('announces a start before anything was read in it', () => {
  const outbox = new Outbox(join(folder, 'outbox.db'));
  outbox.begin('boot_a', 1000);
  outbox.begin('boot_b', 2000);
  expect(outbox.held()).toEqual([{ boot: 'boot_b', bootCount: 2, streams: [] }]);
  outbox.close();
});
