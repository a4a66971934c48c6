import type { SampleEvent } from '@artisan-ts/contracts';
import { smoothed } from '@artisan-ts/roast';
import { describe, expect, it } from 'vitest';
import { MachineFeed } from '#live/machine-feed.ts';
import { LiveColumns } from '#roasting/live-columns.ts';

function sampleAt(second: number): SampleEvent {
  return {
    machineId: 'm',
    sourceId: 's',
    boot: 'b',
    stream: 'main',
    seq: second,
    monoUs: second * 1e6,
    wallMs: second * 1000,
    channels: { btC: 200 - second / 10, etC: null },
    ror: { btCPerMin: null, etCPerMin: null },
  };
}

function feedUntil(second: number): MachineFeed {
  const feed = new MachineFeed();
  for (let at = 0; at <= second; at++) feed.push(sampleAt(at), at * 1000);
  return feed;
}

describe('LiveColumns', () => {
  it('puts second 0 at charge and begins one lead-in before it', () => {
    const columns = new LiveColumns(feedUntil(200), 1).read(100e6);
    expect(columns.timeS[0]).toBe(-60);
    expect(columns.timeS.at(-1)).toBe(100);
    expect(columns.btC[60]).toBe(190);
  });

  it('shows before charge how the drum came to where it is: the last ten minutes', () => {
    const columns = new LiveColumns(feedUntil(900), 1).read(null);
    expect([columns.timeS[0], columns.timeS.at(-1)]).toEqual([-600, 0]);
  });

  it('grows in place with the samples', () => {
    const feed = feedUntil(150);
    const live = new LiveColumns(feed, 1);
    const before = live.read(100e6);
    feed.push(sampleAt(151), 0);
    expect(live.read(100e6)).toBe(before);
    expect(before.timeS.at(-1)).toBe(51);
  });

  it('is built anew when charge moves', () => {
    const live = new LiveColumns(feedUntil(200), 1);
    live.read(100e6);
    const moved = live.read(110e6);
    expect(moved.timeS.at(-1)).toBe(90);
    expect(moved.btC[60]).toBe(189);
  });

  it('is built anew when readings came late, and shows them', () => {
    const feed = feedUntil(120);
    const live = new LiveColumns(feed, 1);
    for (let second = 180; second <= 200; second++) feed.push(sampleAt(second), 0);
    expect(live.read(100e6).btC).toContain(null);
    for (let second = 121; second < 180; second++)
      feed.push({ ...sampleAt(second), late: true }, 0);
    const filled = live.read(100e6);
    expect(filled.btC).not.toContain(null);
    expect(filled.timeS).toHaveLength(161);
  });

  it('draws BT as the saved curve is drawn, and smears no reading that cannot be right', () => {
    const feed = new MachineFeed();
    const read: (number | null)[] = [];
    const usable: (number | null)[] = [];
    for (let second = 0; second <= 60; second++) {
      const btC = second === 30 ? 850 : 200 - (second % 3);
      const flaw = second === 30 && { quality: { btC: 'out-of-range' as const } };
      feed.push({ ...sampleAt(second), channels: { btC, etC: null }, ...flaw }, 0);
      read.push(btC);
      usable.push(flaw === false ? btC : null);
    }
    const { timeS, btC } = new LiveColumns(feed, 1, 'end20').read(0);
    expect(btC).toEqual(smoothed(timeS, read, 'end20', usable));
    expect(btC[30]).toBe(850);
  });

  it('ends where it is told to, and goes on when a roast is opened again', () => {
    const live = new LiveColumns(feedUntil(200), 1);
    expect(live.read(100e6, 150e6).timeS.at(-1)).toBe(50);
    expect(live.read(100e6, null).timeS.at(-1)).toBe(100);
  });
});
