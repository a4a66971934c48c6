import { ArtisanError, DurationMs, seededStream } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '#time/simulated-clock.ts';

describe('a simulated clock', () => {
  it('stands still until it is told to advance', async () => {
    const clock = new SimulatedClock({ monoUs: 5_000_000, wallMs: 1_000 });
    expect([clock.monoUs(), clock.wallMs()]).toEqual([5_000_000, 1_000]);
    await clock.advance(1500);
    expect([clock.monoUs(), clock.wallMs()]).toEqual([6_500_000, 2_500]);
  });

  it('fires timers by due time, then by their making, each at its own time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 })), async (spans) => {
        const clock = new SimulatedClock();
        const fired: [number, number][] = [];
        spans.forEach((span, order) => {
          void clock.sleep(DurationMs(span)).then(() => fired.push([clock.monoUs(), order]));
        });
        await clock.advance(20);
        const expected = spans.map((span, order): [number, number] => [span * 1000, order]);
        expect(fired).toEqual(expected.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
        expect(clock.sleeping).toBe(0);
      }),
    );
  });

  it('lets a chain of awaits go on before the next timer fires', async () => {
    const clock = new SimulatedClock();
    const seen: string[] = [];
    const chained = async (): Promise<void> => {
      await clock.sleep(DurationMs(10));
      for (let i = 0; i < 50; i += 1) await Promise.resolve();
      seen.push(`chain at ${clock.monoUs()}`);
      await clock.sleep(DurationMs(5));
      seen.push(`slept at ${clock.monoUs()}`);
    };
    void chained();
    void clock.sleep(DurationMs(11)).then(() => seen.push(`timer at ${clock.monoUs()}`));
    await clock.advance(15);
    expect(seen).toEqual(['chain at 10000', 'timer at 11000', 'slept at 15000']);
  });

  it('ends a sleep with the reason of its abort and forgets the timer', async () => {
    const clock = new SimulatedClock();
    const abort = new AbortController();
    const sleep = clock.sleep(DurationMs(10), abort.signal);
    abort.abort('enough');
    await expect(sleep).rejects.toBe('enough');
    await expect(clock.sleep(DurationMs(10), abort.signal)).rejects.toBe('enough');
    expect(clock.sleeping).toBe(0);
    await clock.advance(20);
    expect(clock.monoUs()).toBe(20_000);
  });

  it('keeps its order when timers are dropped among others', async () => {
    const chance = seededStream(3, 'drops');
    const clock = new SimulatedClock();
    const fired: number[] = [];
    const spans = Array.from({ length: 300 }, () => Math.floor(chance.next() * 100));
    const aborts = spans.map((span) => {
      const abort = new AbortController();
      clock.sleep(DurationMs(span), abort.signal).then(
        () => fired.push(span),
        () => undefined,
      );
      return abort;
    });
    aborts.forEach((abort, i) => {
      if (i % 3 === 0) abort.abort();
    });
    expect(clock.sleeping).toBe(200);
    await clock.advance(100);
    expect(fired).toEqual(spans.filter((_, i) => i % 3 !== 0).sort((a, b) => a - b));
  });

  it('fires late, in their order, the timers that fell due while nothing ran', async () => {
    const clock = new SimulatedClock();
    const fired: [number, number][] = [];
    for (const span of [30, 10, 80]) {
      void clock.sleep(DurationMs(span)).then(() => fired.push([span, clock.monoUs()]));
    }
    clock.stall(50);
    expect(fired).toEqual([]);
    await clock.advance(50);
    expect(fired).toEqual([
      [10, 50_000],
      [30, 50_000],
      [80, 80_000],
    ]);
  });

  it('advances until something has happened, and says so when it did not', async () => {
    const clock = new SimulatedClock();
    let ticks = 0;
    const tick = async (): Promise<void> => {
      for (; ticks < 10; ticks += 1) await clock.sleep(DurationMs(100));
    };
    void tick();
    expect(await clock.advanceUntil(() => ticks === 3, 5000)).toBe(true);
    expect(clock.monoUs()).toBe(300_000);
    expect(await clock.advanceUntil(() => ticks === 99, 5000)).toBe(false);
    expect(clock.monoUs()).toBe(5_300_000);
  });

  it('refuses to go on when something sleeps for no time in a loop', async () => {
    const clock = new SimulatedClock();
    const stop = new AbortController();
    const spin = async (): Promise<void> => {
      while (!stop.signal.aborted) await clock.sleep(DurationMs(0));
    };
    void spin();
    const refused = clock.advance(1);
    await expect(refused).rejects.toSatisfy((e) => ArtisanError.is(e, 'defect.invariant'));
    stop.abort();
  });

  it('moves the wall alone when the machine was suspended', async () => {
    const clock = new SimulatedClock({ wallMs: 0 });
    clock.jumpWall(90_000);
    expect([clock.monoUs(), clock.wallMs()]).toEqual([0, 90_000]);
  });
});

describe('a clock at another rate', () => {
  it('runs on the same virtual time, from 0', async () => {
    const world = new SimulatedClock({ wallMs: 1_000 });
    await world.advance(250);
    const clock = world.atRate(30);
    await world.advance(100);
    expect([clock.rate, clock.monoUs(), clock.wallMs()]).toEqual([30, 3_000_000, 4_250]);
  });

  it('never wakes a sleeper early, whatever the rate', async () => {
    const rates = fc.double({ min: 0.01, max: 1000, noNaN: true });
    await fc.assert(
      fc.asyncProperty(rates, fc.integer({ min: 1, max: 5000 }), async (rate, span) => {
        const world = new SimulatedClock();
        const clock = world.atRate(rate);
        let wokeUs = -1;
        void clock.sleep(DurationMs(span)).then(() => {
          wokeUs = clock.monoUs();
        });
        await world.advance(span / rate + 1);
        expect(wokeUs).toBeGreaterThanOrEqual(span * 1000);
        expect(wokeUs).toBeLessThanOrEqual(span * 1000 + rate + 1);
      }),
    );
  });
});
