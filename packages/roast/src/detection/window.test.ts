import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addReading, type BreakWindow, emptyWindow, isOftenEnough } from '#detection/window.ts';

const filled = (times: readonly number[], valueC = 200): BreakWindow =>
  times.reduce((window, timeS) => addReading(window, timeS, valueC), emptyWindow);

describe('window of readings', () => {
  it('stays bounded and in order whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double(), fc.option(fc.double())), { maxLength: 300 }),
        (all) => {
          let window = emptyWindow;
          for (const [timeS, valueC] of all) window = addReading(window, timeS, valueC);
          const times = window.readings.map((one) => one.timeS);
          expect(times.every((t, i) => i === 0 || t > (times[i - 1] as number))).toBe(true);
          expect(window.before.length).toBeLessThanOrEqual(376);
        },
      ),
    );
    const fast = filled(Array.from({ length: 20_000 }, (_, i) => i / 100));
    expect(fast.readings.length).toBeLessThanOrEqual(376);
  });

  it('averages quick readings', () => {
    const window = addReading(addReading(emptyWindow, 0, 200), 0.1, 201);
    expect(window.readings).toEqual([{ timeS: 0.05, valueC: 200.5, count: 2, sinceS: 0 }]);
  });

  it('leaves out faults and spikes, and believes a level that stays', () => {
    const window = filled([0, 1, 2]);
    expect(addReading(window, 3, 0)).toBe(window);
    expect(addReading(window, 3, null)).toBe(window);
    expect(addReading(window, 3, 95).readings).toBe(window.readings);
    const moved = [3, 4, 5].reduce((w, t) => addReading(w, t, 20), window);
    expect(moved.readings.map((one) => one.valueC)).toEqual([20]);
  });

  it('forgets everything across a silence', () => {
    expect(addReading(filled([0, 1, 2]), 15, 190).readings).toHaveLength(1);
  });

  it('is read often enough at 5 s with lost readings and jitter, and not at 6 s', () => {
    const every = (intervalS: number, keep: (index: number) => boolean) =>
      filled(
        Array.from({ length: 20 }, (_, i) => i)
          .filter(keep)
          .map((i) => i * intervalS + (i % 3) * 0.5),
      );
    expect(isOftenEnough(every(5, (i) => i % 6 !== 5))).toBe(true);
    expect(isOftenEnough(every(6, () => true))).toBe(false);
    expect(isOftenEnough(filled([0]))).toBe(false);
  });
});
