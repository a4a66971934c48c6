import { describe, expect, it } from 'vitest';
import { findColdStart } from '#detection/cold-start.ts';
import { addReading, type BreakWindow, emptyWindow } from '#detection/window.ts';

/** Stands at 22 C for half a minute, then goes where it is told, a reading a second. */
function windowOf(riseC: (sinceS: number) => number, forS: number, fromC = 22): BreakWindow {
  let window = emptyWindow;
  for (let s = 0; s < 30 + forS; s++) {
    window = addReading(window, s, fromC + (s < 30 ? 0 : riseC(s - 30)));
  }
  return window;
}

describe('a cold start', () => {
  it('is where a cold chamber begins to warm as fast as a fluid bed does', () => {
    const found = findColdStart(windowOf((s) => 1.5 * s, 25));
    expect(found?.kind).toBe('charge');
    expect(Math.abs((found?.timeS ?? 0) - 30)).toBeLessThanOrEqual(1);
    expect(found?.reason).toBe('BT rose 36 C in 24 s from a cold 22 C');
  });

  it('is not the preheating of a drum, however long', () => {
    for (let s = 1; s < 600; s += 20) {
      expect(findColdStart(windowOf((t) => 230 * (1 - Math.exp(-t / 310)), s))).toBeNull();
    }
  });

  it('is not a short burst of hot air', () => {
    for (let s = 1; s < 90; s++) {
      expect(findColdStart(windowOf((t) => Math.min(40, 3 * t), s))).toBeNull();
    }
  });

  it('is not a rise of a machine that is still warm', () => {
    expect(findColdStart(windowOf((s) => 1.5 * s, 25, 70))).toBeNull();
  });

  it('is not one reading or two that are too high', () => {
    for (const highS of [25, 26]) {
      const found = findColdStart(windowOf((t) => 0.25 * t + (t >= highS ? 20 : 0), 27));
      expect(found).toBeNull();
    }
  });

  it('is not a loose contact that comes back', () => {
    const offC = (t: number): number => (t % 9 < 4 ? -15 : 0);
    for (let s = 1; s < 60; s++) {
      expect(findColdStart(windowOf((t) => 0.5 * t + (t < 20 ? offC(t) : 0), s))).toBeNull();
    }
  });
});
