import { SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { type TimeNews, watchTime } from '#clock/time-watch.ts';
import type { Clock } from '#ports/clock.ts';

/** A watched computer that can be put to sleep, and what was told of it. */
function fixture(wallRate = 1) {
  const world = new SimulatedClock();
  let sleptMs = 0;
  const news: TimeNews[] = [];
  const clock: Clock = {
    rate: 1,
    monoUs: () => (world.monoUs() + sleptMs * 1000) as ReturnType<Clock['monoUs']>,
    wallMs: () =>
      (world.wallMs() +
        sleptMs +
        Math.floor((world.monoUs() / 1000) * (wallRate - 1))) as ReturnType<Clock['wallMs']>,
    sleep: (span, signal) => world.sleep(span, signal),
  };
  const stop = new AbortController();
  const end = watchTime(clock, stop.signal, {
    sleptMs: () => sleptMs,
    tell: (each) => news.push(each),
    looked: () => undefined,
  });
  return {
    world,
    news,
    sleep: (ms: number) => {
      sleptMs += ms;
    },
    stop: async () => {
      stop.abort();
      await end;
    },
  };
}

const hourMs = 3_600_000;

describe('the watch over time', () => {
  it('tells of a sleep of two seconds and more', async () => {
    const { world, news, sleep, stop } = fixture();
    await world.advance(5500);
    sleep(1900);
    await world.advance(3000);
    expect(news).toEqual([]);
    sleep(2000);
    await world.advance(3000);
    expect(news).toEqual([{ kind: 'slept', forMs: 2000 }]);
    await stop();
  });

  it.each([1000, -1000, hourMs, -hourMs, 24 * hourMs, -24 * hourMs])(
    'tells that the clock was set by %d ms, once',
    async (byMs) => {
      const { world, news, stop } = fixture();
      await world.advance(5500);
      world.jumpWall(byMs);
      await world.advance(60_000);
      expect(news).toEqual([{ kind: 'wall-set', byMs }]);
      await stop();
    },
  );

  it('tells both when the clock was set on waking', async () => {
    const { world, news, sleep, stop } = fixture();
    await world.advance(5500);
    sleep(8 * hourMs);
    world.jumpWall(60_000);
    await world.advance(2000);
    expect(news).toEqual([
      { kind: 'slept', forMs: 8 * hourMs },
      { kind: 'wall-set', byMs: 60_000 },
    ]);
    await stop();
  });

  it('says nothing of a clock that drifts by 500 ppm for a day, over midnight', async () => {
    const { world, news, stop } = fixture(1 + 500e-6);
    await world.advance(24 * hourMs);
    expect(news).toEqual([]);
    await stop();
  });
});
