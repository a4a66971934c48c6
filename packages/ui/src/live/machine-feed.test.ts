import type { SampleEvent } from '@artisan-ts/contracts';
import { expect, it } from 'vitest';
import { MachineFeed } from '#live/machine-feed.ts';

function sample(timeS: number, channels: SampleEvent['channels']): SampleEvent {
  const ror = { btCPerMin: 'btC' in channels ? 12 : null, etCPerMin: 'etC' in channels ? 3 : null };
  return {
    machineId: 'm',
    sourceId: 's',
    boot: 'b',
    stream: 'main',
    seq: 0,
    monoUs: timeS * 1e6,
    wallMs: timeS * 1000,
    channels,
    ror,
  };
}

it('puts rows on the times of BT, and holds ET of another device beside it until it is stale', () => {
  const feed = new MachineFeed();
  feed.push(sample(1, { btC: 200 }), 0);
  feed.push(sample(1.4, { etC: 230, exhaustC: 180 }), 0);
  feed.push(sample(2, { btC: 201 }), 0);
  feed.push(sample(7, { btC: 206 }), 0);
  const rows = Array.from({ length: feed.ring.end }, (_, number) => feed.ring.at(number));
  expect(rows.map((row) => [row?.btC, row?.etC])).toEqual([
    [200, null],
    [201, 230],
    [206, null],
  ]);
  expect(rows[1]?.etCPerMin).toBe(3);
  expect(feed.newest?.monoUs).toBe(7e6);
  expect(feed.newestOf('exhaustC')).toEqual({ value: 180, monoUs: 1.4e6 });
});

it('shows nothing that came late as what the machine reads now', () => {
  const feed = new MachineFeed();
  feed.push(sample(100, { btC: 200 }), 0);
  feed.push({ ...sample(10, { btC: 90 }), late: true }, 0);
  expect(feed.newestOf('btC')?.value).toBe(200);
  expect(feed.newest?.monoUs).toBe(100e6);
});

it('fills the gap of the curve with what came late, and knows where', () => {
  const feed = new MachineFeed();
  for (const second of [1, 2, 60, 61]) feed.push(sample(second, { btC: 200 }), 0);
  for (const second of [31, 30, 31]) feed.push({ ...sample(second, { btC: 90 }), late: true }, 0);
  const rows = Array.from({ length: feed.ring.end }, (_, number) => feed.ring.at(number));
  expect(rows.map((row) => (row?.monoUs ?? 0) / 1e6)).toEqual([1, 2, 30, 31, 60, 61]);
  expect(rows[2]).toMatchObject({ btC: 90, btCPerMin: null });
  expect(feed.late.all).toEqual([{ fromUs: 30e6, toUs: 31e6 }]);
});
