import { type DurationMs, MonoUs, WallMs } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SteadyWall } from '#clock/steady-wall.ts';
import type { Clock } from '#ports/clock.ts';

const bornMs = 1_750_000_000_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** A computer whose monotonic clock passes by hand and whose wall clock can be set. */
class HandClock implements Clock {
  readonly rate = 1;
  passedMs = 0;
  setByMs = 0;
  monoUs = (): MonoUs => MonoUs(this.passedMs * 1000);
  wallMs = (): WallMs => WallMs(bornMs + this.passedMs + this.setByMs);
  sleep = async (_span: DurationMs): Promise<void> => undefined;
}

describe('steady wall time', () => {
  it.each([1000, 60_000, 3_600_000, dayMs])(
    'follows a clock that is set forward by %d ms',
    (byMs) => {
      const clock = new HandClock();
      const wall = new SteadyWall(clock);
      clock.setByMs += byMs;
      expect(wall.now()).toBe(clock.wallMs());
      expect([wall.deficitMs(), wall.isTrusted()]).toEqual([0, true]);
    },
  );

  it.each([
    [1000, true],
    [5 * minuteMs, true],
    [5 * minuteMs + 1, false],
    [3_600_000, false],
    [dayMs, false],
  ])('goes on by the monotonic clock when the clock is set back by %d ms', (byMs, isTrusted) => {
    const clock = new HandClock();
    const wall = new SteadyWall(clock);
    clock.setByMs -= byMs;
    expect(wall.now()).toBe(bornMs);
    clock.passedMs += 700;
    expect(wall.now()).toBe(bornMs + 700);
    expect([wall.deficitMs(), wall.isTrusted()]).toEqual([byMs, isTrusted]);
    clock.setByMs += byMs + 5;
    expect(wall.now()).toBe(clock.wallMs());
    expect(wall.isTrusted()).toBe(true);
  });

  it('never falls below what an earlier run told, and leaves it only forward', () => {
    const clock = new HandClock();
    const wall = new SteadyWall(clock);
    wall.raiseTo(WallMs(bornMs + dayMs));
    clock.passedMs += 250;
    expect(wall.now()).toBe(bornMs + dayMs + 250);
    expect(wall.isTrusted()).toBe(false);
    wall.raiseTo(WallMs(bornMs));
    expect(wall.now()).toBe(bornMs + dayMs + 250);
  });

  it('does not move when summer time begins or ends: it is UTC', () => {
    const clock = new HandClock();
    const wall = new SteadyWall(clock);
    clock.passedMs += 2 * 3_600_000;
    expect(wall.now()).toBe(clock.wallMs());
  });

  it('stays with a clock that drifts by 500 ppm either way, and is trusted', () => {
    for (const ppm of [500, -500]) {
      const clock = new HandClock();
      const wall = new SteadyWall(clock);
      let beforeMs = 0;
      for (let second = 0; second < 600; second++) {
        clock.passedMs += 1000;
        clock.setByMs = Math.round((clock.passedMs * ppm) / 1e6);
        expect(wall.now()).toBeGreaterThanOrEqual(beforeMs);
        beforeMs = wall.now();
      }
      expect(wall.now()).toBe(clock.wallMs());
    }
  });

  it('never decreases, is whole, and is never behind the clock, whatever is done to that', () => {
    const steps = fc.array(
      fc.record({
        passMs: fc.integer({ min: 0, max: 1_000_000 }),
        setMs: fc.integer({ min: -dayMs, max: dayMs }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, (story) => {
        const clock = new HandClock();
        const wall = new SteadyWall(clock);
        let beforeMs = wall.now();
        for (const { passMs, setMs } of story) {
          clock.passedMs += passMs;
          if (setMs % 3 === 0) clock.setByMs += setMs;
          const nowMs = wall.now();
          expect(Number.isSafeInteger(nowMs)).toBe(true);
          expect(nowMs).toBeGreaterThanOrEqual(beforeMs);
          expect(nowMs).toBeGreaterThanOrEqual(Math.floor(clock.wallMs()));
          beforeMs = nowMs;
        }
      }),
    );
  });
});
