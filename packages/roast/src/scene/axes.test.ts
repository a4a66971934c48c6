import { describe, expect, it } from 'vitest';
import {
  alignedTimeAxis,
  minutesAndSeconds,
  temperatureAxis,
  temperatureExtremes,
  ticksThatFit,
  timeAxis,
} from '#scene/axes.ts';

describe('ticksThatFit', () => {
  it('keeps names apart on a phone, with zero among them', () => {
    const { ticks } = alignedTimeAxis({ fromS: -60, toS: 720 });
    const labels = (pxPerMinute: number) =>
      ticksThatFit(ticks, (timeS) => (timeS / 60) * pxPerMinute, 46).map(({ label }) => label);
    expect(labels(23)).toEqual(['0:00', '2:00', '4:00', '6:00', '8:00', '10:00', '12:00']);
    expect(labels(12)).toEqual(['0:00', '4:00', '8:00', '12:00']);
    expect(labels(60)).toHaveLength(ticks.length);
  });

  it('leaves an axis without width as it is', () => {
    const { ticks } = timeAxis({ fromS: 0, toS: 600 });
    expect(ticksThatFit(ticks, () => 0, 46)).toEqual(ticks);
  });
});

describe('minutesAndSeconds', () => {
  it.each([
    [0, '0:00'],
    [0.9, '0:00'],
    [59.9999999, '1:00'],
    [61, '1:01'],
    [3599, '59:59'],
    [3600, '60:00'],
    [-5, '\u22120:05'],
    [-0.4, '0:00'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(minutesAndSeconds(seconds)).toBe(text);
  });
});

describe('timeAxis', () => {
  it('stands still until the roast comes close to its end, then grows by whole minutes', () => {
    expect(timeAxis({ fromS: -60, toS: 0 }).max).toBe(720);
    expect(timeAxis({ fromS: -60, toS: 675 }).max).toBe(720);
    expect(timeAxis({ fromS: -60, toS: 676 }).max).toBe(780);
    // The name of a line needs the same room on the paper, however long the roast was.
    expect(timeAxis({ fromS: -60, toS: 1740 }).max).toBe(1860);
  });

  it('never has more than fifteen labels in ten hours', () => {
    for (let toS = 0; toS <= 36_000; toS += 60) {
      expect(timeAxis({ fromS: -60, toS }).ticks.length).toBeLessThanOrEqual(15);
    }
  });
});

describe('alignedTimeAxis', () => {
  it('counts from the moment of alignment, both ways', () => {
    const axis = alignedTimeAxis({ fromS: -530, toS: 130 });
    expect([axis.min, axis.max]).toEqual([-540, 180]);
    expect(axis.ticks.map(({ label }) => label)).toContain('\u22129:00');
    expect(axis.ticks.find(({ at }) => at === 0)?.label).toBe('0:00');
  });
});

describe('temperatureAxis', () => {
  it('covers the usual range when nothing was measured', () => {
    const axis = temperatureAxis('C', null);
    expect([axis.min, axis.max]).toEqual([60, 250]);
    expect(axis.ticks.map(({ label }) => label)).toEqual([
      '75',
      '100',
      '125',
      '150',
      '175',
      '200',
      '225',
      '250',
    ]);
  });

  it('grows for a value outside of it', () => {
    expect(temperatureAxis('C', { minC: 41, maxC: 262 })).toMatchObject({ min: 40, max: 275 });
  });
});

describe('temperatureExtremes', () => {
  it('leaves missing values out, and knows nothing of nothing', () => {
    expect(temperatureExtremes([[null, 3], [7]])).toEqual({ minC: 3, maxC: 7 });
    expect(temperatureExtremes([[null], []])).toBeNull();
  });

  it('is not stretched by a broken probe or a damaged file', () => {
    const seen = temperatureExtremes([[1372, 6553.5, 1e15, -273, 20, 231]]);
    expect(seen).toEqual({ minC: 20, maxC: 231 });
    expect(temperatureAxis('F', seen).ticks.length).toBeLessThan(15);
  });
});
