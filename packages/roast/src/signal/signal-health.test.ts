import type { MissingReason } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { defectWords } from '#signal/defects.ts';
import { SignalHealth } from '#signal/signal-health.ts';
import { SignalJudge } from '#signal/signal-judge.ts';
import { twoProbes } from '../../test/faulty-roast.ts';

/** A device that is read, and how its BT is. */
function fixture() {
  const stream = twoProbes(1);
  const judge = new SignalJudge(stream);
  const health = new SignalHealth(stream, 1);
  const read = (timeS: number, btC: number | null, reason: MissingReason = 'no-reply'): void => {
    const sample = {
      values: [btC, 200 + timeS / 10],
      missing: [btC === null ? reason : null, null],
    };
    health.push(timeS, sample, judge.at(timeS, sample.values).defects);
  };
  return { read, bt: (timeS: number) => health.at(timeS)[0] ?? null };
}

describe('the health of a signal', () => {
  it('is nothing to speak of while values come', () => {
    const { read, bt } = fixture();
    for (let second = 0; second < 100; second++) read(second, 100 + second / 5);
    expect(bt(99.5)).toBeNull();
  });

  it('is stale three intervals after the last value, whether the device is silent or only the channel', () => {
    const { read, bt } = fixture();
    for (let second = 0; second < 10; second++) read(second, 100 + second / 5);
    expect(bt(12)).toBeNull();
    expect(bt(12.5)).toEqual({ defect: 'stale', sinceS: 9 });
    for (let second = 10; second < 14; second++) read(second, null);
    expect(bt(13)).toEqual({ defect: 'stale', sinceS: 9 });
    read(14, 101);
    expect(bt(14)).toBeNull();
  });

  it('tells of an open circuit at once', () => {
    const { read, bt } = fixture();
    read(0, 100);
    read(1, null, 'open-circuit');
    expect(bt(1)).toEqual({ defect: 'open-circuit', sinceS: 1 });
    read(2, 100.2);
    expect(bt(2)).toBeNull();
  });

  it('shows a spike long enough to be seen', () => {
    const { read, bt } = fixture();
    for (let second = 0; second < 40; second++)
      read(second, second === 10 ? 300 : 100 + second / 5);
    expect(bt(39)).toBeNull();
    const again = fixture();
    for (let second = 0; second < 18; second++) again.read(second, second === 10 ? 300 : 100);
    expect(again.bt(17)).toEqual({ defect: 'spiking', sinceS: 10 });
  });

  it('counts a stuck value from when it stopped', () => {
    const { read, bt } = fixture();
    for (let second = 0; second < 170; second++) read(second, 100 + Math.min(second, 120) / 6);
    const trouble = bt(169);
    expect(trouble).toEqual({ defect: 'frozen', sinceS: 120 });
    expect(defectWords('frozen', 'BT', 169 - 120)).toBe(
      'BT has not moved for 49 s; check the probe.',
    );
  });

  it('tells of readings that come in bursts', () => {
    const { read, bt } = fixture();
    for (let second = 0; second < 60; second += 2) {
      read(second, 100 + second / 5);
      read(second + 0.1, 100 + second / 5);
    }
    expect(bt(58.2)?.defect).toBe('irregular');
  });
});
